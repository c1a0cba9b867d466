// A desk whose outlooks come from a results file: known at once, and read-only.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/twin/decision_basis.hpp"
#include "viewer/compute/results_source.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {
namespace {

/// The athlete as far as a results file knows: nothing before the plans begin.
Twin twin_of(const ResultsHeader& header, std::size_t athlete) {
  Twin twin;
  twin.athlete = header.athletes[athlete];
  twin.load_unit = header.load_unit;
  twin.performance_unit = header.performance_unit;
  twin.start = header.start;
  return twin;
}

/// Tests, trips and home are in the scenario's text alone. Where it is another version's, or has other plans, the file
/// still has days and loads.
Board scenario_board(const ResultsHeader& header) {
  try {
    const Scenario scenario = parse_scenario(header.scenario_text, header.scenario_source, Athletes::kNotRead);
    Board board = board_of(scenario, Week{});
    const bool same = std::ranges::equal(board.sheets, header.plans, {}, &Sheet::name);
    if (same && board.start == header.start && board.days == header.days) return board;
  } catch (const InputError&) {
  }
  Board board;
  board.start = header.start;
  board.days = header.days;
  for (const std::string& plan : header.plans) {
    Sheet sheet;
    sheet.name = plan;
    sheet.colour = board.sheets.size();
    board.sheets.push_back(std::move(sheet));
  }
  return board;
}

/// The loads are the file's: the weeks of a scenario may be the athlete's usual ones, which its text does not hold.
void put_days(Sheet& sheet, const PlanResult& plan, int days) {
  sheet.load.assign(static_cast<std::size_t>(days), 0.0);
  sheet.tests.clear();
  for (std::size_t day = 0; day < plan.planned_load.size(); ++day) {
    if (std::isfinite(plan.planned_load[day])) sheet.load[day] = static_cast<double>(plan.planned_load[day]);
    if (plan.planned_test[day] == 1) sheet.tests.push_back(static_cast<int>(day));
  }
}

}  // namespace

void Desk::open_results(const ResultsHeader& header, AthleteResults results) {
  Board board = scenario_board(header);
  board.title = header.title;
  board.seed = header.seed;
  board.target = static_cast<int>((header.target - header.start).count());
  board.target_performance = header.target_performance;
  looks_.clear();
  before_drag_.reset();
  for (std::size_t p = 0; p < header.plans.size(); ++p) {
    PlanResult& plan = results.plans[p];
    put_days(board.sheets[p], plan, header.days);
    Look look;
    if (std::isfinite(plan.target_performance[2])) {
      look.now.members = header.members;
    } else {
      look.fault = tr("not in the results file");
    }
    look.now.result = std::move(plan);
    looks_.push_back(std::move(look));
  }
  twin_ = twin_of(header, results.athlete);
  twin_json_.clear();
  put_news({}, {});
  filed_ = Filed{std::move(results.pairs), {}, {}};
  if (!header.effect_sources.empty()) filed_->sources = header.effect_sources[results.athlete];
  if (!header.decisions.empty()) filed_->basis = header.decisions[results.athlete];
  board_ = std::move(board);
  undo_.emplace(board_);
}

void Desk::show(std::size_t sheet, bool shown) {
  if (read_only()) board_.sheets[sheet].shown = shown;
}

DecisionBasis Desk::basis() const {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  if (filed_) return filed_->basis.value_or(DecisionBasis{kNaN, kNaN, kNaN, kNaN, kNaN});
  return decision_basis(*twin_, board_.worthwhile);
}

EffectSources Desk::effect_sources() const {
  if (filed_) return filed_->sources;
  return board_.travel ? formcast::effect_sources(*board_.travel, twin_->learned_effects) : EffectSources{};
}

std::optional<PairResult> Desk::filed_pair(std::size_t sheet, std::size_t other) const {
  const PairResult& pair = filed_->pairs[sheet][other];
  return std::isfinite(pair.probability_better) ? std::optional(pair) : std::nullopt;
}

}  // namespace formcast
