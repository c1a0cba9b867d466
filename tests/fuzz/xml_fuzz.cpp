#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "sim/devices/gpx_reader.hpp"
#include "sim/devices/tcx_reader.hpp"
#include "sim/devices/xml_tokens.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

using intake::Content;
using intake::Sample;
using intake::Session;

void check(std::span<const std::uint8_t> bytes) {
  intake::XmlTokens tokens(bytes);
  std::size_t count = 0, text = 0;
  for (intake::XmlToken token; tokens.next(token); ++count) {
    require(tokens.depth() <= intake::XmlTokens::kMaxDepth, "its depth is bounded");
    require(intake::is_utf8(token.text), "its text is UTF-8");
    text += token.text.size();
  }
  // U+FFFD takes three bytes; UTF-16 two to three.
  require(count <= bytes.size() + 1 && text <= 3 * bytes.size(), "tokens are no larger than the file");
}

void check(const Content& content, std::size_t size) {
  require(content.sessions.empty() != content.fault.empty(), "there is a session or a fault");
  require(content.notes.size() <= size, "notes are bounded");
  for (const Session& session : content.sessions) {
    require(std::isfinite(session.start) && session.duration > 0.0, "a session has a start and a duration");
    require(session.samples.size() <= size, "samples are bounded");
    const std::span<const double> times = session.samples.times();
    require(std::ranges::adjacent_find(times, std::not_fn(std::less())) == times.end(), "samples ascend");
    for (const Sample& sample : session.samples) {
      require(std::isnan(sample.heart_rate) || sample.heart_rate > 0.0, "a heart rate is missing or above 0");
      require(std::isnan(sample.distance) || sample.distance >= 0.0, "a distance is missing or not negative");
    }
  }
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::span<const std::uint8_t> bytes(data, size);
  fuzz::check(bytes);
  fuzz::check(intake::read_tcx(bytes, "fuzz.tcx"), size + 8);
  fuzz::check(intake::read_gpx(bytes, "fuzz.gpx"), size + 8);
  return 0;
}
