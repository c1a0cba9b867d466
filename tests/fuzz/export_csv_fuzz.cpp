#include <cmath>

#include "sim/exports/csv_dialects.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

void check(const intake::Content& content, std::size_t size) {
  require(content.sessions.size() + content.readings.size() + content.notes.size() <= size + 8,
          "what is read is bounded");
  for (const intake::Session& session : content.sessions) {
    const bool stream = !session.sources.empty() && session.sources.front().format == intake::kStreams;
    require(std::isfinite(session.start) != stream, "a session has a start, streams have none");
    const bool counted = !session.sets.empty() || !session.vendor.empty();
    require(session.duration > 0.0 || session.distance > 0.0 || counted, "a session has a length, sets or a load");
    require(std::isnan(session.rpe) || (session.rpe >= 0.0 && session.rpe <= 10.0), "RPE is missing or on CR-10");
    for (const intake::VendorValue& v : session.vendor) require(std::isfinite(v.value), "vendor values are numbers");
  }
  for (const intake::TestResult& result : content.tests) {
    require(result.value > 0.0 && result.date.has_value(), "a result has a value and a date");
  }
  for (const intake::Reading& reading : content.readings) {
    require(std::isfinite(reading.value) && reading.date.has_value(), "a reading has a value and a date");
  }
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::string_view text = fuzz::text(data, size);
  const intake::CsvChoices told{.day_first = true, .decimal_comma = true, .distance_unit = 1000.0};
  const auto asked = intake::read_export_csv(text, "fuzz.csv");
  const auto answered = intake::read_export_csv(text, "fuzz.csv", told);
  fuzz::require(asked.has_value() == answered.has_value(), "answers do not change the dialect");
  if (asked) fuzz::check(*asked, size);
  if (answered) fuzz::check(*answered, size);
  return 0;
}
