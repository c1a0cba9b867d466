# In place of cmake/FormcastDependencies.cmake: the libraries that are headers alone, of the machine that compiles. They
# lie beside those of the machine's own C library, which em++ must not see, so each is linked into the build tree.
function(formcast_host_headers target header)
  cmake_parse_arguments(ARG "" "WITHIN" "DEFINITIONS" ${ARGN})
  cmake_path(GET header PARENT_PATH folder)
  find_path(FORMCAST_HEADERS_${folder} ${header} PATHS /usr/include /usr/local/include PATH_SUFFIXES ${ARG_WITHIN}
    NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  mark_as_advanced(FORMCAST_HEADERS_${folder})
  set(linked ${PROJECT_BINARY_DIR}/host-headers)
  file(MAKE_DIRECTORY ${linked})
  file(CREATE_LINK ${FORMCAST_HEADERS_${folder}}/${folder} ${linked}/${folder} SYMBOLIC)
  if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} SYSTEM INTERFACE ${linked})
  endif()
  target_compile_definitions(${target} INTERFACE ${ARG_DEFINITIONS})
endfunction()

formcast_host_headers(Eigen3::Eigen Eigen/Core WITHIN eigen3)
# Boost 1.74 derives from what C++17 took out of the standard library.
formcast_host_headers(Boost::headers boost/config.hpp DEFINITIONS _LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION)
formcast_host_headers(fmt::fmt fmt/format.h DEFINITIONS FMT_HEADER_ONLY)
formcast_host_headers(cereal::cereal cereal/cereal.hpp)
formcast_host_headers(nlohmann_json::nlohmann_json nlohmann/json.hpp)
formcast_host_headers(tomlplusplus::tomlplusplus toml++/toml.h)
formcast_host_headers(date::date date/date.h)

# Cereal writes JSON with RapidJSON, of which 1.1 assigns to a constant member in a function that nobody calls; Clang 19
# minds that all the same. So this one is a copy, mended as later releases are.
find_path(FORMCAST_HEADERS_rapidjson rapidjson/document.h PATHS /usr/include /usr/local/include
  NO_CMAKE_FIND_ROOT_PATH REQUIRED)
mark_as_advanced(FORMCAST_HEADERS_rapidjson)
set(mended ${PROJECT_BINARY_DIR}/mended-headers)  # a folder of its own: nothing is written where links lead elsewhere
file(COPY ${FORMCAST_HEADERS_rapidjson}/rapidjson DESTINATION ${mended})
file(READ ${FORMCAST_HEADERS_rapidjson}/rapidjson/document.h content)
string(REPLACE "(const GenericStringRef& rhs) { s = rhs.s; length = rhs.length; }" "(const GenericStringRef& rhs) = delete;"
  content "${content}")
file(CONFIGURE OUTPUT ${mended}/rapidjson/document.h CONTENT "${content}" @ONLY)
target_include_directories(cereal::cereal SYSTEM INTERFACE ${mended})
