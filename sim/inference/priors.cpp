#include "sim/inference/priors.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "sim/base/median.hpp"

namespace formcast {

namespace {

constexpr int kFirstDays = 28, kWindow = 28;
constexpr double kChanged = 1.25;  // times

/// The first four weeks, or more where they hold no test or no load.
int first_days(const AthleteHistory& history) {
  int days = kFirstDays;
  const auto trained = std::find_if(history.load.begin(), history.load.end(), [](double w) { return w > 0.0; });
  if (!history.tests.empty()) days = std::max(days, history.tests.front().day + 1);
  if (trained != history.load.end()) days = std::max(days, static_cast<int>(trained - history.load.begin()) + 1);
  return std::min(days, history.days());
}

double first_tests(const AthleteHistory& history, int days) {
  constexpr std::size_t kTests = 6;
  std::vector<double> tests;
  for (const Test& test : history.tests) {
    if (test.day >= days || tests.size() == kTests) break;
    tests.push_back(test.performance);
  }
  return tests.empty() ? 0.0 : median(std::move(tests));
}

/// The mean of the known days in each window; the window is the record where that is shorter.
std::vector<double> window_means(const AthleteHistory& history, int days) {
  const int window = std::min(kWindow, days);
  std::vector<double> means;
  double sum = 0.0;
  int known = 0;
  const auto count = [&](int day, int sign) {
    const double w = history.load[static_cast<std::size_t>(day)];
    if (std::isnan(w)) return;
    sum += sign * w;
    known += sign;
  };
  for (int day = 0; day < days; ++day) {
    count(day, +1);
    if (day >= window) count(day - window, -1);
    if (day + 1 >= window && known > 0) means.push_back(std::max(0.0, sum / known));
  }
  return means;
}

double usual_load(const AthleteHistory& history, int days) {
  constexpr double kBreak = 0.1;       // of the largest
  constexpr double kOfASession = 0.4;  // three sessions a week
  std::vector<double> means = window_means(history, days), sessions;
  const double largest = means.empty() ? 0.0 : *std::max_element(means.begin(), means.end());
  if (!(largest > 0.0)) return 1.0;
  std::erase_if(means, [&](double mean) { return !(mean > kBreak * largest); });
  std::copy_if(history.load.begin(), history.load.begin() + days, std::back_inserter(sessions),
               [](double w) { return w > 0.0; });
  return std::max(median(std::move(means)), kOfASession * median(std::move(sessions)));
}

bool changed(double now, double before) { return now > kChanged * before || before > kChanged * now; }

}  // namespace

std::vector<ScaleEpoch> scale_epochs(const AthleteHistory& history) {
  constexpr double kGrows = 1.5;
  const int first = first_days(history);
  std::vector<ScaleEpoch> epochs;
  for (int days = first; days <= history.days(); days = static_cast<int>(kGrows * days) + 1) {
    const AthleteScale now{first_tests(history, days), usual_load(history, days), first};
    if (epochs.empty()) {
      epochs.push_back({0, now});
    } else if (changed(now.load, epochs.back().scale.load) ||
               changed(now.performance, epochs.back().scale.performance)) {
      epochs.push_back({days, now});
    }
  }
  return epochs;
}

AthleteScale athlete_scale(const AthleteHistory& history) { return scale_epochs(history).back().scale; }

Priors population_priors() {
  Priors priors;
  for_each_model([&]<class Model>() {
    const auto table = table_priors<Model>();
    priors.models.push_back({std::string(Model::kName), {table.begin(), table.end()}, kTestSdPrior});
  });
  return priors;
}

LogNormal level_test_sd(const Priors& priors) {
  const auto level = std::ranges::find(priors.models, LocalLevel::kName, &ModelPrior::model);
  return level == priors.models.end() ? kTestSdPrior : level->test_sd;
}

std::vector<NoiseLevel> noise_levels(double performance_scale, const LogNormal& test_sd, Wanders wanders) {
  constexpr LogNormal kWalkPrior{0.0025, 1.0};
  const auto log_density = [](double x, const LogNormal& prior) {
    const double z = std::log(x / prior.median) / prior.sd_log;
    return -0.5 * z * z;
  };
  // The slope's noise is one number: it holds the decaying deviation at its usual size.
  const double left = DampedTrend::deviation_decay<double>({})[0];
  const double slope = DampedTrend::kTau * DampedTrend::kSlopeSd * std::sqrt(1.0 - left * left);
  std::vector<NoiseLevel> levels;
  double total = 0.0;
  for (int t = 0; t < kTestSdRow.nodes; ++t) {
    const double test = cell_middle(kTestSdRow, t, kTestSdRow.nodes);
    for (const double walk : kWalkSds) {
      const double log_prior = log_density(test, test_sd) + (walk > 0.0 ? log_density(walk, kWalkPrior) : 0.0);
      NoiseLevel level{walk * performance_scale, test * performance_scale, log_prior};
      if (wanders == Wanders::kStates) std::swap(level.walk_sd, level.state_sd);
      if (wanders == Wanders::kSlope) level.state_sd = slope * performance_scale;
      levels.push_back(level);
      total += std::exp(log_prior);
    }
  }
  for (NoiseLevel& level : levels) level.log_prior -= std::log(total);
  return levels;
}

}  // namespace formcast
