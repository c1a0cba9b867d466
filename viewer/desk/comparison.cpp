#include "viewer/desk/comparison.hpp"

#include <cmath>

#include "sim/base/language.hpp"

namespace formcast {
namespace {

std::string said(const Desk& desk, const std::string& plan, const std::string& other, const PairResult& pair) {
  return as_sentence(
      verdict_text(plan, other, pair, desk.basis().smallest_worthwhile_change, desk.twin().performance_unit));
}

}  // namespace

std::string as_sentence(std::string text) {
  if (text.empty()) return text;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  const bool latin =
      text.size() > 1 && text[0] == '\xC3' && text[1] >= '\xA0' && text[1] <= '\xBE' && text[1] != '\xB7';
  if (latin) text[1] = static_cast<char>(text[1] - 0x20);  // U+00E0 to U+00FE
  return text;
}

std::optional<std::string> comparison_text(const Desk& desk, std::size_t sheet, std::size_t other) {
  const auto pair = sheet == other ? std::nullopt : desk.pair(sheet, other);
  if (!pair) return std::nullopt;
  return said(desk, desk.board().sheets[sheet].name, desk.board().sheets[other].name, *pair);
}

std::optional<std::string> edit_text(const Desk& desk, std::size_t sheet) {
  const auto pair = desk.against_ghost(sheet);
  if (!pair) return std::nullopt;
  return said(desk, tr_in("edit", "now"), tr_in("edit", "before"), *pair);
}

std::string comparison_basis_text(const Desk& desk) { return as_sentence(basis_text(desk.basis())); }

std::optional<Strokes> strokes_of(const PairResult& pair) {
  if (!std::isfinite(pair.probability_worthwhile)) return std::nullopt;
  const auto of_100 = [](float chance) { return static_cast<int>(std::lround(100.0 * static_cast<double>(chance))); };
  const int better = of_100(pair.probability_worthwhile);
  // Rounded apart the three may come to 99 or 101: the ends of what is alike are what is drawn.
  const int either = of_100(pair.probability_worthwhile + pair.probability_alike);
  return Strokes{better, either - better, 100 - either};
}

}  // namespace formcast
