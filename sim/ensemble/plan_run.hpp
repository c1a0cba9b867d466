#pragma once

#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/ensemble/chance.hpp"
#include "sim/ensemble/chunk_bands.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/members.hpp"
#include "sim/ensemble/travel_cache.hpp"

namespace formcast {

/// What plans that go through the days together use one after the other: where a chunk of days is, and what its bands
/// are taken with.
struct Workplace {
  Workplace(const EnsembleInput& input, const Chances& chances, std::size_t blocks, int threads);

  const EnsembleInput& input;
  SharedChance chance;
  std::vector<Cohort> cohorts;
  ChunkBands bands;
};

/// One plan on its way through the days.
class PlanRun {
 public:
  /// `travel`: nothing, or what the plan's trips make of its days; `record` likewise, see EnsembleInput. `members` are
  /// as they are before the first day.
  PlanRun(const KernelPlan& kernel, const TravelPlan* travel, TravelRecord* record, std::vector<AnyBlock> members,
          Workplace& at);

  /// Lives days [first, first + count) and takes their bands. False when `control` was cancelled.
  bool run_chunk(int first, int count, const Control& control);

  /// To be called after the last day.
  PlanResult finish();
  /// (members) performance on the target day.
  std::vector<float>& target() { return target_; }

 private:
  void set_out();
  bool live(int first, int count, const Control& control);
  bool take_bands(int first, int count, const Control& control);
  bool take_travel_bands(int first, int count, const Control& control);
  bool follow_guesses(const Control& control);
  void live_block(Cohort& cohort, std::size_t b, int first, int count);

  const EnsembleInput& input_;
  KernelPlan kernel_;
  const TravelPlan* travel_;
  TravelRecord* record_;
  std::vector<AnyBlock> blocks_;
  std::vector<TravelBlock> travel_blocks_;  // of a plan with trips
  BandGuesses guesses_;
  Workplace& at_;
  bool finite_ = true;
  PlanResult result_;
  std::vector<float> target_;
};

/// Plan against plan, member by member; `worthwhile` is the difference that counts as one [p]. NaN throughout where no
/// member's difference is finite.
PairResult compare_plans(const std::vector<float>& plan, const std::vector<float>& other, double worthwhile);

}  // namespace formcast
