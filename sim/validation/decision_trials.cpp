#include "sim/validation/decision_trials.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/calibration/calibrate.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {
namespace {

/// Of a sample, exact.
double sample_crps(std::vector<double> sample, double truth) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    distance += std::abs(sample[i] - truth) / n;
    spread += sample[i] * (2.0 * static_cast<double>(i) + 1.0 - n) / (n * n);
  }
  return distance - spread;
}

EnsembleInput two_plans(const SyntheticAthlete& athlete, const Twin& twin, std::uint64_t seed) {
  EnsembleInput input;
  for (const SyntheticPlan& plan : athlete.plans) input.load.push_back(plan.load);
  input.days = SyntheticAthlete::kPlanDays;
  input.target_day = input.days - 1;
  input.members = kMostDecisionMembers;
  input.seed = seed;
  input.worthwhile = smallest_worthwhile_change(twin);
  input.keep_target_members = true;
  return input;
}

}  // namespace

DecisionTrial decision_trial(Truth truth, Schedule schedule, std::uint64_t seed, int number) {
  const SyntheticAthlete athlete = synthetic_athlete(truth, schedule, seed, number);
  const Twin twin = calibrate(athlete.history, History{}, Timing::kNextDay);
  const EnsembleInput input = two_plans(athlete, twin, seed);
  const auto result = run_ensemble(twin, input, Control{});
  const PairResult& pair = result->pair[0][1];
  const double percent = 100.0 / athlete.level;
  DecisionTrial trial;
  trial.truth = percent * athlete.difference();
  for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
    trial.difference[q] = percent * static_cast<double>(pair.difference[q]);
  }
  trial.mean = percent * static_cast<double>(pair.difference_mean);
  std::vector<double> said;
  for (std::size_t m = 0; m < result->plan[0].decision_members.size(); ++m) {
    said.push_back(percent *
                   static_cast<double>(result->plan[0].decision_members[m] - result->plan[1].decision_members[m]));
  }
  trial.crps = sample_crps(std::move(said), trial.truth);
  trial.better = static_cast<double>(pair.probability_better);
  trial.a = static_cast<double>(pair.probability_worthwhile);
  trial.b = static_cast<double>(result->pair[1][0].probability_worthwhile);
  trial.alike = static_cast<double>(pair.probability_alike);
  trial.worthwhile = percent * input.worthwhile;
  trial.no_effect = no_effect_probability(twin);
  return trial;
}

std::optional<std::vector<DecisionTrial>> decision_trials(Truth truth, Schedule schedule, std::uint64_t seed, int count,
                                                          const Control& control) {
  std::vector<DecisionTrial> trials(static_cast<std::size_t>(count));
  const auto one = [&](std::size_t i) { trials[i] = decision_trial(truth, schedule, seed, static_cast<int>(i)); };
  if (!parallel_for(trials.size(), control, one)) return std::nullopt;
  return trials;
}

DecisionSkill judge(const std::vector<DecisionTrial>& trials) {
  constexpr double kTie = 1e-9, kRounding = 1e-5;
  DecisionSkill skill;
  skill.trials = static_cast<int>(trials.size());
  const double share = 100.0 / static_cast<double>(trials.size());
  double error = 0.0, truth = 0.0, crps = 0.0, absolute = 0.0, claims = 0.0, right = 0.0, brier = 0.0, decided = 0.0;
  for (const DecisionTrial& t : trials) {
    const auto within = [&](std::size_t low, std::size_t high) {
      return t.truth >= t.difference[low] - kRounding && t.truth <= t.difference[high] + kRounding;
    };
    skill.coverage90 += within(0, 4) ? share : 0.0;
    skill.coverage50 += within(1, 3) ? share : 0.0;
    error += (t.mean - t.truth) * (t.mean - t.truth);
    truth += t.truth * t.truth;
    crps += t.crps;
    absolute += std::abs(t.truth);
    if (std::abs(t.truth) > kTie) {
      const double seen = t.truth > 0.0 ? 1.0 : 0.0;
      brier += (t.better - seen) * (t.better - seen);
      decided += 1.0;
    }
    if (std::max(t.a, t.b) >= kClaim) {
      claims += 1.0;
      right += (t.a > t.b ? t.truth : -t.truth) > t.worthwhile ? 1.0 : 0.0;
    }
  }
  skill.rmse_ratio = std::sqrt(error / truth);
  skill.crps_ratio = crps / absolute;
  skill.brier = brier / decided;
  skill.claimed = claims * share;
  skill.claimed_right = 100.0 * right / claims;
  return skill;
}

std::array<ReliabilityBin, 5> three_way_reliability(const std::vector<DecisionTrial>& trials) {
  std::array<ReliabilityBin, 5> bins{};
  const auto count = [&](double said, bool came_true) {
    ReliabilityBin& bin = bins[std::min<std::size_t>(4, static_cast<std::size_t>(5.0 * said))];
    ++bin.count;
    bin.said += said;
    bin.was += came_true ? 1.0 : 0.0;
  };
  for (const DecisionTrial& t : trials) {
    count(t.a, t.truth > t.worthwhile);
    count(t.b, t.truth < -t.worthwhile);
    count(t.alike, std::abs(t.truth) <= t.worthwhile);
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.count > 0) bin.said /= bin.count, bin.was /= bin.count;
  }
  return bins;
}

}  // namespace formcast
