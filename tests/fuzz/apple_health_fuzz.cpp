#include <algorithm>
#include <cmath>
#include <span>

#include "sim/devices/apple_health_reader.hpp"
#include "tests/fuzz/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::span<const std::uint8_t> bytes(data, size);
  const intake::Content whole = intake::read_apple_health(bytes, "fuzz.xml");
  fuzz::require(whole.sessions.size() + whole.readings.size() + whole.notes.size() <= size + 8,
                "what is read is bounded");
  for (const intake::Session& session : whole.sessions) {
    fuzz::require(std::isfinite(session.start) && session.duration > 0.0, "a workout has a start and a duration");
  }
  for (const intake::Reading& reading : whole.readings) {
    fuzz::require(std::isfinite(reading.value), "a reading has a value");
  }
  intake::AppleHealthReader reader("fuzz.xml");
  for (std::size_t at = 0, step = 1; at < size; at += step, step = step % 7 + 1) {
    step = std::min(step, size - at);
    reader.feed(bytes.subspan(at, step));
  }
  const intake::Content pieces = reader.finish();
  fuzz::require(pieces.sessions.size() == whole.sessions.size() && pieces.readings.size() == whole.readings.size() &&
                    pieces.fault == whole.fault,
                "pieces give the same as the whole");
  return 0;
}
