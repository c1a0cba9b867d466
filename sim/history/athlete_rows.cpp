#include "sim/history/athlete_rows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/history/performances.hpp"

namespace formcast {
namespace {

/// Adds up the loads of each date. Sorted by load as well, since the last bit of a sum depends on its order.
void fill_loads(const std::vector<HistorySession>& sorted, AthleteHistory& history, MergedDates& merged) {
  std::optional<Date> summed;
  for (const HistorySession& session : sorted) {
    if (std::isnan(session.load)) continue;
    double& load = history.load[static_cast<std::size_t>((session.date - history.start).count())];
    if (!std::isnan(load) && session.date != summed) {
      ++merged.summed_dates;
      summed = session.date;
    }
    load = std::isnan(load) ? session.load : load + session.load;
    const int day = static_cast<int>((session.date - history.start).count());
    history.load_rows.push_back({day, session.load, session.line});
  }
}

/// The mean of each date's values, NaN where there is none.
std::vector<double> marker_series(std::vector<HistoryMeasurement>& values, const AthleteHistory& history,
                                  MergedDates& merged) {
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return std::tie(a.date, a.value) < std::tie(b.date, b.value); });
  std::vector<double> series(history.load.size(), HistoryRow::kUnknown);
  for (std::size_t i = 0; i < values.size();) {
    const Date date = values[i].date;
    double sum = 0.0;
    int count = 0;
    for (; i < values.size() && values[i].date == date; ++i, ++count) sum += values[i].value;
    series[static_cast<std::size_t>((date - history.start).count())] = sum / count;
    merged.averaged_markers += count > 1 ? 1 : 0;
  }
  return series;
}

/// Loads of days without a row, and of days with a rejected row.
void fill_gaps(const HistoryTable& source, const AthleteRows& record, AthleteHistory& history) {
  std::vector<char> has_row(history.load.size(), 0);
  const auto day = [&](Date date) { return static_cast<std::size_t>((date - history.start).count()); };
  for (const HistorySession& session : record.sessions) has_row[day(session.date)] = 1;
  for (const Date date : record.incomplete) {
    if (date < history.start || day(date) >= has_row.size()) continue;
    has_row[day(date)] = 1;
    history.load[day(date)] = HistoryRow::kUnknown;
    std::erase_if(history.load_rows, [&](const LoadRow& row) { return history.date(row.day) == date; });
  }
  for (std::size_t d = 0; d < has_row.size(); ++d) {
    if (has_row[d] != 0) continue;
    ++history.days_without_row;
    if (source.missing_days_rest) history.load[d] = 0.0;
  }
}

void add_performance(const HistoryTable& source, const HistoryRow& row, AthleteRows& record) {
  const Test added{0, row.performance, row.line, std::isnan(row.error) ? 0.0 : row.error};
  const auto [at, is_new] = (row.is_bound ? record.bounds : record.tests).emplace(row.date, added);
  if (is_new) return;
  Test& known = at->second;
  if (row.is_bound) {
    ++record.lower_bounds;
    if (binds(added, known)) known = added;
    return;
  }
  // Without a response, tests of several kinds are refused for that.
  const bool one_kind = source.test_kinds.size() <= 1 || !source.response.empty();
  if (!known.derived() && !added.derived() && one_kind) {
    throw InputError(Place{source.file, row.line},
                     tr("athlete {} has a second performance on {}; the first is in line {}{}", quote(row.athlete),
                        digits_text(row.date), known.line,
                        source.columns.has_athlete ? "" : tr(" (several athletes need a column \"athlete\")")));
  }
  ++record.worse_tests;
  if (wins(added, known)) known = added;
}

/// Tests or bounds as days of the record.
std::vector<Test> by_day(const std::map<Date, Test>& tests, Date start) {
  std::vector<Test> days;
  for (const auto& [date, test] : tests) {
    days.push_back(test);
    days.back().day = static_cast<int>((date - start).count());
  }
  return days;
}

}  // namespace

void add_row(const HistoryTable& source, const HistoryRow& row, AthleteRows& record) {
  if (!std::isnan(row.performance)) add_performance(source, row, record);
  record.sessions.push_back({row.date, row.load, row.line});
  record.markers.resize(row.markers.size());
  for (std::size_t m = 0; m < row.markers.size(); ++m) {
    if (!std::isnan(row.markers[m])) record.markers[m].push_back({row.date, row.markers[m], row.line});
  }
}

std::string why_unusable(const HistoryTable& source, const AthleteRows& record) {
  if (record.sessions.empty()) return tr("is left out: every row was rejected");
  const auto [first, last] = std::ranges::minmax(record.sessions, {}, &HistorySession::date);
  if (last.date - first.date > kLongestRecord) {
    return tr("has a record of more than 20 years, from {} (line {}) to {} (line {}); is one of the dates mistyped?",
              digits_text(first.date), first.line, digits_text(last.date), last.line);
  }
  if (source.continues_record) return "";
  if (record.tests.empty() && !record.bounds.empty()) {
    return tr(
        "has lower bounds of performance alone, which tell no level; a history needs at least one test, or a "
        "performance with performance_sd");
  }
  if (record.tests.empty()) return tr("has no performance in any row; a history needs at least one test");
  const auto known = [&](const HistorySession& s) {
    return !std::isnan(s.load) && !record.incomplete.contains(s.date);
  };
  if (std::ranges::none_of(record.sessions, known)) return tr("has no load in any row; give 0 for a day of rest");
  return "";
}

AthleteHistory assemble(const HistoryTable& source, AthleteRows& record, MergedDates& merged) {
  const auto by_date_and_load = [](const HistorySession& a, const HistorySession& b) {
    if (a.date != b.date) return a.date < b.date;
    return std::isnan(b.load) ? !std::isnan(a.load) : a.load < b.load;
  };
  std::sort(record.sessions.begin(), record.sessions.end(), by_date_and_load);
  const HistorySession &first = record.sessions.front(), &last = record.sessions.back();
  AthleteHistory history;
  history.athlete = record.athlete;
  history.start = first.date;
  history.load.assign(static_cast<std::size_t>((last.date - first.date).count()) + 1, HistoryRow::kUnknown);
  fill_loads(record.sessions, history, merged);
  fill_gaps(source, record, history);
  history.tests = by_day(record.tests, history.start);
  history.bounds = by_day(record.bounds, history.start);
  merged.worse_tests += record.worse_tests;
  merged.lower_bounds += record.lower_bounds;
  merged.needless_bounds += static_cast<int>(drop_needless(history.tests, history.bounds));
  for (std::size_t m = 0; m < source.columns.markers.size(); ++m) {
    history.markers[source.columns.markers[m]] = marker_series(record.markers[m], history, merged);
  }
  return history;
}

}  // namespace formcast
