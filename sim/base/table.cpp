#include "sim/base/table.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "sim/base/shown.hpp"

namespace formcast {
namespace {

/// Columns a UTF-8 text takes on a terminal, every code point counting as one.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

bool numeric(std::string_view cell) {
  return cell.empty() || cell == "-" || (cell.find_first_of("0123456789") < 2 && cell.find_first_of("-:") != 4);
}

}  // namespace

std::string Table::text(std::size_t indent) const {
  std::vector<std::vector<std::string>> rows{header_};
  rows.insert(rows.end(), rows_.begin(), rows_.end());
  for (auto& row : rows) {
    for (std::string& cell : row) cell = shown_on_a_line(cell);
  }
  std::vector<std::size_t> widths;
  std::vector<bool> right;
  for (std::size_t c = 0; c < header_.size(); ++c) {
    std::size_t w = width(rows.front()[c]);
    bool numbers = c > 0;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      w = std::max(w, width(rows[r][c]));
      numbers = numbers && numeric(rows[r][c]);
    }
    widths.push_back(w);
    right.push_back(numbers);
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text(indent, ' ');
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string space(widths[c] - width(cells[c]), ' ');
      if (c > 0) text += "  ";
      text += right[c] ? space + cells[c] : cells[c] + space;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  for (const auto& row : rows) line(row);
  return out;
}

std::string significant(double x, int digits) {
  if (x == 0.0) return "0";
  if (!std::isfinite(x)) return "-";
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(x))));
  if (exponent < -4) return fmt::format("{:.{}e}", x, digits - 1);
  return fmt::format("{:.{}f}", x, std::max(0, digits - 1 - exponent));
}

std::string with_interval(double value, double low, double high, int digits) {
  return fmt::format("{} ({} to {})", significant(value, digits), significant(low, digits), significant(high, digits));
}

}  // namespace formcast
