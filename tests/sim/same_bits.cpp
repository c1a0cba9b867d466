// same_bits: prints the hash of the reference ensemble and of each model alone. Built once for each instruction set,
// the kernel compiled for that set alone; exits 77 (skipped) on a machine that lacks it, 1 when one is not as
// committed.
#include <cinttypes>
#include <cstdio>
#include <string>

#include "sim/self_test.hpp"

int main() {
#if defined(FORMCAST_NEEDS)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports(FORMCAST_NEEDS)) {
    std::puts("this machine has no " FORMCAST_NEEDS);
    return 77;
  }
#endif
  bool same = true;
  for (const auto& [model, expected] : formcast::kReferenceHashes) {
    const std::uint64_t hash = formcast::reference_hash(model, {});
    std::printf("%016" PRIx64 " %s\n", hash, std::string(model).c_str());
    same = same && hash == expected;
  }
  return same ? 0 : 1;
}
