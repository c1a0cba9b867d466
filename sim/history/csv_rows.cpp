#include "sim/history/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"

namespace formcast {
namespace {

using Role = HistoryColumns::Role;

constexpr double kLargest = 1e9;  // beyond any unit of load or performance; squares and sums stay finite as floats
constexpr std::size_t kLongestId = 64;

enum class Domain { kAny, kNotNegative, kPositive };

struct Quantity {
  std::string_view name;
  std::string_view unit;
  Domain domain;
};

bool within(Domain domain, double value) {
  if (domain == Domain::kPositive && value <= 0.0) return false;
  if (domain == Domain::kNotNegative && value < 0.0) return false;
  return std::abs(value) <= kLargest;
}

/// Why a field is not the number it should be, and what to do.
std::string number_problem(std::string_view text, bool comma_allowed, const Quantity& quantity) {
  const auto& [name, unit, domain] = quantity;
  const std::string_view range = domain == Domain::kPositive ? " > 0" : domain == Domain::kNotNegative ? " >= 0" : "";
  const std::string in_unit = unit.empty() ? "" : fmt::format(" [{}]", unit);
  const std::string expected = tr("{} {} must be a number{}{}", name, quote(text), range, in_unit);
  if (const auto value = parse_number(text, comma_allowed)) {
    return std::abs(*value) > kLargest ? expected + tr(", at most 1e9") : expected;
  }
  if (parse_number(text, true)) {
    return expected + tr("; a decimal comma needs columns separated by semicolons or tabs, otherwise write a point");
  }
  return expected + tr(", or empty when it is not known");
}

/// 1.050, but not 0.125 or 12.50, which are never thousands.
bool may_be_thousands(std::string_view text, std::size_t mark) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return mark >= 1 && mark <= 3 && text.size() == mark + 4 && text.front() != '0' &&
         std::ranges::all_of(text.substr(0, mark), is_digit) && std::ranges::all_of(text.substr(mark + 1), is_digit);
}

void note_marks(const HistoryTable& source, const Field& field, double value, NumberMarks& marks) {
  const std::size_t at = field.text.find_first_of(".,");
  if (at == std::string::npos) {
    if (value > 0.0) marks.unmarked.push_back(value);
    return;
  }
  NumberMarks::Mark& mark = field.text[at] == '.' ? marks.point : marks.comma;
  if (!may_be_thousands(field.text, at)) {
    ++mark.others;
    return;
  }
  if (mark.three.empty()) mark.first = field.text, mark.place = source.table.place(field);
  mark.three.push_back(value);
}

double middle(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

void check_marks(const NumberMarks& marks, std::string_view column) {
  if (marks.unmarked.empty()) return;
  const double usual = std::log(middle(marks.unmarked));
  for (const NumberMarks::Mark* mark : {&marks.point, &marks.comma}) {
    if (mark->three.empty() || mark->others > 0) continue;
    const double off = std::log(middle(mark->three)) - usual;
    if (std::abs(off + std::log(1000.0)) >= std::abs(off)) continue;
    std::string thousands = mark->first;
    std::erase_if(thousands, [](char c) { return c == '.' || c == ','; });
    throw InputError(mark->place, tr("{} {} may be {} or a thousandth of it, and the other rows suggest {}; "
                                     "write {}, or a decimal number with more or fewer than three decimals",
                                     column, quote(mark->first), thousands, thousands, thousands));
  }
}

double read_number(HistoryTable& source, const Field& field, const Quantity& quantity) {
  if (field.text.empty()) return HistoryRow::kUnknown;
  const bool comma_allowed = source.table.delimiter() != ',';
  const auto value = parse_number(field.text, comma_allowed);
  if (!value || !within(quantity.domain, *value)) {
    throw InputError(source.table.place(field), number_problem(field.text, comma_allowed, quantity));
  }
  const auto note_first = [&](std::size_t& line, char mark) {
    if (line == 0 && field.text.find(mark) != std::string::npos) line = field.line;
  };
  note_first(source.decimal_comma_line, ',');
  note_first(source.decimal_point_line, '.');
  return *value + 0.0;  // "-0" is 0
}

/// Why a text is not a date, and what to do.
std::string_view date_problem(std::string_view text) {
  const bool looks_iso = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                         text.find_first_not_of("0123456789-") == std::string_view::npos;
  if (looks_iso && (text < "1900" || text >= "2200")) return tr("is outside the years 1900-2199");
  if (looks_iso) return tr("is no day of the calendar");
  if (text.find_first_of("/.") != std::string_view::npos) {
    return tr("can be read in more than one way; write year-month-day, such as 2026-05-04");
  }
  return tr("must be written year-month-day, such as 2026-05-04, without a time of day");
}

Date read_date(const HistoryTable& source, const Field& field) {
  if (const auto date = parse_iso(field.text)) return *date;
  throw InputError(source.table.place(field), tr("date {} {}", quote(field.text), date_problem(field.text)));
}

bool read_bound(const HistoryTable& source, const Field& field) {
  if (field.text.empty() || field.text == "lower") return !field.text.empty();
  throw InputError(
      source.table.place(field),
      tr("performance_bound {} must be \"lower\", or empty where the performance is no bound", quote(field.text)));
}

/// Throws if a row without a performance gives an error or a bound of it.
void refuse_without_performance(const HistoryTable& source, const std::vector<Field>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& [role, name, marker] = source.columns.columns[i];
    if ((role != Role::kError && role != Role::kBound) || fields[i].text.empty()) continue;
    throw InputError(source.table.place(fields[i]),
                     tr("{} {} has no performance in its row; expected both or neither", name, quote(fields[i].text)));
  }
}

void read_athlete(const HistoryTable& source, const std::vector<Field>& fields, HistoryRow& row) {
  row.athlete = source.only_athlete;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (source.columns.columns[i].role != Role::kAthlete) continue;
    const std::string problem = athlete_problem(fields[i].text);
    if (!problem.empty()) throw InputError(source.table.place(fields[i]), problem);
    row.athlete = fields[i].text;
  }
}

}  // namespace

std::string athlete_problem(std::string_view athlete) {
  if (athlete.empty()) return tr("athlete is empty; every row needs one");
  if (athlete == "." || athlete == "..") return tr("athlete {} cannot name a file", quote(athlete));
  if (athlete.size() > kLongestId) return tr("athlete {} is longer than 64 bytes", quote(athlete));
  for (std::size_t i = 0; i < athlete.size(); ++i) {
    const auto c = static_cast<unsigned char>(athlete[i]);
    // U+0080 to U+009F are control characters too; UTF-8 writes them as C2 80 to C2 9F.
    const bool second_set = c == 0xC2 && i + 1 < athlete.size() && static_cast<unsigned char>(athlete[i + 1]) < 0xA0;
    if (c < 0x20 || c == 0x7F || second_set || c == '/' || c == '\\') {
      return tr("athlete {} must not hold control characters, / or \\, since it names files", quote(athlete));
    }
  }
  return "";
}

void read_row(HistoryTable& source, const std::vector<Field>& fields, HistoryRow& row) {
  row.athlete.clear();
  row.line = fields.front().line;
  const std::size_t expected = source.columns.columns.size();
  if (!source.columns.has_athlete) row.athlete = source.only_athlete;
  if (fields.size() != expected) {
    const bool comma = fields.size() > expected && source.table.delimiter() == ',';
    throw InputError(Place{source.file, row.line},
                     tr("{} fields, but the header has {}{}", fields.size(), expected,
                        comma ? tr("; with decimal commas, separate the columns by semicolons") : ""));
  }
  read_athlete(source, fields, row);
  row.markers.assign(source.columns.markers.size(), HistoryRow::kUnknown);
  row.error = HistoryRow::kUnknown;
  row.is_bound = false;
  row.test_kind.clear();
  for (std::size_t i = 0; i < expected; ++i) {
    const auto& [role, name, marker] = source.columns.columns[i];
    if (role == Role::kDate) {
      row.date = read_date(source, fields[i]);
    } else if (role == Role::kLoad) {
      row.load = read_number(source, fields[i], {name, source.columns.load_unit, Domain::kNotNegative});
      if (!std::isnan(row.load)) note_marks(source, fields[i], row.load, source.load_marks);
    } else if (role == Role::kPerformance) {
      row.performance = read_number(source, fields[i], {name, source.columns.performance_unit, Domain::kPositive});
      if (!std::isnan(row.performance)) note_marks(source, fields[i], row.performance, source.performance_marks);
    } else if (role == Role::kError) {
      row.error = read_number(source, fields[i], {name, source.columns.performance_unit, Domain::kPositive});
    } else if (role == Role::kBound) {
      row.is_bound = read_bound(source, fields[i]);
    } else if (role == Role::kTestKind) {
      row.test_kind = fields[i].text;
    } else if (role == Role::kMarker) {
      row.markers[marker] = read_number(source, fields[i], {name, "", Domain::kAny});
    }
  }
  if (std::isnan(row.performance)) refuse_without_performance(source, fields);
}

void check_thousands(const HistoryTable& source) {
  check_marks(source.load_marks, "load");
  check_marks(source.performance_marks, "performance");
}

std::optional<Date> date_of(const HistoryTable& source, const std::vector<Field>& fields) {
  const auto& columns = source.columns.columns;
  const auto date = std::ranges::find(columns, Role::kDate, &HistoryColumns::Column::role);
  const auto index = static_cast<std::size_t>(date - columns.begin());
  return index < fields.size() ? parse_iso(fields[index].text) : std::nullopt;
}

}  // namespace formcast
