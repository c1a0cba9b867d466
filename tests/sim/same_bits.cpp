// same_bits: prints the reference ensemble's hash. Built once for each instruction set, the kernel compiled for that
// set alone; exits 77 (skipped) on a machine that lacks it, 1 when the hash is not the committed one.
#include <cinttypes>
#include <cstdio>

#include "sim/self_test.hpp"

int main() {
#if defined(FORMCAST_NEEDS)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports(FORMCAST_NEEDS)) {
    std::puts("this machine has no " FORMCAST_NEEDS);
    return 77;
  }
#endif
  const std::uint64_t hash = formcast::reference_hash({});
  std::printf("%016" PRIx64 "\n", hash);
  return hash == formcast::kReferenceHash ? 0 : 1;
}
