#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "sim/devices/golden_cheetah_reader.hpp"
#include "tests/fuzz/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::span<const std::uint8_t> bytes(data, size);
  intake::is_golden_cheetah(bytes);
  const intake::Content content = intake::read_golden_cheetah(bytes, "fuzz.json");
  fuzz::require(content.sessions.empty() != content.fault.empty(), "there is a session or a fault");
  for (const intake::Session& session : content.sessions) {
    fuzz::require(std::isfinite(session.start), "a session has a start");
    fuzz::require(session.duration > 0.0 || session.distance > 0.0, "a session has a length");
    fuzz::require(session.samples.size() <= size, "samples are bounded");
    const std::span<const double> times = session.samples.times();
    fuzz::require(std::ranges::adjacent_find(times, std::not_fn(std::less())) == times.end(), "samples ascend");
  }
  return 0;
}
