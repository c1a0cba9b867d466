#include "viewer/export/results_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_writer.hpp"

namespace formcast {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

ResultsHeader header_of(const Desk& desk, const std::vector<std::size_t>& sheets) {
  const Board& board = desk.board();
  const Twin& twin = desk.twin();
  ResultsHeader header;
  header.athletes = {twin.athlete};
  for (const std::size_t s : sheets) {
    header.plans.push_back(board.sheets[s].name);
    header.travels = header.travels || !board.sheets[s].trips.empty();
  }
  header.start = board.start;
  header.days = board.days;
  header.members = kSteps.back();
  header.target = board.date(board.target);
  header.target_performance = board.target_performance;
  header.seed = board.seed;
  header.title = board.title;
  header.load_unit = twin.load_unit;
  header.performance_unit = twin.performance_unit.empty() ? "1" : twin.performance_unit;
  header.scenario_source = "plans.toml";
  header.scenario_text = to_toml(scenario_of(board, sheets, kSteps.back()), twin_file_name(twin.athlete));
  header.twin_digests = {digest(desk.twin_json())};
  header.decisions = {desk.basis()};
  if (header.travels) header.effect_sources = {desk.effect_sources()};
  header.command_line = "the coach's screen";
  header.model_versions = model_versions();
  header.source = "Formcast " FORMCAST_VERSION;
  return header;
}

/// The engine's results, and the days as planned.
PlanResult plan_of(const Desk& desk, std::size_t s) {
  const Sheet& sheet = desk.board().sheets[s];
  PlanResult plan = desk.outlook(s).result;
  plan.planned_load.assign(sheet.load.begin(), sheet.load.end());
  plan.planned_test.assign(sheet.load.size(), 0);
  // The engine knows no aim: changing the aim recomputes nothing.
  const std::optional<double> aim = desk.board().target_performance;
  plan.target_probability = aim ? static_cast<float>(chance_of(desk.outlook(s), *aim)) : kNaN;
  for (const int day : sheet.tests) plan.planned_test[static_cast<std::size_t>(day)] = 1;
  return plan;
}

}  // namespace

std::optional<ResultsToKeep> results_of(const Desk& desk) {
  if (!desk.has_athlete() || desk.read_only() || !desk.settled()) return std::nullopt;
  std::vector<std::size_t> sheets;
  for (std::size_t s = 0; s < desk.board().sheets.size(); ++s) {
    if (!desk.board().sheets[s].shown) continue;
    if (!desk.fault(s).empty() || !desk.outlook(s).known()) return std::nullopt;
    sheets.push_back(s);
  }
  if (sheets.empty()) return std::nullopt;
  ResultsToKeep made{header_of(desk, sheets), {}};
  PairResult nothing{{}, kNaN, kNaN, kNaN, kNaN};
  nothing.difference.fill(kNaN);
  for (const std::size_t s : sheets) {
    made.athlete.plans.push_back(plan_of(desk, s));
    std::vector<PairResult> pairs;
    for (const std::size_t o : sheets) pairs.push_back(o == s ? nothing : desk.pair(s, o).value_or(nothing));
    made.athlete.pairs.push_back(std::move(pairs));
  }
  return made;
}

}  // namespace formcast
