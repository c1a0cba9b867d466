#include "sim/history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "sim/history_rows.hpp"
#include "sim/input.hpp"

namespace formcast {
namespace {

constexpr double kUnknown = HistoryRow::kUnknown;
constexpr std::size_t kMostMessages = 20;

struct Session {
  Date date;
  double load = kUnknown;
  std::size_t line = 0;
};

struct Measurement {
  Date date;
  double value = 0.0;
  std::size_t line = 0;
};

/// One athlete's rows as they come.
struct Record {
  std::string athlete;
  std::vector<Session> sessions;
  std::map<Date, Measurement> tests;
  std::vector<std::vector<Measurement>> markers;
};

/// How many dates were understood in a way worth a note.
struct Merged {
  int summed_dates = 0;
  int averaged_markers = 0;
};

/// Throws InputError when the row's date has a test already.
void add_row(const HistoryTable& source, const HistoryRow& row, Record& record) {
  if (!std::isnan(row.performance)) {
    const auto [test, is_new] = record.tests.emplace(row.date, Measurement{row.date, row.performance, row.line});
    if (!is_new) {
      throw InputError(Place{source.file, row.line},
                       fmt::format("athlete {} has a second performance on {}; the first is in line {}{}",
                                   quote(row.athlete), iso(row.date), test->second.line,
                                   source.columns.has_athlete ? "" : " (several athletes need a column \"athlete\")"));
    }
  }
  record.sessions.push_back({row.date, row.load, row.line});
  record.markers.resize(row.markers.size());
  for (std::size_t m = 0; m < row.markers.size(); ++m) {
    if (!std::isnan(row.markers[m])) record.markers[m].push_back({row.date, row.markers[m], row.line});
  }
}

/// Adds up the loads of each date. Sorted by load as well, since the last bit of a sum depends on its order.
void fill_loads(const std::vector<Session>& sorted, AthleteHistory& history, Merged& merged) {
  std::optional<Date> summed;
  for (const Session& session : sorted) {
    if (std::isnan(session.load)) continue;
    double& load = history.load[static_cast<std::size_t>((session.date - history.start).count())];
    if (!std::isnan(load) && session.date != summed) {
      ++merged.summed_dates;
      summed = session.date;
    }
    load = std::isnan(load) ? session.load : load + session.load;
  }
}

/// The mean of each date's values, NaN where there is none.
std::vector<double> marker_series(std::vector<Measurement>& values, const AthleteHistory& history, Merged& merged) {
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return std::tie(a.date, a.value) < std::tie(b.date, b.value); });
  std::vector<double> series(history.load.size(), kUnknown);
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

[[noreturn]] void refuse(const HistoryTable& source, const Record& record, const std::string& what) {
  throw InputError(Place{source.file}, fmt::format("athlete {} {}", quote(record.athlete), what));
}

/// A record must hold something to learn from.
void check_usable(const HistoryTable& source, const Record& record, const AthleteHistory& history) {
  if (record.tests.empty()) {
    refuse(source, record, "has no performance in any row; a history needs at least one test");
  }
  if (history.unknown_loads() == history.days()) {
    refuse(source, record, "has no load in any row; give 0 for a day of rest");
  }
}

AthleteHistory assemble(const HistoryTable& source, Record& record, Merged& merged) {
  const auto by_date_and_load = [](const Session& a, const Session& b) {
    if (a.date != b.date) return a.date < b.date;
    return std::isnan(b.load) ? !std::isnan(a.load) : a.load < b.load;
  };
  std::sort(record.sessions.begin(), record.sessions.end(), by_date_and_load);
  const Session &first = record.sessions.front(), &last = record.sessions.back();
  if (last.date - first.date > kLongestRecord) {
    refuse(source, record,
           fmt::format(
               "has a record of more than 20 years, from {} (line {}) to {} (line {}); is one of the dates a slip?",
               iso(first.date), first.line, iso(last.date), last.line));
  }
  AthleteHistory history;
  history.athlete = record.athlete;
  history.start = first.date;
  history.load.assign(static_cast<std::size_t>((last.date - first.date).count()) + 1, kUnknown);
  fill_loads(record.sessions, history, merged);
  if (!source.continues_record) check_usable(source, record, history);
  for (const auto& [date, test] : record.tests) {
    history.tests.push_back({static_cast<int>((date - history.start).count()), test.value});
  }
  for (std::size_t m = 0; m < source.columns.markers.size(); ++m) {
    history.markers[source.columns.markers[m]] = marker_series(record.markers[m], history, merged);
  }
  return history;
}

/// Messages of which only the first are worth showing.
struct Problems {
  std::vector<std::string> messages;
  std::size_t count = 0;

  void add(std::string message, bool keep_all) {
    if (keep_all || messages.size() < kMostMessages) messages.push_back(std::move(message));
    ++count;
  }
  [[noreturn]] void refuse(const std::string& heading = "") const {
    const auto end = messages.begin() + static_cast<std::ptrdiff_t>(std::min(messages.size(), kMostMessages));
    const std::string more = count > kMostMessages ? fmt::format("\n... and {} more", count - kMostMessages) : "";
    throw InputError(fmt::format("{}{}{}", heading, fmt::join(messages.begin(), end, "\n"), more));
  }
};

/// The athletes' records in order of first appearance.
struct Records {
  std::vector<Record> records;
  std::map<std::string, std::size_t> index;

  Record& of(const std::string& athlete) {
    const auto [found, is_new] = index.emplace(athlete, records.size());
    if (is_new) records.push_back(Record{athlete, {}, {}, {}});
    return records[found->second];
  }
};

Problems read_rows(HistoryTable& source, Records& records, History& history, bool keep_all) {
  Problems bad_rows;
  std::vector<Field> fields;
  HistoryRow row;
  while (source.table.next(fields)) {
    ++history.rows;
    try {
      read_row(source, fields, row);
      add_row(source, row, records.of(row.athlete));
    } catch (const InputError& error) {
      bad_rows.add(error.what(), keep_all);
      if (!row.athlete.empty()) records.of(row.athlete);
    }
  }
  return bad_rows;
}

void add_athletes(const HistoryTable& source, Records& records, History& history) {
  Problems unusable;
  Merged merged;
  for (Record& record : records.records) {
    if (record.sessions.empty()) {
      history.notes.push_back(fmt::format("athlete {} is left out: every row was rejected", quote(record.athlete)));
      continue;
    }
    try {
      history.athletes.push_back(assemble(source, record, merged));
    } catch (const InputError& error) {
      unusable.add(error.what(), false);
    }
  }
  if (unusable.count > 0) unusable.refuse();
  const auto note = [&](int count, std::string_view what) {
    if (count > 0) history.notes.push_back(fmt::format("{} {}", count, what));
  };
  note(merged.summed_dates, "date(s) with several sessions: their loads were added up");
  note(merged.averaged_markers, "marker(s) given several times on one date: their mean was taken");
  if (source.decimal_comma_line > 0 && source.decimal_point_line > 0) {
    history.notes.push_back(fmt::format(
        "numbers have a decimal comma (line {}) and a decimal point (line {}); neither was read as a thousands mark",
        source.decimal_comma_line, source.decimal_point_line));
  }
}

std::string file_stem(const std::filesystem::path& path) {
  std::string stem = path.stem().string();
  const std::string problem = athlete_problem(stem);
  if (problem.empty()) return stem;
  throw InputError(Place{path.string()}, "the file's name cannot stand for the athlete: " + problem +
                                             "; add a column \"athlete\" or rename the file");
}

}  // namespace

int AthleteHistory::unknown_loads() const {
  return static_cast<int>(std::count_if(load.begin(), load.end(), [](double w) { return std::isnan(w); }));
}

History read_history(const std::filesystem::path& path, const HistoryOptions& options) {
  return parse_history(read_text(path), path, options);
}

History parse_history(const std::string& text, const std::filesystem::path& path, const HistoryOptions& options) {
  const std::string file = path.string();
  HistoryTable source{file, DelimitedText(text, file), {}, "", options.continues_record};
  std::vector<Field> header;
  if (!source.table.next(header)) {
    throw InputError(Place{file},
                     "the file is empty; a header with the columns date, load and performance is expected");
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
  history.notes = source.columns.notes;
  Records records;
  Problems bad_rows = read_rows(source, records, history, options.skip_bad_rows);
  if (history.rows == 0) throw InputError(Place{file}, "there are no rows below the header");
  if (!options.skip_bad_rows && bad_rows.count > 0) bad_rows.refuse();
  if (bad_rows.count == history.rows) bad_rows.refuse(at(Place{file}, "every row was rejected\n"));
  history.rejected = std::move(bad_rows.messages);
  add_athletes(source, records, history);
  return history;
}

std::string iso(Date date) {
  const date::year_month_day day{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::optional<Date> parse_iso(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == 'd' ? (text[i] < '0' || text[i] > '9') : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t from, std::size_t digits) {
    unsigned value = 0;
    for (const char c : text.substr(from, digits)) value = 10 * value + static_cast<unsigned>(c - '0');
    return value;
  };
  const date::year_month_day day{date::year{static_cast<int>(number(0, 4))}, date::month{number(5, 2)},
                                 date::day{number(8, 2)}};
  if (!day.ok() || day.year() < date::year{1900} || day.year() > date::year{2199}) return std::nullopt;
  return Date{day};
}

}  // namespace formcast
