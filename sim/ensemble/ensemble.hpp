#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/ensemble/plan_noise.hpp"
#include "sim/ensemble/plan_pair.hpp"
#include "sim/ensemble/plan_result.hpp"
#include "sim/travel/trip_exposure.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// Days computed before their bands are taken: a multiple of four, where run_days may start.
inline constexpr int kLongestChunkDays = 8, kShortestChunkDays = 4;

/// Plans simulated side by side, so that random numbers are drawn once for all of them.
inline constexpr int kMostPlansTogether = 8;

struct TravelCache;

/// One athlete's plans, resolved to daily loads.
struct EnsembleInput {
  std::vector<std::vector<double>> load;  ///< [plan] (lead + days) planned load of each day after the record [w]
  /// [plan] of the same days; one without days is a plan without trips; empty: all are.
  std::vector<TripExposure> travel;
  /// [plan] of a plan with trips: filled unless it is whole, else used in place of simulating the trips. Must be of the
  /// same twin, seed, members, days, trips and effects. Changes no result; empty: nothing is kept.
  std::vector<std::shared_ptr<TravelCache>> travel_cache;
  EffectPriors effects = kEffectPriors;
  int lead = 0;        ///< days between the record's end and the plans' start: simulated, not reported
  int days = 0;        ///< days reported
  int target_day = 0;  ///< counted from the plans' start
  std::optional<double> target_performance;  ///< [p]
  PlanNoise noise;
  int members = 0;
  std::uint64_t seed = 0;
  bool store_members = false;          ///< keep every trajectory in the result
  bool keep_target_members = false;    ///< keep every member's performance on the target day, of both kinds
  double worthwhile = 0.0;             ///< smallest worthwhile difference between two plans [p]
  int chunk_days = kLongestChunkDays;  ///< see ensemble_bytes; changes no result, and neither does the next
  int most_plans_together = kMostPlansTogether;
};

/// Most members that plans are compared by: enough for probabilities right to 1 of 100.
inline constexpr int kMostDecisionMembers = 4096;

/// One athlete's ensemble. Members share random numbers across plans, so differences are paired. Levels are
/// those of members drawn to forecast, differences those of members drawn to decide (MembersFor).
struct EnsembleResult {
  std::vector<PlanResult> plan;               ///< planned_load and planned_test are the caller's to fill
  std::vector<std::vector<PairResult>> pair;  ///< [plan][other]; the diagonal is not filled
};

/// One athlete's members, drawn and ready to simulate the plans. Results depend on the twin and the input only, not on
/// threads, chunks, instruction set or platform; a member does not depend on how many members, plans or days there are.
class Ensemble {
 public:
  /// `input` must outlive the ensemble.
  Ensemble(const Twin& twin, const EnsembleInput& input);
  ~Ensemble();

  /// Runs every member of every plan. Returns nothing when `control` was cancelled. `control.progress` counts
  /// (plan, day) pairs.
  std::optional<EnsembleResult> run(const Control& control) const;

  /// The trajectories of `count` members from `first` on, a multiple of 32, simulated again: bit for bit those whose
  /// bands run() takes. Thread-safe.
  void trajectories(std::size_t plan, int first, int count, Trajectories& into) const;

  /// The effects of trips on 32 members from `first` on, a multiple of 32.
  Effects<Lanes> effects(int first) const;

 private:
  struct Drawn;

  void keep_members(std::size_t plan, PlanResult& result) const;
  std::optional<std::vector<std::vector<float>>> decision_targets(const Control& control) const;

  std::unique_ptr<const Drawn> drawn_;
};

/// An ensemble run at once.
std::optional<EnsembleResult> run_ensemble(const Twin& twin, const EnsembleInput& input, const Control& control);

/// How many of `plans` plans are simulated side by side.
std::size_t plans_together(const EnsembleInput& input, std::size_t plans);

/// Peak memory of an ensemble's run, without its twin and its result [bytes]: per member its state as drawn and in each
/// plan run side by side, the days of a chunk with their random numbers, and per thread a day's values with what
/// sorting them needs. A shorter chunk needs less, and synchronizes the threads more often.
std::size_t ensemble_bytes(const EnsembleInput& input, std::size_t plans, int threads);

/// The random stream of an athlete: FNV-1a of the id, so that it does not change with the roster.
std::uint64_t athlete_stream(std::string_view athlete);

/// A hash of every stored trajectory that does not depend on the order in which members were computed.
std::uint64_t trajectory_hash(const PlanResult& result);

}  // namespace formcast
