#include "sim/update.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sim/calibrate.hpp"
#include "sim/csv.hpp"
#include "sim/input.hpp"

namespace formcast {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostShown = 20;

[[noreturn]] void refuse(const std::string& file, const std::string& message) { throw InputError({file}, message); }

void check_unit(const std::string& file, const char* what, const std::string& unit, const std::string& of_twin) {
  if (unit == of_twin) return;
  refuse(file, fmt::format("{} is in {}, but the twin's {}; convert it, or calibrate a new twin", what, unit,
                           of_twin.empty() ? "names no unit" : "is in " + of_twin));
}

/// The twin's athlete among those of the file. A file without names is about whoever it is given for.
const AthleteHistory& find_athlete(const Twin& twin, const History& news, const std::string& file) {
  if (!news.names_athletes && news.athletes.size() == 1) return news.athletes.front();
  std::vector<std::string> found;
  for (const AthleteHistory& a : news.athletes) {
    if (a.athlete == twin.athlete) return a;
    if (found.size() < kMostShown) found.push_back(quote(a.athlete));
  }
  const std::string more = news.athletes.size() > found.size() ? ", ..." : "";
  refuse(file, fmt::format("the twin is of athlete {}, but the file holds only {}{}", quote(twin.athlete),
                           fmt::join(found, ", "), more));
}

void check_dates(const Twin& twin, const AthleteHistory& news, const std::string& file) {
  if (news.start < twin.start) {
    refuse(file, fmt::format("{} is before the twin's first day, {}; to learn from earlier days, calibrate a new twin "
                             "from the whole history",
                             iso(news.start), iso(twin.start)));
  }
  const Date last = news.date(news.days() - 1);
  if (last - twin.start > kLongestRecord) {
    refuse(file, fmt::format("{} is more than 20 years after the twin's first day, {}; is the date a slip?", iso(last),
                             iso(twin.start)));
  }
}

/// Joins values one at a time and remembers those that contradict the record.
class Joiner {
 public:
  Joiner(JoinedRecord& joined, const Twin& twin)
      : joined_(joined), known_days_(twin.days()), load_unit_(twin.load_unit), test_unit_(twin.performance_unit) {
    for (const Test& t : twin.tests) tests_.emplace(t.day, t.performance);
  }

  void load(int day, double w) {
    double& old = joined_.record.load[static_cast<std::size_t>(day)];
    if (std::isnan(w) || old == w) return;
    if (!std::isnan(old)) return contradicts(day, "load", load_unit_, old, w);
    old = w;
    joined_.loads_filled += day < known_days_ ? 1 : 0;
  }
  void test(int day, double performance) {
    const auto [at, is_new] = tests_.emplace(day, performance);
    if (is_new) {
      joined_.new_tests.push_back(day);
    } else if (at->second != performance) {
      contradicts(day, "performance", test_unit_, at->second, performance);
    }
  }
  void finish(const std::string& file) {
    if (!contradictions_.empty()) {
      const std::size_t shown = std::min(contradictions_.size(), kMostShown);
      const auto end = contradictions_.begin() + static_cast<std::ptrdiff_t>(shown);
      const std::string more =
          contradictions_.size() > shown ? fmt::format("\n... and {} more", contradictions_.size() - shown) : "";
      refuse(file, fmt::format("{}{}\nAn update adds days and changes none; to correct the record, calibrate a new "
                               "twin from the corrected history",
                               fmt::join(contradictions_.begin(), end, "\n"), more));
    }
    joined_.record.tests.clear();
    for (const auto& [day, performance] : tests_) joined_.record.tests.push_back({day, performance});
  }

 private:
  void contradicts(int day, const char* what, const std::string& unit, double old, double now) {
    contradictions_.push_back(fmt::format("{}: {} is {}, but the twin has {}{}{}", iso(joined_.record.date(day)), what,
                                          now, old, unit.empty() ? "" : " ", unit));
  }

  JoinedRecord& joined_;
  int known_days_;
  std::string load_unit_, test_unit_;
  std::map<int, double> tests_;
  std::vector<std::string> contradictions_;
};

/// What a calibration is told of the file a record comes from.
History origin(const Twin& twin) {
  History history;
  history.source = twin.source;
  history.digest = twin.source_digest;
  history.load_unit = twin.load_unit;
  history.performance_unit = twin.performance_unit;
  return history;
}

}  // namespace

AthleteHistory history_of(const Twin& twin) {
  AthleteHistory record;
  record.athlete = twin.athlete;
  record.start = twin.start;
  record.load = twin.load;
  for (std::size_t d = 0; d < record.load.size(); ++d) {
    if (twin.load_known[d] == 0) record.load[d] = kUnknown;
  }
  record.tests = twin.tests;
  return record;
}

JoinedRecord join(const Twin& twin, const History& news, const std::string& file) {
  const AthleteHistory& add = find_athlete(twin, news, file);
  if (news.names_load_unit) check_unit(file, "load", news.load_unit, twin.load_unit);
  if (!news.performance_unit.empty()) check_unit(file, "performance", news.performance_unit, twin.performance_unit);
  check_dates(twin, add, file);

  JoinedRecord joined;
  joined.record = history_of(twin);
  const int first = static_cast<int>((add.start - twin.start).count());
  joined.gap = std::max(0, first - twin.days());
  joined.days_added = std::max(0, first + add.days() - twin.days());
  joined.record.load.resize(static_cast<std::size_t>(twin.days() + joined.days_added), kUnknown);
  Joiner joiner(joined, twin);
  for (int day = 0; day < add.days(); ++day) joiner.load(first + day, add.load[static_cast<std::size_t>(day)]);
  for (const Test& test : add.tests) joiner.test(first + test.day, test.performance);
  joiner.finish(file);
  return joined;
}

Update update(const Twin& twin, const History& news, const std::string& file) {
  Update result{join(twin, news, file), twin, {}, {}};
  if (!result.joined.anything_new()) return result;
  Calibration calibration = calibrate_and_foresee(result.joined.record, origin(twin), twin.timing, priors_of(twin));
  const std::vector<ForeseenTest> tests = one_ahead(calibration.foresight, result.joined.record.tests);
  for (const ForeseenTest& test : tests) {
    const std::vector<int>& days = result.joined.new_tests;
    if (std::binary_search(days.begin(), days.end(), test.day)) result.new_tests.push_back(test);
  }
  result.drift = find_drift(tests);
  result.twin = std::move(calibration.twin);
  result.twin.updates = twin.updates;
  result.twin.updates.push_back({news.source, news.digest});
  return result;
}

}  // namespace formcast
