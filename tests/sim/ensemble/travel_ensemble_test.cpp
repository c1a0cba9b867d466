#include <gtest/gtest.h>

#include <cmath>

#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/members.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "sim/ensemble/travel_cache.hpp"
#include "sim/ensemble/travel_members.hpp"
#include "tests/sim/travel/flights.hpp"

namespace formcast {
namespace {

constexpr auto kPerformance = static_cast<std::size_t>(Output::kPerformance);

EnsembleInput input_of(const std::vector<TripExposure>& travel) {
  EnsembleInput input;
  input.days = kDays;
  input.target_day = 14;
  input.members = 70;
  input.seed = 7;
  input.store_members = true;
  std::vector<double> load;
  for (int day = 0; day < kDays; ++day) load.push_back(day % 7 == 0 ? 0.0 : 90.0);
  input.load.assign(travel.size(), load);
  input.travel = travel;
  return input;
}

EnsembleResult run(const EnsembleInput& input, int threads = 1) {
  Control control;
  control.threads = threads;
  return run_ensemble(reference_twin(Timing::kNextDay), input, control).value();
}

TEST(TravelEnsemble, APlanWithoutTripsIsAsWithoutTravel) {
  EnsembleInput input = input_of({{}, trip_exposure(at_home(), {east()}, kFirst, kDays)});
  const EnsembleResult with = run(input);
  input.travel.clear();
  const EnsembleResult without = run(input);
  EXPECT_EQ(with.plan[0].members, without.plan[0].members);
  EXPECT_EQ(with.plan[0].bands, without.plan[0].bands);
  EXPECT_TRUE(with.plan[0].travel[0].empty());
  EXPECT_NE(with.plan[1].members, without.plan[1].members);
}

TEST(TravelEnsemble, UntilDepartureNothingIsMisaligned) {
  const EnsembleResult result = run(input_of({{}, trip_exposure(at_home(), {east()}, kFirst, kDays)}));
  for (std::size_t day = 0; day < 9; ++day) {
    for (const TravelOutput zero : {TravelOutput::kMisalignment, TravelOutput::kSleepDebt, TravelOutput::kTravelFatigue,
                                    TravelOutput::kTimeOfDay, TravelOutput::kClockPart}) {
      for (const float q : result.plan[1].travel[static_cast<std::size_t>(zero)][day]) EXPECT_EQ(q, 0.0f) << day;
    }
    EXPECT_EQ(result.plan[1].bands[kPerformance][day], result.plan[0].bands[kPerformance][day]);
  }
}

TEST(TravelEnsemble, SameBitsForAnyThreadsChunksAndTiles) {
  EnsembleInput input = input_of({trip_exposure(at_home(), {west()}, kFirst, kDays)});
  const EnsembleResult whole = run(input);
  input.chunk_days = 4;
  const EnsembleResult cut = run(input, 3);
  EXPECT_EQ(cut.plan[0].bands, whole.plan[0].bands);
  EXPECT_EQ(cut.plan[0].travel, whole.plan[0].travel);
  EXPECT_EQ(cut.plan[0].members, whole.plan[0].members);
}

/// A plan whose loads alone change takes its trips from the cache of the run before, with the same bits; an odd number
/// of days, as kernels take two a pass.
TEST(TravelEnsemble, SameBitsFromACache) {
  EnsembleInput input = input_of({trip_exposure(at_home(), {east()}, kFirst, kDays - 1)});
  input.days = kDays - 1;
  input.load[0].pop_back();
  const auto record = std::make_shared<TravelCache>();
  input.travel_cache = {record};
  run(input);
  ASSERT_TRUE(record->whole);
  for (double& load : input.load[0]) load *= 1.5;
  const EnsembleResult with = run(input, 2);
  input.travel_cache.clear();
  const EnsembleResult without = run(input);
  EXPECT_EQ(with.plan[0].bands, without.plan[0].bands);
  EXPECT_EQ(with.plan[0].travel, without.plan[0].travel);
  EXPECT_EQ(with.plan[0].members, without.plan[0].members);
}

TEST(TravelEnsemble, AMemberDoesNotDependOnHowManyThereAre) {
  EnsembleInput input = input_of({trip_exposure(at_home(), {west()}, kFirst, kDays)});
  const EnsembleResult many = run(input);
  input.members = 1;
  const EnsembleResult one = run(input);
  for (std::size_t day = 0; day < kDays; ++day) {
    EXPECT_EQ(one.plan[0].members[kPerformance][day], many.plan[0].members[kPerformance][day]);
  }
}

/// Without slowed recovery, what a trip takes from each member is the sum of its parts.
TEST(TravelEnsemble, PartsAddUpToWhatTheTripTakes) {
  EnsembleInput input = input_of({{}, trip_exposure(at_home(), {east()}, kFirst, kDays)});
  for (const Effect slowed : {Effect::kSlowedByClock, Effect::kSlowedByDebt}) {
    input.effects[static_cast<std::size_t>(slowed)] = {0.0, 0.0};
  }
  const EnsembleResult result = run(input);
  const Twin twin = reference_twin(Timing::kNextDay);
  const auto blocks = draw_members(twin, input.seed, input.members);
  TravelBlock block = draw_travel({input.seed, athlete_stream(twin.athlete)}, 32, input.effects, baseline(blocks[1]));
  std::vector<TravelDayLanes> change(kDays);
  std::vector<float> shown(kDays * kTravelOutputs * kLanes);
  const TravelRows rows{shown.data(), kLanes};
  simulate_travel(input.travel[1], 0, kDays, block, change.data(), rows);
  for (std::size_t day = 0; day < kDays; ++day) {
    for (const int lane : {0, 17, 31}) {
      const std::size_t member = static_cast<std::size_t>(32 + lane) * kDays + day;
      const float taken = result.plan[1].members[kPerformance][member] - result.plan[0].members[kPerformance][member];
      float parts = 0.0f;
      for (std::size_t part = static_cast<std::size_t>(TravelOutput::kTimeOfDay); part < kTravelOutputs; ++part) {
        parts += rows.row(day, part)[lane];
      }
      EXPECT_NEAR(taken, parts, 1e-3) << day;
      EXPECT_NEAR(taken, change[day].change[lane], 1e-3) << day;
    }
  }
}

TEST(TravelEnsemble, SlowedRecoveryLeavesMoreFatigueAndNoMoreFitness) {
  const EnsembleResult result = run(input_of({{}, trip_exposure(at_home(), {east()}, kFirst, kDays)}));
  const auto highest = [&](std::size_t plan, Output output, std::size_t day) {
    return result.plan[plan].bands[static_cast<std::size_t>(output)][day][4];
  };
  EXPECT_GT(highest(1, Output::kFatigue, kArrival + 1), highest(0, Output::kFatigue, kArrival + 1));
  EXPECT_FLOAT_EQ(highest(1, Output::kFitness, kArrival + 3), highest(0, Output::kFitness, kArrival + 3));
  EXPECT_LT(result.pair[1][0].difference_mean, 0.0f);
}

}  // namespace
}  // namespace formcast
