// Prints the hash of each clock in lanes; exits 1 when one is not as committed.
#include <tuple>

#include "models/clock/catalogue.hpp"
#include "tests/models/clock/reference_clocks.hpp"
#include "tests/same_bits.hpp"

namespace formcast {
namespace {

template <class Model>
bool same() {
  for (const ClockHash& each : kClockHashes) {
    if (each.model == Model::kName) return is_as_committed(Model::kName, clock_hash<Model>(), each.hash);
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
  if (!formcast::runs_here()) return formcast::kSkipped;
  return formcast::all_same(static_cast<formcast::Clocks*>(nullptr)) ? 0 : 1;
}
