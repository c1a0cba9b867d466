// Prints the hash of each clock in lanes. Built once for each instruction set, the lanes compiled for that set alone;
// exits 77 (skipped) on a machine that lacks it, 1 when one is not as committed.
#include <cinttypes>
#include <cstdio>
#include <string>
#include <tuple>

#include "models/clock/catalogue.hpp"
#include "tests/models/clock/reference_clocks.hpp"

namespace formcast {
namespace {

template <class Model>
bool same() {
  const std::uint64_t hash = clock_hash<Model>();
  std::printf("%016" PRIx64 " %s\n", hash, std::string(Model::kName).c_str());
  for (const ClockHash& expected : kClockHashes) {
    if (expected.model == Model::kName) return expected.hash == hash;
  }
  return false;
}

template <class... Model>
bool all_same(const std::tuple<Model...>*) {
  return (same<Model>() & ...);
}

}  // namespace
}  // namespace formcast

int main() {
#if defined(FORMCAST_NEEDS)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports(FORMCAST_NEEDS)) {
    std::puts("this machine has no " FORMCAST_NEEDS);
    return 77;
  }
#endif
  return formcast::all_same(static_cast<formcast::Clocks*>(nullptr)) ? 0 : 1;
}
