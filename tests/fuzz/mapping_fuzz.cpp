#include <cmath>

#include "sim/exports/mapping.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

/// What is a mapping is written and read back as the same.
void check_toml(std::string_view text) {
  try {
    const intake::Mapping mapping = intake::read_mapping(text, "fuzz.toml");
    const std::string written = mapping_toml(mapping);
    require(mapping_toml(intake::read_mapping(written, "again.toml")) == written, "a mapping reads back as it was");
  } catch (const InputError&) {
  }
}

void check(const intake::Content& content, std::size_t size) {
  require(content.sessions.size() + content.readings.size() + content.tests.size() <= size, "what is read is bounded");
  for (const intake::Session& session : content.sessions) {
    require(std::isfinite(session.start), "a session has a start");
    require(std::isnan(session.duration) || session.duration >= 0.0, "a duration is not negative");
    require(std::isnan(session.rpe) || (session.rpe >= 0.0 && session.rpe <= 10.0), "RPE is missing or on CR-10");
  }
  for (const intake::Reading& reading : content.readings) {
    require(std::isfinite(reading.value) && reading.date.has_value(), "a reading has a value and a date");
  }
  for (const intake::TestResult& result : content.tests) {
    require(std::isfinite(result.value) && result.value > 0.0, "a result is above 0");
  }
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::string_view text = fuzz::text(data, size);
  fuzz::check_toml(text);
  const auto proposal = intake::propose_mapping(text);
  if (!proposal) return 0;
  fuzz::require(proposal->evidence.size() == proposal->mapping.columns.size(), "each column has its evidence");
  fuzz::require(intake::mapping_fit(text, proposal->mapping) == intake::MappingFit::kSame, "a proposal fits its table");
  fuzz::check(intake::read_mapped_csv(text, "fuzz.csv", proposal->mapping), size + 8);
  fuzz::check_toml(mapping_toml(*proposal));
  return 0;
}
