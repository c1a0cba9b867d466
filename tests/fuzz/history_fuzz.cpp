#include <cmath>
#include <set>

#include "sim/history/csv_rows.hpp"
#include "sim/history/history.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

void check_athlete(const AthleteHistory& athlete, bool continues_record) {
  require(athlete_problem(athlete.athlete).empty(), "an athlete's name can name a file");
  require(athlete.days() >= 1 && date::days{athlete.days() - 1} <= kLongestRecord, "a record is of bearable length");
  const Date last = athlete.date(athlete.days() - 1);
  require(parse_iso(iso(athlete.start)) == athlete.start && parse_iso(iso(last)) == last, "its days are dates");
  for (const double load : athlete.load) {
    require(std::isnan(load) || (load >= 0.0 && std::isfinite(load)), "a load is unknown or a number >= 0");
  }
  for (const std::vector<Test>* tests : {&athlete.tests, &athlete.bounds}) {
    int day = -1;
    for (const Test& test : *tests) {
      require(test.day > day && test.day < athlete.days(), "tests and bounds are in order, one a day, in the record");
      require(test.performance > 0.0 && std::isfinite(test.performance), "a performance is a number > 0");
      require(test.error >= 0.0 && std::isfinite(test.error), "an error is a number > 0, or 0 where none is given");
      day = test.day;
    }
  }
  for (const auto& [name, values] : athlete.markers) {
    require(values.size() == athlete.load.size(), "a marker has a value a day");
    for (const double value : values) require(!std::isinf(value), "a marker is unknown or a number");
  }
  if (continues_record) return;
  require(!athlete.tests.empty() && athlete.missing_loads() < athlete.days(), "there is a test and a load");
}

void check(const History& history, const HistoryOptions& options) {
  require(!history.athletes.empty() && history.rows > 0, "a history is about somebody");
  require(options.skip_bad_rows || history.rejected.empty(), "a bad row refuses the file");
  require(history.rejected.size() < history.rows, "a row was good");
  std::set<std::string> names;
  for (const AthleteHistory& athlete : history.athletes) {
    require(names.insert(athlete.athlete).second, "each athlete has one record");
    check_athlete(athlete, options.continues_record);
  }
}

bool accepted(const std::filesystem::path& path, const HistoryOptions& options) {
  try {
    check(read_history(path, options), options);
    return true;
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast::fuzz;
  static const Folder folder;
  const auto path = folder.file("history.csv", text(data, size));
  const bool strict = accepted(path, {});
  const bool lenient = accepted(path, {.skip_bad_rows = true, .continues_record = true});
  require(!strict || lenient, "what is accepted is accepted too when less is asked for");
  return 0;
}
