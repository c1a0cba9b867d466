#include "sim/ensemble/ensemble.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>

#include "engine/positive.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/ensemble/plan_pair.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "sim/inference/bank_run.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

EnsembleResult run(const Twin& twin, const EnsembleInput& input, int threads = 1) {
  Control control;
  control.threads = threads;
  return run_ensemble(twin, input, control).value();
}

TEST(SameBits, ReferenceHashForAnyNumberOfThreads) {
  for (const int threads : {1, 2, 7}) {
    Control control;
    control.threads = threads;
    for (const auto& [model, hash] : kReferenceHashes) {
      if (model == kTravelHash && threads != 2) continue;  // body clocks take their time under sanitizers
      EXPECT_EQ(reference_hash(model, control), hash) << model << " " << threads << " threads";
    }
  }
}

TEST(SameBits, ForAnyNumberOfThreads) {
  const Twin twin = reference_twin(Timing::kNextDay);
  EnsembleInput input = reference_input();
  input.members = 2100;  // more than bins alone are for
  const EnsembleResult alone = run(twin, input, 1);
  for (int threads = 2; threads <= 8; ++threads) {
    const EnsembleResult together = run(twin, input, threads);
    for (std::size_t p = 0; p < alone.plan.size(); ++p) {
      EXPECT_EQ(together.plan[p].bands, alone.plan[p].bands) << threads;
      EXPECT_EQ(together.plan[p].members, alone.plan[p].members) << threads;
      EXPECT_EQ(together.plan[p].peak_day, alone.plan[p].peak_day) << threads;
    }
    EXPECT_EQ(together.pair[0][1].difference, alone.pair[0][1].difference) << threads;
  }
}

/// However the days are cut into chunks, and the members into tiles, and however many plans go together.
TEST(SameBits, ForAnyChunkAndTile) {
  const Twin twin = reference_twin(Timing::kNextDay);
  EnsembleInput input = reference_input();
  const EnsembleResult whole = run(twin, input);
  for (const int days : {4, 8, 12}) {
    input.chunk_days = days;
    input.most_plans_together = days / 4;
    const EnsembleResult cut = run(twin, input);
    for (std::size_t p = 0; p < whole.plan.size(); ++p) {
      EXPECT_EQ(cut.plan[p].bands, whole.plan[p].bands) << days;
      EXPECT_EQ(cut.plan[p].peak_day, whole.plan[p].peak_day) << days;
      EXPECT_EQ(cut.plan[p].target_performance, whole.plan[p].target_performance) << days;
    }
  }
  const Ensemble ensemble(twin, input);
  const auto length = static_cast<std::ptrdiff_t>(input.days);
  for (const auto& [first, count] : {std::pair{0, 32}, {32, 192}, {96, 1}, {192, 32}}) {
    Trajectories tile;
    ensemble.trajectories(1, first, count, tile);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      EXPECT_TRUE(std::equal(tile.values[output].begin(), tile.values[output].end(),
                             whole.plan[1].members[output].begin() + first * length))
          << first;
    }
  }
}

/// One member and one plan, of any model, give the same as among 10,000 and another plan.
TEST(SameBits, AMemberAloneIsTheSameAmongMany) {
  EnsembleInput many = reference_input();
  EnsembleInput alone = many;
  many.members = 10000;
  many.store_members = false;
  alone.members = 1;
  alone.load.erase(alone.load.begin());
  for (const auto& [model, hash] : kReferenceHashes) {
    if (model.empty() || model == kTravelHash) continue;
    const Twin twin = reference_twin_of(model, Timing::kSameDay);
    const EnsembleResult one = run(twin, alone);
    EXPECT_EQ(one.plan[0].non_finite_members, 0) << model;
    Trajectories among;
    Ensemble(twin, many).trajectories(1, 0, 32, among);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      const std::vector<float>& trajectory = one.plan[0].members[output];
      EXPECT_TRUE(std::equal(trajectory.begin(), trajectory.end(), among.values[output].begin())) << model;
    }
  }
}

class EnsembleRun : public ::testing::Test {
 protected:
  Twin twin_ = reference_twin(Timing::kNextDay);
  EnsembleInput input_ = reference_input();

  static float at(const PlanResult& plan, int member, int day, int days) {
    return plan.members[0][static_cast<std::size_t>(member * days + day)];
  }
};

TEST_F(EnsembleRun, AMemberDoesNotDependOnHowManyThereAre) {
  const EnsembleResult all = run(twin_, input_);
  for (const int members : {1, 31, 33, 100}) {
    EnsembleInput few = input_;
    few.members = members;
    const EnsembleResult some = run(twin_, few);
    for (int day = 0; day < input_.days; day += 7) {
      EXPECT_EQ(at(some.plan[0], members - 1, day, input_.days), at(all.plan[0], members - 1, day, input_.days));
    }
  }
}

TEST_F(EnsembleRun, AMemberDoesNotDependOnTheOtherPlansOrOnLaterDays) {
  const EnsembleResult all = run(twin_, input_);
  EnsembleInput alone = input_;
  alone.load = {input_.load[1]};
  EXPECT_EQ(run(twin_, alone).plan[0].members[0], all.plan[1].members[0]);
  EnsembleInput shorter = input_;
  shorter.days = 41;
  shorter.target_day = 40;
  for (auto& load : shorter.load) load.resize(static_cast<std::size_t>(shorter.lead + shorter.days));
  const EnsembleResult early = run(twin_, shorter);
  for (int member = 0; member < input_.members; member += 13) {
    EXPECT_EQ(at(early.plan[0], member, 40, 41), at(all.plan[0], member, 40, input_.days));
  }
}

TEST_F(EnsembleRun, TheSamePlanTwiceIsPairedExactly) {
  input_.load[1] = input_.load[0];
  const EnsembleResult result = run(twin_, input_);
  EXPECT_EQ(result.plan[0].members[0], result.plan[1].members[0]);
  for (float d : result.pair[0][1].difference) EXPECT_EQ(d, 0.0f);
  EXPECT_EQ(result.pair[0][1].probability_better, 0.5f);
  EXPECT_EQ(result.pair[0][1].probability_alike, 1.0f);
}

TEST_F(EnsembleRun, PairsAreAntisymmetric) {
  const EnsembleResult result = run(twin_, input_);
  EXPECT_FLOAT_EQ(result.pair[0][1].difference_mean, -result.pair[1][0].difference_mean);
  EXPECT_FLOAT_EQ(result.pair[0][1].probability_better, 1.0f - result.pair[1][0].probability_better);
  EXPECT_FLOAT_EQ(result.pair[0][1].probability_worthwhile + result.pair[1][0].probability_worthwhile +
                      result.pair[0][1].probability_alike,
                  1.0f);
  EXPECT_EQ(result.pair[0][1].probability_alike, result.pair[1][0].probability_alike);
}

/// Plans that were run apart can be compared afterwards.
TEST_F(EnsembleRun, MembersOnTheTargetDayGiveTheSamePairs) {
  input_.keep_target_members = true;
  const EnsembleResult together = run(twin_, input_);
  std::array<std::vector<float>, 2> apart;
  for (std::size_t p = 0; p < 2; ++p) {
    EnsembleInput alone = input_;
    alone.load = {input_.load[p]};
    apart[p] = run(twin_, alone).plan[0].decision_members;
  }
  const PairResult pair = compare_plans(apart[0], apart[1], input_.worthwhile);
  EXPECT_EQ(pair.difference, together.pair[0][1].difference);
  EXPECT_EQ(pair.difference_mean, together.pair[0][1].difference_mean);
  EXPECT_EQ(pair.probability_better, together.pair[0][1].probability_better);
  EXPECT_EQ(pair.probability_worthwhile, together.pair[0][1].probability_worthwhile);
  EXPECT_EQ(pair.probability_alike, together.pair[0][1].probability_alike);
}

/// Every summary follows from the stored trajectories.
TEST_F(EnsembleRun, BandsAndOutcomesAreThoseOfTheMembers) {
  const EnsembleResult result = run(twin_, input_);
  for (std::size_t p = 0; p < 2; ++p) {
    const PlanResult& plan = result.plan[p];
    const auto members = static_cast<std::size_t>(input_.members), days = static_cast<std::size_t>(input_.days);
    for (std::size_t output = 0; output < kOutputs; ++output) {
      for (std::size_t day = 0; day < days; day += 11) {
        std::vector<float> values;
        for (std::size_t m = 0; m < members; ++m) values.push_back(plan.members[output][m * days + day]);
        std::sort(values.begin(), values.end());
        const double h = 0.5 * static_cast<double>(members - 1);
        const auto k = static_cast<std::size_t>(h);
        const double median = values[k] + (h - std::floor(h)) * (static_cast<double>(values[k + 1]) - values[k]);
        EXPECT_FLOAT_EQ(plan.bands[output][day][2], static_cast<float>(median));
      }
    }
    int reached = 0;
    for (std::size_t m = 0; m < members; ++m) reached += plan.members[0][m * days + days - 1] >= 310.0f ? 1 : 0;
    EXPECT_FLOAT_EQ(plan.target_probability, static_cast<float>(reached) / static_cast<float>(members));
    EXPECT_EQ(plan.non_finite_members, 0);
    EXPECT_GE(plan.peak_day[0], 0.0f);
    EXPECT_LE(plan.peak_day[4], static_cast<float>(days - 1));
  }
}

/// Without random effects the kernel is the model: p = p0 + k1 g - k2 h, in double, member by member.
TEST_F(EnsembleRun, WithoutNoiseAMemberIsItsModel) {
  for (const Timing timing : {Timing::kNextDay, Timing::kSameDay}) {
    Twin twin = reference_twin(timing);
    twin.models = {twin.models[1]};
    TwinModel& m = twin.models[0];
    m.weight = 1.0;
    m.node_weight = {1.0, 0.0};
    m.walk_sd = m.test_sd = {0.0, 0.0};
    std::fill(m.covariance.begin(), m.covariance.end(), 1e-30);
    m.covariance = {1e-20, 0.0, 1e-20, 0.0, 0.0, 1e-20, 1e-20, 0.0, 1e-20, 0.0, 0.0, 1e-20};
    input_.noise = {};
    const EnsembleResult result = run(twin, input_);
    Banister::State<double> x{2400.0, 700.0};
    const auto rates = Banister::rates<double>({40.0, 10.0});
    for (int day = -input_.lead; day < input_.days; ++day) {
      const double load = input_.load[0][static_cast<std::size_t>(day + input_.lead)];
      step_day<Banister, double>(timing, rates, x, load, [&](const auto& seen) {
        if (day < 0) return;
        EXPECT_NEAR(at(result.plan[0], 5, day, input_.days), 250.0 + 0.04 * seen.g - 0.05 * seen.h, 2e-3);
      });
    }
  }
}

TEST_F(EnsembleRun, NoiseHasTheSizeItSays) {
  Twin twin = reference_twin(Timing::kNextDay);
  twin.models = {twin.models[0]};
  twin.models[0].weight = 1.0;
  twin.models[0].node_weight = {0.0, 1.0};
  input_.members = 20000;
  input_.store_members = false;
  const EnsembleResult result = run(twin, input_);
  // N(310, 16) at the start, 1.25^2 a day of wandering, 3.5^2 of test scatter; day 89 after the record.
  const double sd = std::sqrt(16.0 + 89 * 1.25 * 1.25 + 3.5 * 3.5);
  const Quantiles& q = result.plan[0].target_performance;
  EXPECT_NEAR(q[2], 310.0, 4.0 * 1.2533 * sd / std::sqrt(20000.0));
  EXPECT_NEAR(q[4] - q[0], 2.0 * 1.6449 * sd, 0.03 * 3.29 * sd);
}

TEST_F(EnsembleRun, MissedSessionsAndIllnessLowerTheLoadByWhatTheySay) {
  Twin twin = reference_twin(Timing::kSameDay);
  twin.models = {twin.models[1]};
  TwinModel& m = twin.models[0];
  m.weight = 1.0;
  std::fill(m.state.begin(), m.state.end(), 0.0);
  input_.members = 8000;
  input_.store_members = true;
  for (auto& load : input_.load) std::fill(load.begin(), load.end(), 100.0);
  const auto mean_fitness = [&](PlanNoise noise) {
    input_.noise = noise;
    const auto plan = run(twin, input_).plan[0];
    double sum = 0.0;
    for (std::size_t i = static_cast<std::size_t>(input_.days) - 1; i < plan.members[1].size();
         i += static_cast<std::size_t>(input_.days)) {
      sum += static_cast<double>(plan.members[1][i]);
    }
    return sum / input_.members;
  };
  const double full = mean_fitness({});
  EXPECT_NEAR(mean_fitness({0.0, 0.2, 0.0, 5.0, 0.0}) / full, 0.8, 0.005);
  // In equilibrium an athlete is ill for onset/(onset + end) of days: 4/365.25 against 1/5.
  const double onset = 4.0 / 365.25, ill = onset / (onset + 0.2);
  EXPECT_NEAR(mean_fitness({0.0, 0.0, 4.0, 5.0, 0.25}) / full, 1.0 - 0.75 * ill, 0.01);
  // The median load is the plan, so the mean is e^(s^2/2) times it.
  EXPECT_NEAR(mean_fitness({0.3, 0.0, 0.0, 5.0, 0.0}) / full, std::exp(0.045), 0.01);
}

/// Fresher every day without training, the best day is the last one, be the number of days even or odd.
TEST_F(EnsembleRun, TheBestDayIsADayOfThePlan) {
  twin_.models = {twin_.models[1]};
  TwinModel& m = twin_.models[0];
  m.weight = 1.0;
  m.walk_sd = {0.0, 0.0};
  m.mean = {250.0, 0.001, 0.05, 250.0, 0.001, 0.05};
  m.covariance.assign(m.covariance.size(), 0.0);
  for (std::size_t i = 0; i < m.covariance.size(); i += 6) {
    m.covariance[i] = m.covariance[i + 2] = m.covariance[i + 5] = 1e-12;
  }
  input_.load = {std::vector<double>(input_.load[0].size(), 0.0)};
  for (const int days : {20, 21}) {
    input_.days = days;
    input_.target_day = days - 1;
    const EnsembleResult result = run(twin_, input_);
    for (float day : result.plan[0].peak_day) EXPECT_EQ(day, static_cast<float>(days - 1));
  }
}

TEST_F(EnsembleRun, NonFiniteMembersAreCountedAndLeftOut) {
  for (double& w : input_.load[1]) w = 3e38;
  const EnsembleResult result = run(twin_, input_);
  EXPECT_EQ(result.plan[0].non_finite_members, 0);
  EXPECT_GT(result.plan[1].non_finite_members, 0);
  EXPECT_LT(result.plan[1].non_finite_members, input_.members);  // the plain level is not affected
  for (float q : result.plan[1].target_performance) EXPECT_TRUE(std::isfinite(q));
}

TEST_F(EnsembleRun, StopsWhenCancelled) {
  std::atomic<bool> cancelled{true};
  Control control;
  control.cancelled = &cancelled;
  EXPECT_FALSE(run_ensemble(twin_, input_, control).has_value());
}

TEST_F(EnsembleRun, ProgressEndsAtTheTotal) {
  std::size_t last = 0, all = 0;
  Control control;
  control.progress = [&](std::size_t done, std::size_t total) {
    EXPECT_GT(done, last);
    last = done, all = total;
  };
  (void)run_ensemble(twin_, input_, control);
  EXPECT_EQ(last, all);
  EXPECT_EQ(all, 180u);
}

/// One model's forecast of the first morning after the record.
template <class Model>
double expected_at_once(const TwinModel& m) {
  constexpr int kN = kCoefficients<Model>;
  double mean = 0.0;
  for (std::size_t k = 0; k < m.nodes(); ++k) {
    Gaussian<kN> x;
    std::copy_n(m.mean.begin() + static_cast<long>(k * x.mean.size()), x.mean.size(), x.mean.begin());
    std::copy_n(m.covariance.begin() + static_cast<long>(k * x.cov.size()), x.cov.size(), x.cov.begin());
    std::array<double, Model::kShape.size()> shape{};
    std::copy_n(m.shape.begin() + static_cast<long>(k * shape.size()), shape.size(), shape.begin());
    std::array<double, kFields<typename Model::template State<double>, double>> state{};
    std::copy_n(m.state.begin() + static_cast<long>(k * state.size()), state.size(), state.begin());
    const auto rates = Model::template rates<double>(from_array<typename Model::template Shape<double>>(shape));
    const Row<kN> row = coefficient_row<Model>(rates, from_array<typename Model::template State<double>>(state));
    const auto part = with_positive_gains<kN, kDeviations<Model>>(x);
    for (int i = 0; i < kN; ++i) mean += m.node_weight[k] * row(i) * part.x.mean[static_cast<std::size_t>(i)];
  }
  return mean;
}

/// The ensemble of a calibrated twin forecasts the same as its banks: the mean of the mixture. So does every model of
/// the catalogue by itself.
TEST(EnsembleOfARealTwin, StartsWhereTheBankEnded) {
  History history;
  history.performance_unit = "W";
  Twin twin = calibrate(shipped_athlete("busso_2017.csv", 2), history, Timing::kNextDay);
  EnsembleInput input;
  input.days = 1;
  input.members = 20000;
  input.seed = 7;
  input.load = {{0.0}};
  input.store_members = true;
  const auto ensemble_mean = [&] {
    const PlanResult plan = run(twin, input).plan[0];
    const std::vector<float>& members = plan.members[0];
    return std::accumulate(members.begin(), members.end(), 0.0) / static_cast<double>(members.size());
  };
  constexpr double kSampling = 0.3;  // four standard errors of 20,000 members that scatter by 9 W
  double mixture = 0.0;
  std::vector<double> alone;
  for_each_model([&]<class Model>() {
    const TwinModel& m = twin.models[alone.size()];
    alone.push_back(expected_at_once<Model>(m));
    mixture += m.weight * alone.back();
  });
  EXPECT_NEAR(ensemble_mean(), mixture, 2.0 * kSampling);  // 625 blocks share out the models in proportion, nearly
  for (std::size_t m = 0; m < alone.size(); ++m) {
    for (std::size_t other = 0; other < alone.size(); ++other) twin.models[other].weight = other == m ? 1.0 : 0.0;
    EXPECT_NEAR(ensemble_mean(), alone[m], kSampling) << twin.models[m].name;
  }
}

}  // namespace
}  // namespace formcast
