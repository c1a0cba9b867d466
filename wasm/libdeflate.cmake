# The decompressor of libdeflate, which unpacks archives, compiled from the sources that tools/get-sources fetches.
execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/get-sources --where libdeflate
  OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE)
set(FORMCAST_LIBDEFLATE "${found}" CACHE PATH "The sources of libdeflate 1.14 or newer")
if(NOT EXISTS ${FORMCAST_LIBDEFLATE}/lib/deflate_decompress.c)
  message(FATAL_ERROR "There are no sources of libdeflate: tools/setup fetches them")
endif()
add_library(deflate STATIC ${FORMCAST_LIBDEFLATE}/lib/deflate_decompress.c ${FORMCAST_LIBDEFLATE}/lib/utils.c)
target_include_directories(deflate SYSTEM PUBLIC ${FORMCAST_LIBDEFLATE})
