#include "sim/calibration/derived_effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/local_level.hpp"
#include "sim/base/table.hpp"
#include "sim/inference/bound_slack.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

Level level_of(const Twin& twin, const std::vector<Test>& tests, const std::vector<Test>& bounds = {}) {
  const AthleteScale scale{twin.performance_scale, twin.usual_load, 0};
  const auto shapes = shape_nodes<LocalLevel>(scale.load);
  const LogNormal test_sd = level_test_sd(priors_of(twin));
  const Record record = with_bounds({twin.timing, {twin.load}, tests}, bounds, scale, test_sd);
  BankRunOptions options;
  options.gross_errors = kSlips;
  const auto run = run_bank<LocalLevel>(record, shapes, coefficient_prior<LocalLevel>(shapes, scale),
                                        noise_levels(scale.performance, test_sd, kWanders<LocalLevel>), {}, options);
  double mass = 0.0, mean = 0.0, square = 0.0;
  for (const auto& node : run.nodes) {
    mass += node.share;
    mean += node.share * node.x.mean[0];
  }
  mean /= mass;
  for (const auto& node : run.nodes) {
    const double off = node.x.mean[0] - mean;
    square += node.share * (node.x.cov[0] + off * off);
  }
  return {mean, std::sqrt(square / mass)};
}

std::string level_text(const Level& level, const std::string& unit) {
  return fmt::format("{} ± {}{}", significant(level.mean, 4), significant(level.sd, 2),
                     unit.empty() || unit == "1" ? "" : " " + unit);
}

}  // namespace

std::optional<DerivedEffect> derived_effect(const Twin& twin) {
  DerivedEffect effect;
  effect.tests = static_cast<int>(std::ranges::count_if(twin.tests, &Test::derived));
  effect.bounds = static_cast<int>(twin.bounds.size());
  if (effect.tests == 0 && effect.bounds == 0) return std::nullopt;
  effect.with = level_of(twin, twin.tests, twin.bounds);
  if (effect.tests > 0 && effect.bounds > 0) effect.without_bounds = level_of(twin, twin.tests);
  std::vector<Test> ordinary = twin.tests;
  std::erase_if(ordinary, [](const Test& test) { return test.derived(); });
  effect.alone = ordinary.empty();
  if (!effect.alone) effect.without = level_of(twin, ordinary);
  return effect;
}

std::string derived_text(int tests, int bounds) {
  const auto counted = [](int count, std::string_view one, std::string_view more) {
    return fmt::format("{} {}", count, count == 1 ? one : more);
  };
  const std::string measured =
      counted(tests, "performance with an error of its own", "performances with an error of their own");
  const std::string bounded = counted(bounds, "lower bound", "lower bounds");
  if (tests == 0) return bounded;
  return bounds == 0 ? measured : measured + " and " + bounded;
}

std::string derived_effect_text(const DerivedEffect& effect, const std::string& unit) {
  std::string text =
      fmt::format("{}: level {}{}", derived_text(effect.tests, effect.bounds), level_text(effect.with, unit),
                  effect.alone ? ", from them alone" : ", and " + level_text(effect.without, unit) + " without them");
  if (effect.without_bounds) text += fmt::format(", {} without the bounds", level_text(*effect.without_bounds, unit));
  return text;
}

}  // namespace formcast
