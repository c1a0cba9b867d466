#include "sim/history/history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/history/athlete_rows.hpp"
#include "sim/history/csv_rows.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMostMessages = 20;

/// Messages, of which only the first few are shown.
struct Problems {
  std::vector<std::string> messages;
  std::size_t count = 0;

  void add(std::string message, bool keep_all) {
    if (keep_all || messages.size() < kMostMessages) messages.push_back(std::move(message));
    ++count;
  }
  [[noreturn]] void refuse(const std::string& heading = "") const {
    const auto end = messages.begin() + static_cast<std::ptrdiff_t>(std::min(messages.size(), kMostMessages));
    const std::string more = count > kMostMessages ? tr("\n... and {} more", count - kMostMessages) : "";
    throw InputError(fmt::format("{}{}{}", heading, fmt::join(messages.begin(), end, "\n"), more));
  }
};

/// The athletes' records in order of first appearance.
struct RowsByAthlete {
  std::vector<AthleteRows> records;
  std::map<std::string, std::size_t> index;

  AthleteRows& of(const std::string& athlete) {
    const auto [found, is_new] = index.emplace(athlete, records.size());
    if (is_new) records.push_back(AthleteRows{athlete, {}, {}, {}, {}, 0, 0, {}});
    return records[found->second];
  }
};

Problems read_rows(HistoryTable& source, RowsByAthlete& records, History& history, bool keep_all) {
  Problems bad_rows;
  std::vector<Field> fields;
  HistoryRow row;
  while (source.table.next(fields)) {
    ++history.rows;
    try {
      read_row(source, fields, row);
      note_test_kind(source, row);
      add_row(source, row, records.of(row.athlete));
    } catch (const InputError& error) {
      bad_rows.add(error.what(), keep_all);
      if (row.athlete.empty()) continue;
      AthleteRows& record = records.of(row.athlete);
      if (const auto date = date_of(source, fields)) record.incomplete.insert(*date);
    }
  }
  return bad_rows;
}

/// Notes whose days have no row: a log of sessions alone leaves out the days of rest.
void note_missing_days(const HistoryTable& source, History& history) {
  constexpr std::size_t kMostNamed = 5;
  std::vector<std::string> whose;
  std::size_t athletes = 0;
  for (const AthleteHistory& a : history.athletes) {
    if (a.days_without_row == 0 || ++athletes > kMostNamed) continue;
    const std::string days = tr("{} of {} days", a.days_without_row, a.days());
    whose.push_back(source.columns.has_athlete ? tr("{} of {}", days, quote(a.athlete)) : days);
  }
  if (athletes == 0) return;
  if (athletes > kMostNamed) whose.push_back(tr("days of {} more athletes", athletes - kMostNamed));
  history.notes.push_back(tr("{} have no row; their loads are taken as {}", fmt::join(whose, ", "),
                             source.missing_days_rest
                                 ? tr("0, rest")
                                 : tr("unknown, not as rest. If they were rest, give 0 on those days, or "
                                      "--missing-days rest on the command line")));
}

void add_notes(const HistoryTable& source, const MergedDates& merged, History& history) {
  const auto note = [&](int count, std::string what) {
    if (count > 0) history.notes.push_back(std::move(what));
  };
  note(merged.summed_dates, tr("{} date(s) with several sessions: their loads were added up", merged.summed_dates));
  note(merged.averaged_markers,
       tr("{} marker(s) given several times on one date: their mean was taken", merged.averaged_markers));
  note(source.other_kinds, tr("{} test(s) of another kind than --response: left out", source.other_kinds));
  note(merged.worse_tests,
       tr("{} performance(s) with performance_sd on a date with a more certain one: left out", merged.worse_tests));
  note(merged.lower_bounds, tr("{} lower bound(s) on a date with a higher one: left out", merged.lower_bounds));
  note(merged.needless_bounds,
       tr("{} lower bound(s) on a date with a test that is at least as high: left out", merged.needless_bounds));
  note_missing_days(source, history);
  if (source.decimal_comma_line > 0 && source.decimal_point_line > 0) {
    history.notes.push_back(
        tr("numbers have a decimal comma (line {}) and a decimal point (line {}); neither was read as a thousands mark",
           source.decimal_comma_line, source.decimal_point_line));
  }
}

/// An unusable athlete is set aside; the file is refused only when all are.
void add_athletes(const HistoryTable& source, RowsByAthlete& records, History& history) {
  MergedDates merged;
  for (AthleteRows& record : records.records) {
    const std::string reason = why_unusable(source, record);
    if (reason.empty()) {
      history.athletes.push_back(assemble(source, record, merged));
    } else {
      history.unusable.push_back({record.athlete, reason});
    }
  }
  if (history.athletes.empty()) {
    Problems problems;
    for (const AthleteTrouble& trouble : history.unusable) {
      problems.add(at(Place{source.file}, tr("athlete {} {}", quote(trouble.athlete), trouble.reason)), false);
    }
    problems.refuse();
  }
  add_notes(source, merged, history);
}

std::string file_stem(const std::filesystem::path& path) {
  std::string stem = path.stem().string();
  const std::string problem = athlete_problem(stem);
  if (problem.empty()) return stem;
  throw InputError(
      Place{path.string()},
      tr("the file name is not an athlete's name: {}; add a column \"athlete\" or rename the file", problem));
}

}  // namespace

int AthleteHistory::missing_loads() const {
  return static_cast<int>(std::count_if(load.begin(), load.end(), [](double w) { return std::isnan(w); }));
}

std::vector<std::string> History::remarks() const {
  std::vector<std::string> all = notes;
  all.insert(all.end(), questions.begin(), questions.end());
  for (const AthleteTrouble& trouble : unusable) all.push_back(tr("athlete {}", trouble.text()));
  return all;
}

History read_history(const std::filesystem::path& path, const HistoryOptions& options) {
  return parse_history(read_text(path), path, options);
}

History parse_history(const std::string& text, const std::filesystem::path& path, const HistoryOptions& options) {
  const std::string file = path.string();
  HistoryTable source{
      file, DelimitedText(text, file), {}, "", options.continues_record, options.missing_days_rest, options.response};
  std::vector<Field> header;
  if (!source.table.next(header)) {
    throw InputError(Place{file},
                     tr("the file is empty; a header with the columns date, load and performance is expected"));
  }
  source.columns = read_columns(header, source.table);
  if (!source.columns.has_athlete) source.only_athlete = file_stem(path);

  History history;
  history.source = path.filename().string();
  history.digest = digest(text);
  history.load_unit = source.columns.load_unit;
  history.names_load_unit = source.columns.names_load_unit;
  history.performance_unit = source.columns.performance_unit;
  history.names_athletes = source.columns.has_athlete;
  history.missing_days_rest = options.missing_days_rest;
  history.notes = source.columns.notes;
  history.questions = source.columns.questions;
  RowsByAthlete records;
  Problems bad_rows = read_rows(source, records, history, options.skip_bad_rows);
  if (history.rows == 0) throw InputError(Place{file}, tr("there are no rows below the header"));
  history.test_kind = test_kind(source);
  if (!options.skip_bad_rows && bad_rows.count > 0) bad_rows.refuse();
  if (bad_rows.count == history.rows) bad_rows.refuse(at(Place{file}, tr("every row was rejected\n")));
  check_thousands(source);
  history.rejected = std::move(bad_rows.messages);
  add_athletes(source, records, history);
  return history;
}

}  // namespace formcast
