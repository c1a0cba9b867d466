#include "sim/monitoring/modelled_past.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random.hpp"
#include "models/timing.hpp"
#include "sim/inference/priors.hpp"
#include "sim/monitoring/readiness.hpp"
#include "sim/twin/posterior_draws.hpp"

namespace formcast {
namespace {

constexpr std::uint32_t kPastDraws = 512;

/// One athlete's days: (days) each [p].
struct PastTrajectory {
  std::vector<double> fitness, fatigue, baseline;
};

/// The baseline on each day given tests and gains: mean and variance after the day's test.
struct Filtered {
  std::vector<double> mean, variance;
};

Filtered filter_baseline(const Twin& twin, const PastTrajectory& trajectory, double form_before, double walk_variance,
                         double test_variance) {
  Filtered filtered;
  double m = twin.performance_scale - form_before, v = std::pow(kBaselineSd * twin.performance_scale, 2);
  auto test = twin.tests.begin();
  for (int day = 0; day < twin.days(); ++day) {
    if (day > 0) v += walk_variance;
    if (test != twin.tests.end() && test->day == day) {
      const auto d = static_cast<std::size_t>(day);
      const double gain = v / (v + test_variance);
      m += gain * (test->performance - trajectory.fitness[d] + trajectory.fatigue[d] - m);
      v *= 1.0 - gain;
      ++test;
    }
    filtered.mean.push_back(m);
    filtered.variance.push_back(v);
  }
  return filtered;
}

/// Draws the baseline day by day back from the one that forecasts begin with.
void draw_baseline(const Filtered& filtered, double last, double walk_variance, std::uint32_t athlete,
                   PastTrajectory& trajectory) {
  trajectory.baseline.assign(filtered.mean.size(), last);
  if (walk_variance <= 0.0) return;
  double later = last;
  for (std::size_t day = filtered.mean.size(); day-- > 0;) {
    const double v = filtered.variance[day], gain = v / (v + walk_variance);
    const float z = normals(words(kRecordKey, athlete, static_cast<std::uint32_t>(day / 4), Purpose::kWalk))[day % 4];
    later = filtered.mean[day] + gain * (later - filtered.mean[day]) +
            std::sqrt(gain * walk_variance) * static_cast<double>(z);
    trajectory.baseline[day] = later;
  }
}

/// Value `rank` of sorted numbers, a share of the way from the first to the last.
float at_rank(const std::vector<float>& sorted, double rank) {
  return sorted[static_cast<std::size_t>(std::lround(rank * static_cast<double>(sorted.size() - 1)))];
}

/// All draws, day by day: [output][day][draw].
struct PastTrajectories {
  std::array<std::vector<std::vector<float>>, kOutputs> of;

  explicit PastTrajectories(int days) {
    for (auto& output : of) output.resize(static_cast<std::size_t>(days));
  }
  void add(const PastTrajectory& trajectory, double scatter) {
    for (std::size_t day = 0; day < trajectory.fitness.size(); ++day) {
      const double form = trajectory.fitness[day] - trajectory.fatigue[day];
      const std::array<double, kOutputs> values{trajectory.baseline[day] + form + scatter, trajectory.fitness[day],
                                                trajectory.fatigue[day], form};
      for (std::size_t o = 0; o < kOutputs; ++o) of[o][day].push_back(static_cast<float>(values[o]));
    }
  }
  void sort() {
    for (auto& output : of) {
      for (std::vector<float>& day : output) std::sort(day.begin(), day.end());
    }
  }
};

/// The norm over the last year of the record, or all of it.
void take_norm(const PastTrajectories& trajectories, ModelledPast& past) {
  const std::size_t days = trajectories.of[0].size(), used = std::min<std::size_t>(days, Norm::kMostDays);
  if (used < Norm::kFewestDays) return;
  past.norm_days = static_cast<int>(used);
  const auto pooled = [&](Output output) {
    std::vector<float> all;
    const auto& of = trajectories.of[static_cast<std::size_t>(output)];
    for (std::size_t day = days - used; day < days; ++day) all.insert(all.end(), of[day].begin(), of[day].end());
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::vector<float> performance = pooled(Output::kPerformance);
  for (std::size_t i = 0; i < Norm::kPoints; ++i) {
    past.norm.push_back(at_rank(performance, static_cast<double>(i) / (Norm::kPoints - 1)));
  }
  past.usual_fitness = at_rank(pooled(Output::kFitness), 0.5);
  past.usual_fatigue = at_rank(pooled(Output::kFatigue), 0.5);
}

}  // namespace

ModelledPast modelled_past(const Twin& twin) {
  PastTrajectories trajectories(twin.days());
  for_each_posterior_draw(twin, kPastDraws, [&]<class Model>(const PosteriorDraw<Model>& athlete) {
    PastTrajectory trajectory;
    auto x = athlete.start();
    const double form_before = athlete.sides(x).form();
    for (const double load : twin.load) {
      step_day<Model, double>(twin.timing, athlete.rates, x, load, [&](const auto& seen) {
        const auto sides = athlete.sides(seen);
        trajectory.fitness.push_back(sides.fitness);
        trajectory.fatigue.push_back(sides.fatigue);
      });
    }
    const double walk = athlete.walk_sd * athlete.walk_sd, test = athlete.test_sd * athlete.test_sd;
    draw_baseline(filter_baseline(twin, trajectory, form_before, walk, test), athlete.coefficient[0], walk,
                  athlete.number, trajectory);
    // The scatter of a test is the same on all days of an athlete: right for each day, and the bands stay smooth.
    const float z = normals(words(kRecordKey, athlete.number, 0u, Purpose::kDaily))[1];
    trajectories.add(trajectory, athlete.test_sd * static_cast<double>(z));
  });
  ModelledPast past;
  if (twin.days() == 0 || trajectories.of[0].front().empty()) return past;
  trajectories.sort();
  for (std::size_t o = 0; o < kOutputs; ++o) {
    for (const std::vector<float>& day : trajectories.of[o]) {
      Quantiles& of = past.bands[o].emplace_back();
      for (std::size_t q = 0; q < kQuantiles.size(); ++q) of[q] = at_rank(day, kQuantiles[q]);
    }
  }
  take_norm(trajectories, past);
  return past;
}

}  // namespace formcast
