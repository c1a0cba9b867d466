#include "viewer/desk/load_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/base/ascii.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr double kMostLoad = 1e9;
constexpr std::string_view kAround = " \r\xC2\xA0";  // and no-break spaces; tabs part cells

double load_of(std::string_view cell) {
  if (cell.empty() || cell == "-" || cell == "rest" || cell == "Rest" || cell == tr("rest")) return 0.0;
  const std::optional<double> load = parse_load(cell);
  if (load) return *load;
  throw InputError(tr("\"{}\" is not a load; copy cells with numbers of 0 or more, a day a cell", cell));
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(mark);
    parts.push_back(trimmed(text.substr(0, at), kAround));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

std::optional<double> parse_load(std::string_view text) {
  const auto load = parse_number(text, text.find('.') == std::string_view::npos);
  return load && *load >= 0.0 && *load <= kMostLoad ? load : std::nullopt;
}

std::string loads_text(const Board& board, const Sheet& sheet, Board::Days span) {
  std::string text;
  for (int day = span.first; day <= span.last; ++day) {
    if (day > span.first) text += weekday(board.date(day)) == 0 ? "\n" : "\t";
    text += with_unit(sheet.load[static_cast<std::size_t>(day)], "");
  }
  return text;
}

std::vector<double> loads_from_text(std::string_view text) {
  std::vector<std::string_view> cells;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string_view> row = split(line, '\t');
    cells.insert(cells.end(), row.begin(), row.end());
  }
  const auto filled = [](std::string_view cell) { return !cell.empty(); };
  const auto first = std::find_if(cells.begin(), cells.end(), filled);
  const auto last = std::find_if(cells.rbegin(), cells.rend(), filled).base();
  if (first >= last) throw InputError(tr("there are no loads among what was copied"));
  std::vector<double> loads;
  std::transform(first, last, std::back_inserter(loads), load_of);
  return loads;
}

}  // namespace formcast
