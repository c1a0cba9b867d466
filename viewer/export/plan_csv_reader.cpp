// A plan's table that comes back from a spreadsheet.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/sessions/date_text.hpp"
#include "sim/sessions/text_decoding.hpp"
#include "viewer/desk/load_text.hpp"
#include "viewer/desk/new_plan.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/plan_csv.hpp"

namespace formcast {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

/// Where the columns are.
struct PlanColumns {
  std::optional<std::size_t> date, load, test, illness, sessions;
  std::string load_unit;  ///< "" where the heading has none
  bool performances = false;
  bool whole() const { return date && load && test && illness && !performances; }
};

PlanColumns plan_columns(const std::vector<Field>& header) {
  PlanColumns columns;
  for (std::size_t c = 0; c < header.size(); ++c) {
    const std::string_view text = header[c].text;
    const std::size_t open = text.find('[');
    const std::string name = intake::lower(trimmed(text.substr(0, open)));
    if (name == "date") columns.date = c;
    if (name == "test") columns.test = c;
    if (name == "illness") columns.illness = c;
    if (name == "sessions") columns.sessions = c;
    if (name.starts_with("performance")) columns.performances = true;
    if (name != "load") continue;
    columns.load = c;
    if (open != std::string_view::npos) columns.load_unit = text.substr(open + 1, text.rfind(']') - open - 1);
  }
  return columns;
}

/// A row as it is written.
struct PlanRow {
  std::size_t line = 0;
  std::string date, load, sessions;
  bool test = false, ill = false;
};

/// How dates like 03/05/2016 are read, which all rows share.
enum class DayOrder { kDayFirst, kMonthFirst };

std::optional<Date> date_of(const std::string& cell, DayOrder order) {
  const auto read = intake::read_date_text(cell);
  if (!read) return std::nullopt;
  const auto [a, b, c] = read->parts;
  if (read->shape != intake::DateText::Shape::kYearLast) return intake::calendar_day(a, b, c);
  const bool day_first = read->dotted || order == DayOrder::kDayFirst;
  return day_first ? intake::calendar_day(c, b, a) : intake::calendar_day(c, a, b);
}

/// The order in which more rows are days of the plans.
DayOrder order_of(const std::vector<PlanRow>& rows, const Board& board) {
  const auto fitting = [&](DayOrder order) {
    return std::ranges::count_if(rows, [&](const PlanRow& row) {
      const auto date = date_of(row.date, order);
      return date && day_of(board, *date);
    });
  };
  return fitting(DayOrder::kMonthFirst) > fitting(DayOrder::kDayFirst) ? DayOrder::kMonthFirst : DayOrder::kDayFirst;
}

std::vector<PlanRow> rows_of(const std::string& text, const std::string& file, const std::string& load_unit) {
  DelimitedText table(without_mark(text), file);
  std::vector<Field> fields;
  if (!table.next(fields)) throw InputError(tr("{} is empty", file));
  const PlanColumns columns = plan_columns(fields);
  const auto named = [](const std::string& unit) { return unit.empty() ? tr("no unit") : unit; };
  if (!columns.load_unit.empty() && columns.load_unit != load_unit) {
    throw InputError(tr("{} has loads in {}, but the athlete's are in {}; nothing was changed", file, columns.load_unit,
                        named(load_unit)));
  }
  std::vector<PlanRow> rows;
  while (table.next(fields)) {
    const auto cell = [&](const std::optional<std::size_t>& column) {
      return column && *column < fields.size() ? fields[*column].text : std::string();
    };
    rows.push_back({fields.front().line, cell(columns.date), cell(columns.load), cell(columns.sessions),
                    !cell(columns.test).empty(), !cell(columns.illness).empty()});
  }
  return rows;
}

std::optional<double> load_in(const std::string& cell) {
  const std::string text = intake::lower(cell);
  if (text.empty() || text == "-" || text == "rest" || text == intake::lower(tr("rest"))) return 0.0;
  return parse_load(text);
}

/// Sessions as "Intervals 60; Easy run 30"; nothing for a text of another form.
std::optional<std::vector<PlannedSession>> sessions_in(std::string_view cell) {
  std::vector<PlannedSession> sessions;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(';'), cell.size());
    const std::string_view part = trimmed(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
    if (part.empty()) continue;
    const std::size_t space = part.rfind(' ');
    const auto load = space == std::string_view::npos ? std::nullopt : parse_load(part.substr(space + 1));
    if (!load) return std::nullopt;
    sessions.push_back({std::string(trimmed(part.substr(0, space))), *load});
  }
  return sessions.size() <= kMostSessions ? std::optional(sessions) : std::nullopt;
}

/// A row's sessions; they share out the load that stands beside them.
void put_sessions(const PlanRow& row, int day, Date date, Sheet& sheet, std::vector<std::string>& notes) {
  sheet.sessions.erase(day);
  const auto sessions = sessions_in(row.sessions);
  if (!sessions) {
    notes.push_back(tr("line {}, {}: {} is no list of sessions such as \"Intervals 60; Easy run 30\"", row.line,
                       short_day_text(date), quote(row.sessions)));
  } else if (!sessions->empty() && sheet.load[static_cast<std::size_t>(day)] > 0.0) {
    sheet.sessions[day] = *sessions;
  }
}

/// "3 days before 22 Apr", where there are some.
void note_before(std::vector<std::string>& notes, std::size_t days, Date date) {
  const std::string first = short_day_text(date);
  if (days > 0) notes.push_back(tr_count(days, "{} day before {} left out", "{} days before {} left out", days, first));
}

void note_after(std::vector<std::string>& notes, std::size_t days, Date date) {
  const std::string last = short_day_text(date);
  if (days > 0) notes.push_back(tr_count(days, "{} day after {} left out", "{} days after {} left out", days, last));
}

/// Puts the rows on the sheet; returns how many days it took.
std::size_t put_rows(const Board& board, const std::vector<PlanRow>& rows, Sheet& sheet,
                     std::vector<std::string>& notes) {
  const DayOrder order = order_of(rows, board);
  std::map<int, const PlanRow*> taken;
  std::size_t before = 0, after = 0;
  for (const PlanRow& row : rows) {
    const auto date = date_of(row.date, order);
    const auto load = load_in(row.load);
    if (!date) {
      notes.push_back(tr("line {}: {} is no date", row.line, quote(row.date)));
    } else if (*date < board.start) {
      ++before;
    } else if (const auto day = day_of(board, *date); !day) {
      ++after;
    } else if (!load) {
      notes.push_back(tr("line {}, {}: {} is no load", row.line, short_day_text(*date), quote(row.load)));
    } else if (!taken.emplace(*day, &row).second) {
      notes.push_back(tr("line {}: {} is there twice", row.line, short_day_text(*date)));
    } else {
      sheet.load[static_cast<std::size_t>(*day)] = *load;
    }
  }
  const auto told = [&](int day) { return taken.contains(day); };
  std::erase_if(sheet.tests, told);
  std::erase_if(sheet.ill, told);
  for (const auto& [day, row] : taken) {
    put_sessions(*row, day, board.date(day), sheet, notes);
    if (row->test) sheet.tests.push_back(day);
    if (!row->ill) continue;
    if (sheet.load[static_cast<std::size_t>(day)] == 0.0) {
      sheet.ill.push_back(day);
    } else {
      notes.push_back(tr("line {}, {}: ill, but with a load; it is not marked as illness", row->line,
                         short_day_text(board.date(day))));
    }
  }
  std::ranges::sort(sheet.tests);
  std::ranges::sort(sheet.ill);
  note_before(notes, before, board.start);
  note_after(notes, after, board.date(board.days - 1));
  return taken.size();
}

/// The file's name without its folder and ending.
std::string stem_of(const std::string& file) {
  std::string stem = file.substr(file.find_last_of("/\\") + 1);
  return stem.substr(0, stem.rfind('.'));
}

/// The plan whose table has this name; browsers number a file that is saved again: "x (1)".
std::optional<std::size_t> plan_saved_as(const Board& board, const std::string& stem) {
  const auto saved = [&](const Sheet& sheet) {
    const std::string name = file_stem(board.title + " " + sheet.name);
    return stem == name || (stem.starts_with(name + " (") && stem.ends_with(')'));
  };
  const auto found = std::ranges::find_if(board.sheets, saved);
  if (found == board.sheets.end()) return std::nullopt;
  return static_cast<std::size_t>(found - board.sheets.begin());
}

}  // namespace

bool is_plan_csv(std::string_view text) {
  constexpr std::size_t kLongestHeader = 4096;
  try {
    DelimitedText table(without_mark(text).substr(0, kLongestHeader), "");
    std::vector<Field> fields;
    return table.next(fields) && plan_columns(fields).whole();
  } catch (const InputError&) {
    return false;
  }
}

PlanFromCsv with_csv(const Board& board, std::size_t sheet, const std::string& text, const std::string& file,
                     const std::string& load_unit) {
  const std::vector<PlanRow> rows = rows_of(text, file, load_unit);
  const std::string stem = stem_of(file);
  const auto saved = plan_saved_as(board, stem);
  PlanFromCsv made{board, "", {}};
  Sheet plan = board.sheets[saved.value_or(sheet)];
  plan.name = free_plan_name(board, saved ? plan.name : stem.empty() ? tr("Plan") : stem);
  plan.colour = free_colour(board);
  plan.shown = true;
  const std::size_t days = put_rows(board, rows, plan, made.notes);
  if (days == 0) {
    throw InputError(tr("{} has no day from {} to {}, which the plans are of; nothing was changed", file,
                        long_day_text(board.start), long_day_text(board.date(board.days - 1))));
  }
  const std::string& like = board.sheets[saved.value_or(sheet)].name;
  if (const std::size_t missing = static_cast<std::size_t>(board.days) - days; missing > 0)
    made.notes.push_back(tr_count(missing, "{} day is as in \"{}\"", "{} days are as in \"{}\"", missing, like));
  made.name = tr("plan \"{}\" from {}", plan.name, file);
  made.board.sheets.push_back(std::move(plan));
  return made;
}

}  // namespace formcast
