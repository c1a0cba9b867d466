#include "viewer/compute/test_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/ascii.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_dates.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/exports/csv_values.hpp"

namespace formcast {
namespace {

/// Without blanks around it; a tab is a mark between cells, and the first cell may be empty.
std::string_view cell_text(std::string_view text) { return trimmed(text, " \r"); }

/// Date and value of a row: what is before the first mark between them, and behind it.
std::pair<std::string_view, std::string_view> cells_of(std::string_view row) {
  for (const char mark : {'\t', ';', ','}) {
    const std::size_t at = row.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = row.substr(at + 1);
    const std::size_t end = rest.find(mark);  // a note may follow
    const bool decimal_comma = mark == ',' && end == std::string_view::npos && row.find(' ') < at;
    if (decimal_comma) break;  // "2016-01-06 296,5"
    return {cell_text(row.substr(0, at)), cell_text(rest.substr(0, end))};
  }
  const std::size_t at = row.rfind(' ');
  if (at == std::string_view::npos) return {row, {}};
  return {cell_text(row.substr(0, at)), cell_text(row.substr(at + 1))};
}

/// A unit in brackets at the end of a heading.
std::string unit_of(std::string_view heading) {
  const std::size_t from = heading.find_last_of("[("), to = heading.find_last_of("])");
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return "";
  return std::string(cell_text(heading.substr(from + 1, to - from - 1)));
}

/// A heading without its unit.
std::string name_of_heading(std::string_view heading) {
  const std::string key = intake::heading_key(heading);
  return std::string(cell_text(std::string_view(key).substr(0, key.find_first_of("[("))));
}

bool is_date_heading(const std::string& name) {
  return name == "date" || name == "datum" || name == "day" || name == "tag";
}
std::string fault_of(std::string_view date_cell, std::string_view value_cell, const std::optional<Date>& date) {
  if (date) return tr("{} is no value; expected a number above 0", quote(value_cell));
  const bool either = intake::read_date_text(date_cell).has_value();
  return either ? tr("{} may be two dates; expected one such as 2016-01-06", quote(date_cell))
                : tr("{} is no date; expected one such as 2016-01-06", quote(date_cell));
}

}  // namespace

std::optional<Date> read_test_date(std::string_view cell, std::optional<bool> day_first) {
  using Shape = intake::DateText::Shape;
  const auto text = intake::read_date_text(cell);
  if (!text) return std::nullopt;
  const auto [a, b, c] = text->parts;
  int year = a, month = b, day = c;
  if (text->shape == Shape::kYearLast) {
    std::optional<bool> first = day_first;
    if (a > 12 || text->dotted) first = true;
    if (b > 12) first = false;
    if (!first) return std::nullopt;
    year = c, month = *first ? b : a, day = *first ? a : b;
  }
  const date::year_month_day date{date::year{year}, date::month{static_cast<unsigned>(month)},
                                  date::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<double> read_test_value(std::string_view cell) {
  const bool comma = cell.find(',') != std::string_view::npos && cell.find('.') == std::string_view::npos;
  const auto value = parse_number(cell, comma);
  if (!value || !(*value > 0.0)) return std::nullopt;
  return value;
}

TestRows read_test_rows(std::string_view text, std::optional<bool> day_first) {
  TestRows rows;
  std::size_t line = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = cell_text(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
    const auto [date_cell, value_cell] = cells_of(row);
    if (row.empty() || (date_cell.empty() && value_cell.empty())) continue;
    const auto date = read_test_date(date_cell, day_first);
    const auto value = read_test_value(value_cell);
    const bool heading = line == 1 && is_date_heading(name_of_heading(date_cell));
    if (heading) {
      rows.unit = unit_of(value_cell);
    } else if (!date || !value) {
      if (!value_cell.empty()) rows.faults.push_back(tr("line {}: {}", line, fault_of(date_cell, value_cell, date)));
    } else if (std::ranges::find(rows.tests, *date, &ImportTest::date) != rows.tests.end()) {
      rows.faults.push_back(tr("line {}: there is a test on {} already; a day has one", line, iso(*date)));
    } else {
      rows.tests.push_back({*date, *value});
    }
  }
  std::ranges::sort(rows.tests, {}, &ImportTest::date);
  return rows;
}

}  // namespace formcast
