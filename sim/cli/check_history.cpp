#include "sim/cli/check_history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/calibration/derived_effect.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/history/history.hpp"

namespace formcast {
namespace {

struct LoadFigures {
  double mean = 0.0;
  int rest_days = 0;
};

LoadFigures load_figures(const AthleteHistory& athlete) {
  LoadFigures figures;
  int known = 0;
  for (double w : athlete.load) {
    if (std::isnan(w)) continue;
    figures.mean += w;
    figures.rest_days += w == 0.0 ? 1 : 0;
    ++known;
  }
  if (known > 0) figures.mean /= known;
  return figures;
}

/// A history's summary for the first line.
std::string verdict(const History& history, std::size_t misfits) {
  std::vector<std::string> parts;
  if (const std::size_t n = history.unusable.size(); n > 0) {
    parts.push_back(fmt::format("{} athlete{} cannot be used", n, n == 1 ? "" : "s"));
  }
  if (misfits > 0) parts.push_back(rows_to_look_at(misfits));
  if (const std::size_t n = history.questions.size(); n > 0) {
    parts.push_back(fmt::format("{} question{}", n, n == 1 ? "" : "s"));
  }
  int missing = 0;
  for (const AthleteHistory& a : history.athletes) missing += history.missing_days_rest ? 0 : a.days_without_row;
  const auto untested = [](const AthleteHistory& a) { return a.tests.empty(); };
  if (std::ranges::all_of(history.athletes, untested)) parts.push_back("no tests yet, of which calibrate needs some");
  if (missing > 0) parts.push_back(fmt::format("{} day{} without a row", missing, missing == 1 ? "" : "s"));
  return parts.empty() ? "nothing wrong" : fmt::format("{}", fmt::join(parts, ", "));
}

/// A history; also one of loads alone, as intake makes it before tests are filled in.
History history_for_check(const std::string& path, HistoryOptions reading) {
  const std::string text = read_text(path);
  try {
    return parse_history(text, path, reading);
  } catch (const InputError&) {
    reading.continues_record = true;
    History untested = parse_history(text, path, reading);
    const bool loads_alone = std::ranges::all_of(
        untested.athletes, [](const AthleteHistory& a) { return a.tests.empty() && a.missing_loads() < a.days(); });
    if (!loads_alone) throw;
    return untested;
  }
}

/// The lowest and highest performance of an athlete.
std::string performances_text(const AthleteHistory& athlete) {
  if (athlete.tests.empty()) return "none";
  const auto [low, high] = std::ranges::minmax(athlete.tests, {}, &Test::performance);
  return fmt::format("{} to {}", significant(low.performance), significant(high.performance));
}

}  // namespace

CheckReport check_history(const std::string& path, const CheckArguments& arguments) {
  HistoryOptions reading;
  reading.missing_days_rest = arguments.missing_days == kMissingRest;
  reading.response = arguments.response;
  const History history = history_for_check(path, reading);
  Table table(
      {"athlete", "from", "to", "days", "tests", "missing loads", "rest days",
       fmt::format("mean load [{}]", history.load_unit),
       history.performance_unit.empty() ? "performance" : fmt::format("performance [{}]", history.performance_unit)});
  Json athletes = Json::array();
  std::vector<std::string> misfit_texts;
  std::string derived_texts;
  for (const AthleteHistory& a : history.athletes) {
    const std::vector<Misfit> misfits = find_misfits(a);
    for (const Misfit& misfit : misfits) misfit_texts.push_back(misfit_text(misfit, a, history));
    const LoadFigures figures = load_figures(a);
    const int derived = static_cast<int>(std::ranges::count_if(a.tests, &Test::derived));
    const int bounds = static_cast<int>(a.bounds.size());
    if (derived + bounds > 0) {
      derived_texts += fmt::format("  {} has {}\n", a.athlete, derived_text(derived, bounds));
    }
    const std::string last = iso(a.date(a.days() - 1));
    table.add({a.athlete, iso(a.start), last, std::to_string(a.days()), std::to_string(a.tests.size()),
               std::to_string(a.missing_loads()), std::to_string(figures.rest_days), significant(figures.mean),
               performances_text(a)});
    athletes.push_back({{"athlete", a.athlete},
                        {"first_day", iso(a.start)},
                        {"last_day", last},
                        {"days", a.days()},
                        {"tests", a.tests.size()},
                        {"tests_with_sd", derived},
                        {"lower_bounds", bounds},
                        {"missing_loads", a.missing_loads()},
                        {"days_without_row", a.days_without_row},
                        {"rest_days", figures.rest_days},
                        {"mean_load", figures.mean},
                        {"misfits", misfits_json(misfits, a)}});
  }
  std::string text = fmt::format("{}: a history, {} rows, {}\n{}", path, history.rows,
                                 verdict(history, misfit_texts.size()), table.text(2));
  if (!history.test_kind.empty()) text += fmt::format("  tests are of the kind {}\n", quote(history.test_kind));
  text += derived_texts;
  for (const AthleteTrouble& trouble : history.unusable) text += "  athlete " + trouble.text() + "\n";
  for (const std::string& misfit : misfit_texts) text += "  look at " + misfit + "\n";
  for (const std::string& question : history.questions) text += "  question: " + question + "\n";
  for (const std::string& note : history.notes) text += "  note: " + note + "\n";
  return {text,
          {{"file", path},
           {"kind", "history"},
           {"rows", history.rows},
           {"test_kind", history.test_kind},
           {"athletes", athletes},
           {"failures", troubles_json(history.unusable)},
           {"questions", history.questions},
           {"notes", history.notes}},
          !history.unusable.empty()};
}

}  // namespace formcast
