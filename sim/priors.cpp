#include "sim/priors.hpp"

#include <algorithm>
#include <array>

namespace formcast {

AthleteScale athlete_scale(const AthleteHistory& history) {
  constexpr std::size_t kTests = 6;
  constexpr int kDays = 28;
  AthleteScale scale;
  const auto trained = std::find_if(history.load.begin(), history.load.end(), [](double w) { return w > 0.0; });
  scale.days = kDays;
  if (!history.tests.empty()) scale.days = std::max(scale.days, history.tests.front().day + 1);
  if (trained != history.load.end()) {
    scale.days = std::max(scale.days, static_cast<int>(trained - history.load.begin()) + 1);
  }
  scale.days = std::min(scale.days, history.days());

  std::size_t tests = 0;
  for (const Test& test : history.tests) {
    if (test.day >= scale.days || tests == kTests) break;
    scale.performance += test.performance;
    ++tests;
  }
  if (tests > 0) scale.performance /= static_cast<double>(tests);
  double sum = 0.0;
  int known = 0;
  for (int day = 0; day < scale.days; ++day) {
    const double w = history.load[static_cast<std::size_t>(day)];
    if (std::isnan(w)) continue;
    sum += w;
    ++known;
  }
  scale.load = sum > 0.0 ? sum / known : 1.0;
  return scale;
}

Priors population_priors() {
  Priors priors;
  for_each_model([&]<class Model>() {
    const auto table = table_priors<Model>();
    priors.models.push_back({std::string(Model::kName), {table.begin(), table.end()}, kTestSdPrior});
  });
  return priors;
}

std::vector<NoiseLevel> noise_levels(double performance_scale, const LogNormal& test_sd, bool state_noise) {
  constexpr std::array<double, 6> kWalk{0.0, 0.001, 0.002, 0.004, 0.008, 0.016};
  constexpr LogNormal kWalkPrior{0.002, 1.0};
  constexpr Parameter kTest{"test_sd", "", kTestSdPrior, Range{0.004, 0.07}, 8, ""};
  const auto log_density = [](double x, const LogNormal& prior) {
    const double z = std::log(x / prior.median) / prior.sd_log;
    return -0.5 * z * z;
  };
  std::vector<NoiseLevel> levels;
  double total = 0.0;
  for (int t = 0; t < kTest.nodes; ++t) {
    const double test = cell_middle(kTest, t, kTest.nodes);
    for (double walk : kWalk) {
      const double log_prior = log_density(test, test_sd) + (walk > 0.0 ? log_density(walk, kWalkPrior) : 0.0);
      const double sd = walk * performance_scale;
      levels.push_back({state_noise ? 0.0 : sd, test * performance_scale, log_prior, state_noise ? sd : 0.0});
      total += std::exp(log_prior);
    }
  }
  for (NoiseLevel& level : levels) level.log_prior -= std::log(total);
  return levels;
}

}  // namespace formcast
