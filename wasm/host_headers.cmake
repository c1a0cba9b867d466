# In place of cmake/FormcastDependencies.cmake: the header-only libraries of the build machine. Their folder also holds
# the machine's C library, which em++ must not see, so each is linked into the build tree.
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
# Boost 1.74 derives from classes that C++17 removed from the standard library.
formcast_host_headers(Boost::headers boost/config.hpp DEFINITIONS _LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION)
formcast_host_headers(fmt::fmt fmt/format.h DEFINITIONS FMT_HEADER_ONLY)
formcast_host_headers(cereal::cereal cereal/cereal.hpp)
formcast_host_headers(nlohmann_json::nlohmann_json nlohmann/json.hpp)
formcast_host_headers(tomlplusplus::tomlplusplus toml++/toml.h)
formcast_host_headers(date::date date/date.h)
formcast_host_headers(FastFloat::fast_float fast_float/fast_float.h)
