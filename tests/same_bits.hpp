#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace formcast {

/// Whether this machine has the instruction set the program was built for, and says so where it has not: exit then with
/// kSkipped, which CTest shows as skipped.
inline bool runs_here() {
#if defined(FORMCAST_NEEDS)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports(FORMCAST_NEEDS)) {
    std::puts("this machine has no " FORMCAST_NEEDS);
    return false;
  }
#endif
  return true;
}
inline constexpr int kSkipped = 77;

/// Prints a model's hash; whether it is the one committed.
inline bool is_as_committed(std::string_view model, std::uint64_t hash, std::uint64_t committed) {
  std::printf("%016" PRIx64 " %.*s\n", hash, static_cast<int>(model.size()), model.data());
  return hash == committed;
}

}  // namespace formcast
