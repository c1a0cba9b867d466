#include "sim/calibration/misfit_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/base/table.hpp"

namespace formcast {
namespace {

/// "line 7", "lines 7 and 9, which add up", "" if no file holds it; after the athlete of a squad.
std::string where(const Misfit& misfit, const AthleteHistory& athlete, const History& history) {
  std::string text = history.names_athletes ? quote(athlete.athlete) : "";
  if (misfit.lines.empty()) return text.empty() ? text : text + ", ";
  text += text.empty() ? "" : ", ";
  if (misfit.lines.size() == 1) return text + tr("line {}: ", misfit.lines.front());
  return text + tr("lines {}, which add up: ", fmt::join(misfit.lines, ", "));
}

std::string number(double value) { return localised(fmt::format("{:.6g}", value)); }

}  // namespace

std::string misfit_text(const Misfit& misfit, const AthleteHistory& athlete, const History& history) {
  const bool load = misfit.kind == Misfit::Kind::kLoad;
  const std::string& unit = load ? history.load_unit : history.performance_unit;
  const std::string value = number(misfit.value) + (unit.empty() || unit == "1" ? "" : " " + unit);
  const std::string on = digits_text(athlete.date(misfit.day));
  std::string text = where(misfit, athlete, history) +
                     (load ? tr("load {} on {}; the athlete's other training days are {:.4g} to {:.4g}", value, on,
                                misfit.low, misfit.high)
                           : tr("performance {} on {}; the tests around it predict {:.4g} to {:.4g}", value, on,
                                misfit.low, misfit.high));
  if (misfit.if_mistyped) {
    text += tr(". A mistyped digit or decimal mark? It would be {}", number(*misfit.if_mistyped));
  }
  if (misfit.implausible) text += tr(". It is implausible and taken as missing");
  return text;
}

std::string misfit_effect_text(const Twin& with, const Twin& without) {
  const Outlook14 a = outlook_14(with), b = outlook_14(without);
  const auto expects = [](const Outlook14& o) {
    return tr("{} ({} to {})", localised(significant(o.likely, 4)), localised(significant(o.low, 4)),
              localised(significant(o.high, 4)));
  };
  return tr(
      "without these rows, the twin would predict {} for a test on {} at usual training; with them, it "
      "predicts {}",
      expects(b), digits_text(a.date), expects(a));
}

std::string rows_to_look_at(std::size_t count) {
  return fmt::format("{} row{} to look at", count, count == 1 ? "" : "s");
}

}  // namespace formcast
