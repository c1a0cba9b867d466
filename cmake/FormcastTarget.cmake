# How every target of ours is compiled. Three of the flags are part of the product:
# -ffp-contract=off keeps results identical whether or not a machine has fused multiply-add,
# and the two -fno flags let the compiler vectorise sqrt and selects (they change no result).
# They are PUBLIC because models and lanes are templates, compiled wherever they are used.
# Warnings are errors in the presets that tests use, and warnings in the release, which other compilers build, too.
function(formcast_target target)
  get_property(shares_objects GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ${shares_objects})
  target_compile_options(${target}
    PUBLIC -ffp-contract=off -fno-math-errno -fno-trapping-math
      # 7 to 20 % off the ensemble kernel by interleaving its long chains of operations; off by default in GCC on x86.
      "$<$<CXX_COMPILER_ID:GNU>:-fschedule-insns;-fsched-pressure>"
    PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
      # False positives of GCC 12 at -O3 inside std::string and fmt (GCC bug 105651 and similar).
      $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds>)
endfunction()

# One static library a folder; includes are written from the root: #include "engine/lanes.hpp".
function(formcast_library name)
  add_library(formcast_${name} STATIC ${ARGN})
  add_library(formcast::${name} ALIAS formcast_${name})
  set_target_properties(formcast_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(formcast_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/formcast>)
  formcast_target(formcast_${name})
endfunction()

# Under sanitizers optimising a file takes longer than running it: in a Debug build only for files that compute.
function(formcast_optimise_in_debug)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Debug>:-O1>")
endfunction()

# Templates for many models take minutes to compile under sanitizers and ten times as long to run. Only for files whose
# code other tests run under the sanitizers.
function(formcast_unwatched_in_debug level)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Debug>:${level};-fno-sanitize=all>")
endfunction()
