#include "viewer/desk/headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// Shown plans whose race day is known, the highest expected performance first.
std::vector<std::size_t> ranked(const Desk& desk) {
  std::vector<std::size_t> plans;
  for (std::size_t s = 0; s < desk.board().sheets.size(); ++s) {
    if (desk.board().sheets[s].shown && desk.outlook(s).known() && desk.fault(s).empty()) plans.push_back(s);
  }
  const auto expected = [&](std::size_t s) { return desk.outlook(s).result.target_performance[2]; };
  std::stable_sort(plans.begin(), plans.end(), [&](std::size_t a, std::size_t b) { return expected(a) > expected(b); });
  return plans;
}

std::string in_days(int days) { return days == 0 ? tr("today") : days == 1 ? tr("tomorrow") : tr("in {} days", days); }

std::string race_text(const Desk& desk) {
  const Board& board = desk.board();
  std::string text = fmt::format("{}, {}, {}", race_name(board), long_day_text(board.date(board.target)),
                                 in_days(board.target - desk.today()));
  if (board.target_performance) {
    text += tr(". Aim {}", with_unit(*board.target_performance, desk.twin().performance_unit));
  }
  return text;
}

/// A part of performance on race day, by its medians.
struct Part {
  std::string text;   ///< "Fatigue on the day is {} instead of {}"
  double gain = 0.0;  ///< what it adds to the first plan's performance over the second's [p]
  double of = 0.0, instead = 0.0;
};

/// "Fatigue on the day is 11 W instead of 21 W": the part that sets the two plans apart most.
std::string why(const Desk& desk, std::size_t plan, std::size_t other) {
  const auto day = static_cast<std::size_t>(desk.board().target);
  const PlanResult &mine = desk.outlook(plan).result, &theirs = desk.outlook(other).result;
  const auto median = [&](const std::vector<Quantiles>& bands) {
    return day < bands.size() ? static_cast<double>(bands[day][2]) : 0.0;
  };
  std::vector<Part> parts;
  const auto state = [&](Output output, const char* text, double sign) {
    const auto o = static_cast<std::size_t>(output);
    const double of = median(mine.bands[o]), instead = median(theirs.bands[o]);
    parts.push_back({text, sign * (of - instead), of, instead});
  };
  state(Output::kFitness, tr("Fitness on the day is {} instead of {}."), 1.0);
  state(Output::kFatigue, tr("Fatigue on the day is {} instead of {}."), -1.0);
  double of = 0.0, instead = 0.0;
  for (auto o = static_cast<std::size_t>(TravelOutput::kTimeOfDay); o < kTravelOutputs; ++o) {  // parts of performance
    of += median(mine.travel[o]);
    instead += median(theirs.travel[o]);
  }
  parts.push_back({tr("Travel changes the day by {} instead of {}."), of - instead, of, instead});
  const Part& most = *std::max_element(
      parts.begin(), parts.end(), [](const Part& a, const Part& b) { return std::abs(a.gain) < std::abs(b.gain); });
  const std::string& unit = desk.twin().performance_unit;
  const std::string a = with_unit(most.of, unit), b = with_unit(most.instead, unit);
  return a == b ? "" : fmt::format(fmt::runtime(most.text), a, b);
}

/// "+7.7 W".
std::string gain_text(double gain, const std::string& unit) {
  return unit.empty() || unit == "1" ? signed_text(gain) : fmt::format("{} {}", signed_text(gain), unit);
}

/// One plan alone: what is expected of it.
void tell_one(const Desk& desk, Headline& said) {
  const Board& board = desk.board();
  const std::string& unit = desk.twin().performance_unit;
  const Outlook& of = desk.outlook(said.plan);
  said.sentence = tr("{}: {} expected on race day", as_sentence(board.sheets[said.plan].name),
                     with_unit(static_cast<double>(of.result.target_performance[2]), unit));
  if (board.target_performance) {
    said.sentence += tr(", {} of 100 reach {}", of_100(static_cast<float>(chance_of(of, *board.target_performance))),
                        with_unit(*board.target_performance, unit));
  }
  said.doubt = likely_text(of.result.target_performance, unit) + ".";
}

void tell_two(const Desk& desk, std::size_t other, const PairResult& pair, Headline& said) {
  const std::vector<Sheet>& sheets = desk.board().sheets;
  const std::string& unit = desk.twin().performance_unit;
  const std::string mine = as_sentence(sheets[said.plan].name), theirs = sheets[other].name;
  const std::string gain = gain_text(static_cast<double>(pair.difference_mean), unit);
  said.strokes = strokes_of(pair);
  switch (verdict(pair)) {
    case Verdict::kBetter:
      said.sentence = tr("{}: {} on race day, better in {} of 100; alike in {}", mine, gain,
                         of_100(pair.probability_worthwhile), of_100(pair.probability_alike));
      break;
    case Verdict::kAlike:
      said.sentence = tr("No difference worth having: {} and {}", sheets[said.plan].name, theirs);
      break;
    default:
      said.sentence = tr("Too close to call: {} and {}", sheets[said.plan].name, theirs);
      break;
  }
  if (said.strokes) {
    said.counts = tr("{} better, {} alike, {} worse than {}", said.strokes->better, said.strokes->alike,
                     said.strokes->worse, theirs);
  }
  said.doubt = tr("Likely {} to {}. {}", signed_text(static_cast<double>(pair.difference[0])),
                  gain_text(static_cast<double>(pair.difference[4]), unit), why(desk, said.plan, other));
}

}  // namespace

Headline headline(const Desk& desk) {
  Headline said;
  said.race = race_text(desk);
  const std::vector<std::size_t> plans = ranked(desk);
  if (plans.empty()) {
    said.sentence = tr("Working out the plans");
    return said;
  }
  said.plan = plans[0];
  const auto pair = plans.size() > 1 ? desk.pair(plans[0], plans[1]) : std::nullopt;
  if (!pair || verdict(*pair) == Verdict::kUnknown) {
    tell_one(desk, said);
    return said;
  }
  tell_two(desk, plans[1], *pair, said);
  const DecisionBasis basis = desk.basis();
  said.doubtful = !std::isnan(basis.no_effect_probability) && !tells_plans_apart(basis);
  if (said.doubtful) {
    said.doubt = said.sentence + ". " + said.doubt;
    said.sentence = tr("The record of {} cannot tell plans apart", desk.twin().athlete);
  }
  return said;
}

}  // namespace formcast
