# Compiles for the browser: Emscripten's own toolchain file, of the Emscripten that tools/get-emscripten finds, and the
# flags that everything shares. Workers share nothing, so there are no threads; relaxed SIMD would change the bits.
# Read several times in a run of CMake and once more for each compile check.
if(NOT FORMCAST_EMSCRIPTEN)
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/../tools/get-emscripten --where
    OUTPUT_VARIABLE FORMCAST_EMSCRIPTEN OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE formcast_failed)
  if(formcast_failed)
    message(FATAL_ERROR "no Emscripten found: run tools/setup, or set EMSDK (see wasm/README.md)")
  endif()
  list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES FORMCAST_EMSCRIPTEN)
endif()
set(CMAKE_CXX_FLAGS_INIT "-msimd128 -fwasm-exceptions")
include(${FORMCAST_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
