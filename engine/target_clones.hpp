#pragma once

#include <string_view>

/// Marks a kernel to be compiled once for AVX-512, once for AVX2 and once for plain x86-64; the loader picks one
/// when the program starts, so that one binary runs everywhere and fast. All three give the same bits.
///
/// Put it on the function that works through one block of lanes. GCC does not carry the target into the function
/// it makes out of an OpenMP region or into a call it does not inline, so the mark has no effect on the function that
/// holds the parallel loop, and `flatten` pulls into the clone everything the kernel calls.
///
/// A kernel with a different algorithm for AVX-512 is two functions, FORMCAST_CLONE_AVX512 and FORMCAST_CLONES_BELOW;
/// the caller chooses by has_avx512().
///
/// No clones are made
/// - with FORMCAST_NO_CLONES, for a build that fixes one instruction set with -march (tests compare them so);
/// - under ThreadSanitizer: the loader calls GCC's resolvers before the sanitizer is up, and the program dies
///   before main;
/// - under AddressSanitizer, which supports them, because three instrumented copies of every kernel treble the build
///   time of the tests and find nothing that one does not;
/// - by other compilers, on other processors and on systems whose loader has no such resolvers.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__x86_64__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__) && !defined(FORMCAST_NO_CLONES)
#define FORMCAST_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), flatten))
#define FORMCAST_CLONE_AVX512 __attribute__((target("arch=x86-64-v4"), flatten))
#define FORMCAST_CLONES_BELOW __attribute__((target_clones("arch=x86-64-v3", "default"), flatten))
#elif defined(__GNUC__)  // clang says so too; merged into its caller, it vectorises a kernel by half or not at all
#define FORMCAST_CLONES __attribute__((flatten, noinline))
#else
#define FORMCAST_CLONES
#endif
#if !defined(FORMCAST_CLONE_AVX512)
#define FORMCAST_CLONE_AVX512 FORMCAST_CLONES
#define FORMCAST_CLONES_BELOW FORMCAST_CLONES
#define FORMCAST_ONE_BODY
#endif

namespace formcast {

/// Whether a kernel's AVX-512 body runs here: by the machine where there are clones, else by the compiler's target.
inline bool has_avx512() {
#if defined(__AVX512F__)
  return true;
#elif defined(FORMCAST_ONE_BODY)
  return false;
#else
  static const bool has = (__builtin_cpu_init(), __builtin_cpu_supports("x86-64-v4") != 0);
  return has;
#endif
}

/// The instruction set of the clones that the loader picks on this machine.
inline std::string_view instruction_set() {
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4 (AVX-512)";
  if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3 (AVX2)";
  return "x86-64 (SSE2)";
#else
  return "portable";
#endif
}

}  // namespace formcast
