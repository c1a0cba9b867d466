// Tests of an import, those of files and those that are typed or pasted, and the histories that have them.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/base/ascii.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/history/history_text.hpp"
#include "viewer/compute/joined_histories.hpp"
#include "viewer/compute/test_rows.hpp"
#include "viewer/desk/import_desk.hpp"

namespace formcast {
namespace {

/// Makes the record long enough for a day; days that are added have no load.
void reach(AthleteHistory& history, Date date) {
  const int day = static_cast<int>((date - history.start).count());
  const int before = std::max(-day, 0), after = std::max(day + 1 - history.days(), 0);
  const auto grow = [&](std::vector<double>& values) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    values.insert(values.begin(), static_cast<std::size_t>(before), kUnknown);
    values.insert(values.end(), static_cast<std::size_t>(after), kUnknown);
  };
  grow(history.load);
  for (auto& [name, values] : history.markers) grow(values);
  for (Test& bound : history.bounds) bound.day += before;
  history.start -= date::days{before};
}

/// The history with these tests in place of its own; those that would make it longer than any record are left out.
AthleteHistory with_tests(AthleteHistory history, const std::vector<ImportTest>& tests) {
  history.tests.clear();
  for (const ImportTest& test : tests) {
    const auto far = std::max(history.start - test.date, test.date - history.date(history.days() - 1));
    if (far + date::days{history.days()} <= kLongestRecord) reach(history, test.date);
  }
  for (const ImportTest& test : tests) {
    const int day = static_cast<int>((test.date - history.start).count());
    if (day >= 0 && day < history.days()) history.tests.push_back({day, test.value, 0, test.error});
  }
  return history;
}

std::string with_test_unit(std::string csv, const std::string& unit) {
  constexpr std::string_view kColumn = ",performance";
  if (!unit.empty()) csv.insert(csv.find(kColumn) + kColumn.size(), " [" + unit + "]");
  return csv;
}

/// A load that is not known may be one.
bool has_load_on(const AthleteHistory& history, Date date) {
  const auto day = (date - history.start).count();
  return day < 0 || day >= history.days() || !(history.load[static_cast<std::size_t>(day)] <= 0.0);
}

/// The rows of a text that begin with a name, without it; "" where there is none.
std::string rows_of(std::string_view text, std::string_view name) {
  std::string rows;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    const std::size_t mark = row.find_first_of("\t;,");
    if (mark != std::string_view::npos && trimmed(row.substr(0, mark)) == name)
      rows += std::string(row.substr(mark + 1)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

}  // namespace

void ImportDesk::paste_tests(const std::string& text) {
  std::erase_if(typed_tests, [](const TypedTest& test) { return test.date.empty() && test.value.empty(); });
  const auto paste = [&](std::string_view rows_text, const std::string& athlete) {
    const TestRows rows = read_test_rows(rows_text, choices_.day_first);
    if (test_unit.empty()) test_unit = rows.unit;
    for (const ImportTest& test : rows.tests)
      typed_tests.push_back({digits_text(test.date), localised(fmt::format("{}", test.value)), athlete});
  };
  bool named = false;
  for (const ImportAthlete& athlete : report_.athletes) {
    const std::string rows = rows_of(text, athlete.name);
    named = named || !rows.empty();
    paste(rows, athlete.name);
  }
  if (!named) paste(text, "");
}

std::vector<ImportTest> ImportDesk::with_typed(const std::vector<ImportTest>& found, const std::string& athlete) const {
  std::map<Date, ImportTest> by_date;
  for (const ImportTest& test : found) by_date[test.date] = test;
  for (const TypedTest& test : typed_tests) {
    if (of_several() && test.athlete != athlete) continue;
    const auto date = read_test_date(test.date, choices_.day_first);
    const auto value = read_test_value(test.value);
    if (date && value) by_date[*date] = {*date, *value};
  }
  std::vector<ImportTest> all;
  for (const auto& [date, test] : by_date) all.push_back(test);
  return all;
}

std::vector<ImportTest> ImportDesk::tests() const { return with_typed(report_.tests, ""); }

const AthleteHistory* ImportDesk::history_of(const ImportAthlete& athlete) const {
  const auto found = std::ranges::find(several_, athlete.name, &AthleteHistory::athlete);
  return found == several_.end() ? nullptr : &*found;
}

std::vector<ImportTest> ImportDesk::tests_of(const ImportAthlete& athlete) const {
  std::vector<ImportTest> found;
  if (const AthleteHistory* history = history_of(athlete)) {
    for (const Test& test : history->tests) found.push_back({history->date(test.day), test.performance, test.error});
  }
  return with_typed(found, athlete.name);
}

std::vector<std::string> ImportDesk::test_faults() const {
  std::vector<std::string> faults;
  for (std::size_t n = 0; n < typed_tests.size(); ++n) {
    const TypedTest& test = typed_tests[n];
    if (test.date.empty() && test.value.empty()) continue;
    const auto has = [&](const ImportAthlete* athlete) { return athlete->name == test.athlete; };
    if (!read_test_date(test.date, choices_.day_first)) {
      faults.push_back(tr("row {}: {} is no date such as 2016-01-06", n + 1, quote(test.date)));
    } else if (!read_test_value(test.value)) {
      faults.push_back(tr("row {}: {} is no number above 0", n + 1, quote(test.value)));
    } else if (of_several() && std::ranges::none_of(athletes_with_history(), has)) {
      faults.push_back(tr("row {}: choose whose test it is", n + 1));
    }
  }
  return faults;
}

std::optional<AthleteHistory> ImportDesk::history() const {
  if (!base_) return std::nullopt;
  return with_tests(*base_, tests());
}

std::string ImportDesk::histories_with_tests() const {
  std::vector<ImportAthlete> athletes = report_.athletes;
  for (ImportAthlete& athlete : athletes) {
    const AthleteHistory* history = history_of(athlete);
    if (history == nullptr) continue;
    if (std::ranges::any_of(typed_tests, [&](const TypedTest& test) { return test.athlete == athlete.name; }))
      athlete.csv = history_text(with_tests(*history, tests_of(athlete)), several_load_unit_);
    athlete.csv = with_test_unit(athlete.csv, test_unit);
  }
  return joined_histories(athletes);
}

std::string ImportDesk::csv() const {
  if (of_several()) return typed_tests.empty() ? report_.histories : histories_with_tests();
  const auto made = history();
  if (!made) return "";
  const auto same = [](const Test& a, const Test& b) { return a.day == b.day && a.performance == b.performance; };
  if (made->start == base_->start && std::ranges::equal(made->tests, base_->tests, same)) return report_.history->csv;
  return csv_with_unit();
}

std::string ImportDesk::csv_with_unit() const {
  if (of_several()) return histories_with_tests();
  const auto made = history();
  if (!made) return "";
  const ImportHistory& of = *report_.history;
  const PerformanceName name{of.performance_unit, of.performance};
  if (!of.performance.empty()) return history_text(*made, of.load_unit, &name);
  return with_test_unit(history_text(*made, of.load_unit), test_unit);
}

bool ImportDesk::asks_timing() const {
  const auto has_both = [](const AthleteHistory* of, const std::vector<ImportTest>& tests) {
    return of != nullptr &&
           std::ranges::any_of(tests, [&](const ImportTest& test) { return has_load_on(*of, test.date); });
  };
  if (!of_several()) return has_both(base_ ? &*base_ : nullptr, tests());
  return std::ranges::any_of(
      report_.athletes, [&](const ImportAthlete& athlete) { return has_both(history_of(athlete), tests_of(athlete)); });
}

}  // namespace formcast
