#include "sim/calibration/misfit_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/base/csv.hpp"
#include "sim/base/table.hpp"

namespace formcast {
namespace {

/// "line 7", "lines 7 and 9, which add up", "" if no file holds it; after the athlete of a squad.
std::string where(const Misfit& misfit, const AthleteHistory& athlete, const History& history) {
  std::string text = history.names_athletes ? quote(athlete.athlete) : "";
  if (misfit.lines.empty()) return text.empty() ? text : text + ", ";
  text += text.empty() ? "" : ", ";
  if (misfit.lines.size() == 1) return text + fmt::format("line {}: ", misfit.lines.front());
  return text + fmt::format("lines {}, which add up: ", fmt::join(misfit.lines, ", "));
}

std::string number(double value) { return fmt::format("{:.6g}", value); }

}  // namespace

std::string misfit_text(const Misfit& misfit, const AthleteHistory& athlete, const History& history) {
  const bool load = misfit.kind == Misfit::Kind::kLoad;
  const std::string& unit = load ? history.load_unit : history.performance_unit;
  std::string text =
      fmt::format("{}{} {}{} on {}; {} {} to {}", where(misfit, athlete, history), load ? "load" : "performance",
                  number(misfit.value), unit.empty() || unit == "1" ? "" : " " + unit, iso(athlete.date(misfit.day)),
                  load ? "the athlete's other training days are" : "the tests around it predict",
                  fmt::format("{:.4g}", misfit.low), fmt::format("{:.4g}", misfit.high));
  if (misfit.if_mistyped) {
    text += fmt::format(". A mistyped digit or decimal mark? It would be {}", number(*misfit.if_mistyped));
  }
  if (misfit.implausible) text += ". It is implausible and taken as missing";
  return text;
}

std::string misfit_effect_text(const Twin& with, const Twin& without) {
  const Outlook14 a = outlook_14(with), b = outlook_14(without);
  const auto expects = [](const Outlook14& o) {
    return fmt::format("{} ({} to {})", significant(o.likely, 4), significant(o.low, 4), significant(o.high, 4));
  };
  return fmt::format(
      "without these rows, the twin would predict {} for a test on {} at usual training; with them, it "
      "predicts {}",
      expects(b), iso(a.date), expects(a));
}

std::string rows_to_look_at(std::size_t count) {
  return fmt::format("{} row{} to look at", count, count == 1 ? "" : "s");
}

}  // namespace formcast
