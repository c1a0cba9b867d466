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
#include "sim/ensemble/plan_result.hpp"
#include "sim/travel/travel_plan.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// Days computed before their bands are taken: a multiple of four, where run_days may start.
inline constexpr int kLongestChunkDays = 8, kShortestChunkDays = 4;

/// Plans that go through the days together, so that random numbers are drawn once for all of them.
inline constexpr int kMostPlansTogether = 8;

struct TravelRecord;

/// One athlete's plans, resolved to daily loads.
struct EnsembleInput {
  std::vector<std::vector<double>> load;  ///< [plan] (lead + days) planned load of each day after the record [w]
  std::vector<TravelPlan>
      travel;  ///< [plan] of the same days; one without days is a plan without trips; empty: all are
  /// [plan] of a plan with trips: filled where it is not whole, and taken in place of living the trips where it is. It
  /// has to be of the same twin, seed, members, days, trips and effects. Changes no result; empty: nothing is kept.
  std::vector<std::shared_ptr<TravelRecord>> travel_record;
  EffectPriors effects = kEffectPriors;
  int lead = 0;        ///< days between the record's end and the plans' start: lived through, not reported
  int days = 0;        ///< days reported
  int target_day = 0;  ///< counted from the plans' start
  std::optional<double> target_performance;  ///< [p]
  PlanNoise noise;
  int members = 0;
  std::uint64_t seed = 0;
  bool store_members = false;          ///< keep every trajectory in the result
  bool keep_target_members = false;    ///< keep what every member can do on the target day, both kinds of them
  double worthwhile = 0.0;             ///< how much two plans have to differ for it to count [p]
  int chunk_days = kLongestChunkDays;  ///< see ensemble_bytes; changes no result, and neither does the next
  int most_plans_together = kMostPlansTogether;
};

/// Most members that plans are compared by: what they say of 100 is then right to one.
inline constexpr int kMostDecisionMembers = 4096;

/// What one athlete's ensemble gives. Members share random numbers across plans, so differences are paired. Levels are
/// those of members drawn to forecast, differences those of members drawn to decide (MembersFor).
struct EnsembleResult {
  std::vector<PlanResult> plan;               ///< planned_load and planned_test are the caller's to fill
  std::vector<std::vector<PairResult>> pair;  ///< [plan][other]; the diagonal is not filled
};

/// One athlete's members, drawn and ready to live the plans. What they give depends on the twin, the input and nothing
/// else: not on threads, chunks, instruction set or platform, and a member not on how many members, plans or days there
/// are.
class Ensemble {
 public:
  /// `input` must outlive the ensemble.
  Ensemble(const Twin& twin, const EnsembleInput& input);
  ~Ensemble();

  /// Runs every member of every plan. Returns nothing when `control` was cancelled. `control.progress` counts
  /// (plan, day) pairs.
  std::optional<EnsembleResult> run(const Control& control) const;

  /// The trajectories of `count` members from `first` on, a multiple of 32, lived over again: bit for bit those whose
  /// bands run() takes. Several threads may ask at once.
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

/// How many of `plans` plans go through the days together.
std::size_t plans_together(const EnsembleInput& input, std::size_t plans);

/// The most memory that running an ensemble takes, beside its twin and what it returns [bytes]: per member its state
/// as drawn and in each plan that goes together, the days of a chunk with their random numbers, and for each thread a
/// day's values with what sorting them takes. The shorter the chunk, the less, and the more often the threads meet.
std::size_t ensemble_bytes(const EnsembleInput& input, std::size_t plans, int threads);

/// The random stream of an athlete: FNV-1a of the id, so that it does not change with the roster.
std::uint64_t athlete_stream(std::string_view athlete);

/// A hash of every stored trajectory that does not depend on the order in which members were computed.
std::uint64_t trajectory_hash(const PlanResult& result);

}  // namespace formcast
