#include "sim/calibration/derived_effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/local_level.hpp"
#include "sim/base/table.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

Level level_of(const Twin& twin, const Record& record) {
  const AthleteScale scale{twin.performance_scale, twin.usual_load, 0};
  const auto shapes = shape_nodes<LocalLevel>(scale.load);
  const Priors priors = priors_of(twin);
  const auto beliefs = std::ranges::find(priors.models, LocalLevel::kName, &ModelPrior::model);
  const LogNormal test_sd = beliefs == priors.models.end() ? kTestSdPrior : beliefs->test_sd;
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
  Record record{twin.timing, {twin.load}, twin.tests};
  DerivedEffect effect;
  effect.tests = static_cast<int>(std::ranges::count_if(twin.tests, &Test::derived));
  if (effect.tests == 0) return std::nullopt;
  effect.with = level_of(twin, record);
  std::erase_if(record.tests, [](const Test& test) { return test.derived(); });
  effect.alone = record.tests.empty();
  if (!effect.alone) effect.without = level_of(twin, record);
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
  return fmt::format(
      "{}: level {}{}", derived_text(effect.tests, 0), level_text(effect.with, unit),
      effect.alone ? ", from them alone" : ", and " + level_text(effect.without, unit) + " without them");
}

}  // namespace formcast
