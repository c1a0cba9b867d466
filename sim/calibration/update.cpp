#include "sim/calibration/update.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

#include "sim/base/counted.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/calibration/misfit_effect.hpp"
#include "sim/calibration/trip_calibration.hpp"
#include "sim/history/performances.hpp"
#include "sim/travel/trips_file.hpp"

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

/// Two kinds of tests are never mixed; a file, or an older twin, may name none.
void check_kind(const Twin& twin, const History& news, const std::string& file) {
  if (twin.test_kind.empty() || news.test_kind.empty() || same_test_kind(twin.test_kind, news.test_kind)) return;
  refuse(file, fmt::format("its tests are of the kind {}, but the twin's are {}; expected tests of one kind",
                           quote(news.test_kind), quote(twin.test_kind)));
}

/// The twin's athlete among those of the file. A file without names is the twin's athlete's.
const AthleteHistory& find_athlete(const Twin& twin, const History& news, const std::string& file) {
  if (!news.names_athletes && news.athletes.size() == 1) return news.athletes.front();
  std::vector<std::string> found;
  for (const AthleteTrouble& trouble : news.unusable) {
    if (trouble.athlete == twin.athlete) refuse(file, trouble.text());
  }
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
    refuse(file, fmt::format("{} is more than 20 years after the twin's first day, {}; is the date mistyped?",
                             iso(last), iso(twin.start)));
  }
}

/// Joins values one at a time and remembers those that contradict the record.
class Joiner {
 public:
  Joiner(JoinedRecord& joined, const Twin& twin)
      : joined_(joined), known_days_(twin.days()), load_unit_(twin.load_unit), test_unit_(twin.performance_unit) {
    for (const Test& t : joined.record.tests) tests_.emplace(t.day, t);
    for (const Test& b : joined.record.bounds) bounds_.emplace(b.day, b);
  }

  void load(int day, double w) {
    fill(joined_.record.load[static_cast<std::size_t>(day)], w, {day, "load", load_unit_}, joined_.loads_filled);
  }
  void night(int day, double hours) {
    std::vector<double>& nights = joined_.record.markers[kSleepHours];
    nights.resize(joined_.record.load.size(), kUnknown);
    fill(nights[static_cast<std::size_t>(day)], hours, {day, kSleepHours, "h"}, joined_.sleep_filled);
  }
  void test(const Test& added) {
    const auto [at, is_new] = tests_.emplace(added.day, added);
    Test& known = at->second;
    if (is_new) {
      joined_.new_tests.push_back(added.day);
    } else if (!known.derived() && !added.derived()) {
      if (known.performance != added.performance) {
        contradicts({added.day, "performance", test_unit_}, known.performance, added.performance);
      }
    } else if (wins(added, known)) {
      known = added;
      joined_.new_tests.push_back(added.day);
    }
  }
  void bound(const Test& added) {
    const auto [at, is_new] = bounds_.emplace(added.day, added);
    if (!is_new && !binds(added, at->second)) return;
    at->second = added;
    new_bounds_.push_back(added.day);
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
    for (const auto& [day, test] : tests_) joined_.record.tests.push_back(test);
    joined_.record.bounds.clear();
    for (const auto& [day, bound] : bounds_) joined_.record.bounds.push_back(bound);
    drop_needless(joined_.record.tests, joined_.record.bounds);
    joined_.new_bounds = static_cast<int>(std::ranges::count_if(
        new_bounds_, [&](int day) { return std::ranges::binary_search(joined_.record.bounds, day, {}, &Test::day); }));
  }

 private:
  struct Measured {
    int day;
    const char* what;
    std::string unit;
  };

  void fill(double& old, double now, const Measured& measured, int& filled) {
    if (std::isnan(now) || old == now) return;
    if (!std::isnan(old)) return contradicts(measured, old, now);
    old = now;
    filled += measured.day < known_days_ ? 1 : 0;
  }
  void contradicts(const Measured& measured, double old, double now) {
    const auto& [day, what, unit] = measured;
    contradictions_.push_back(fmt::format("{}: {} is {}, but the twin has {}{}{}", iso(joined_.record.date(day)), what,
                                          now, old, unit.empty() ? "" : " ", unit));
  }

  JoinedRecord& joined_;
  int known_days_;
  std::string load_unit_, test_unit_;
  std::map<int, Test> tests_, bounds_;
  std::vector<int> new_bounds_;
  std::vector<std::string> contradictions_;
};

/// Adds the new file's line numbers to the record. (Bounds are in no message.)
void keep_lines(const AthleteHistory& add, int first, AthleteHistory& record) {
  for (const LoadRow& row : add.load_rows) record.load_rows.push_back({first + row.day, row.load, row.line});
  for (const Test& test : add.tests) {
    std::ranges::find(record.tests, first + test.day, &Test::day)->line = test.line;
  }
}

/// Finds the misfits among the file's new values, and takes implausible loads out again.
void judge_news(const Twin& twin, JoinedRecord& joined) {
  const auto was_unknown = [&](int day) {
    return day >= twin.days() || twin.load_known[static_cast<std::size_t>(day)] == 0;
  };
  for (Misfit& misfit : find_misfits(joined.record)) {
    const bool news = misfit.kind == Misfit::Kind::kLoad ? was_unknown(misfit.day)
                                                         : std::ranges::binary_search(joined.new_tests, misfit.day);
    if (!news || misfit.lines.empty()) continue;
    if (misfit.implausible && misfit.day < twin.days()) --joined.loads_filled;
    joined.misfits.push_back(std::move(misfit));
  }
  joined.record = without_implausible_loads(std::move(joined.record));
}

/// New trips, or else the twin's own.
CalibrationTrips trips_to_learn_from(const Twin& twin, const AthleteHistory& record,
                                     const std::optional<NewTripsFile>& trips) {
  if (!trips) {
    return twin.travels() ? calibration_trips(twin.trips, twin.trips.source, record, any_trip_dates())
                          : CalibrationTrips{};
  }
  // Trips before the record may be those of a squad that this athlete joined later.
  TripDates dates = any_trip_dates();
  dates.last = record.date(record.days() - 1) + kTripMargin;
  dates.of = "record";
  CalibrationTrips used = calibration_trips(trips->file, trips->named, record, dates);
  if (used.file.text.empty()) {
    throw InputError({trips->named}, fmt::format("none of its trips is for {}; expected one, or an update without "
                                                 "--trips",
                                                 quote(twin.athlete)));
  }
  return used;
}

}  // namespace

JoinedRecord join(const Twin& twin, const History& news, const std::string& file) {
  const AthleteHistory& add = find_athlete(twin, news, file);
  if (news.names_load_unit) check_unit(file, "load", news.load_unit, twin.load_unit);
  if (!news.performance_unit.empty()) check_unit(file, "performance", news.performance_unit, twin.performance_unit);
  check_kind(twin, news, file);
  check_dates(twin, add, file);

  JoinedRecord joined;
  joined.record = history_of(twin);
  const int first = static_cast<int>((add.start - twin.start).count());
  joined.gap = std::max(0, first - twin.days());
  joined.days_added = std::max(0, first + add.days() - twin.days());
  joined.record.load.resize(static_cast<std::size_t>(twin.days() + joined.days_added), kUnknown);
  joined.gap_is_rest = news.missing_days_rest;
  if (joined.gap_is_rest) std::fill_n(joined.record.load.begin() + twin.days(), joined.gap, 0.0);
  Joiner joiner(joined, twin);
  for (int day = 0; day < add.days(); ++day) joiner.load(first + day, add.load[static_cast<std::size_t>(day)]);
  if (const auto nights = add.markers.find(kSleepHours); nights != add.markers.end()) {
    for (int day = 0; day < add.days(); ++day) joiner.night(first + day, nights->second[static_cast<std::size_t>(day)]);
  }
  for (auto& [name, values] : joined.record.markers) values.resize(joined.record.load.size(), kUnknown);
  for (const Test& test : add.tests) joiner.test({first + test.day, test.performance, 0, test.error});
  for (const Test& bound : add.bounds) joiner.bound({first + bound.day, bound.performance, 0, bound.error});
  joiner.finish(file);
  keep_lines(add, first, joined.record);
  judge_news(twin, joined);
  return joined;
}

std::string gap_text(const JoinedRecord& joined) {
  return tr_count(static_cast<std::size_t>(joined.gap),
                  "{} day between the twin's record and the new file is missing; their loads are taken as {}",
                  "{} days between the twin's record and the new file are missing; their loads are taken as {}",
                  joined.gap, joined.gap_is_rest ? tr("rest") : tr("usual for their weekday"));
}

std::optional<Update> update(const Twin& twin, const History& news, const std::string& file,
                             const std::optional<NewTripsFile>& trips, const Control& control) {
  Update result;
  result.joined = join(twin, news, file);
  result.twin = twin;
  const AthleteHistory& record = result.joined.record;
  const CalibrationTrips used = trips_to_learn_from(twin, record, trips);
  result.new_trips = used.file.text != twin.trips.text;
  if (!result.anything_new()) return result;
  auto calibration = calibrate_with_trips(record, provenance_of(twin), twin.timing, priors_of(twin), used, control);
  if (!calibration) return std::nullopt;
  const std::vector<int>& days = result.joined.new_tests;
  const auto is_new = [&](const auto& test) { return std::ranges::binary_search(days, test.day); };
  result.tests = one_ahead(calibration->rolling, calibration->twin.tests);
  std::ranges::copy_if(result.tests, std::back_inserter(result.new_tests), is_new);
  result.new_travel_tests = static_cast<int>(std::ranges::count_if(calibration->twin.travel_tests, is_new));
  result.drift = find_drift(result.tests);
  result.without_misfits = calibrate_without(calibration->twin, record, result.joined.misfits, used, control);
  result.twin = std::move(calibration->twin);
  result.twin.updates = twin.updates;
  result.twin.updates.push_back({news.source, news.digest});
  return result;
}

}  // namespace formcast
