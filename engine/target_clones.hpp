#pragma once

#include <string_view>

/// Marks a kernel to be compiled once for AVX-512, once for AVX2 and once for plain x86-64; the loader picks one
/// when the program starts, so that one binary runs everywhere and fast. All three give the same bits.
///
/// Put it on the function that works through one block of lanes. GCC does not carry the target into the function
/// it makes out of an OpenMP region or into a call it leaves standing, so the mark does nothing on the function that
/// holds the parallel loop, and `flatten` pulls into the clone everything the kernel calls.
///
/// No clones are made
/// - with FORMCAST_NO_CLONES, for a build that fixes one instruction set with -march (tests compare them so);
/// - under ThreadSanitizer: the loader calls GCC's resolvers before the sanitizer is up, and the program dies
///   before main;
/// - under AddressSanitizer, which takes them well, because three instrumented copies of every kernel treble the time
///   that building the tests takes and find nothing that one does not;
/// - by other compilers, on other processors and on systems whose loader has no such resolvers.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__x86_64__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__) && !defined(FORMCAST_NO_CLONES)
#define FORMCAST_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), flatten))
#elif defined(__GNUC__)  // clang says so too; merged into its caller, it vectorises a kernel by half or not at all
#define FORMCAST_CLONES __attribute__((flatten, noinline))
#else
#define FORMCAST_CLONES
#endif

namespace formcast {

/// The instruction set that the loader picks the kernels' clones by on this machine.
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
