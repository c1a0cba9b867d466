#pragma once

#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/ensemble/chunk_bands.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/members.hpp"
#include "sim/ensemble/noise_draws.hpp"
#include "sim/ensemble/travel_cache.hpp"

namespace formcast {

/// Shared by plans that are simulated side by side, one after the other: a chunk's days, and the search for its bands.
struct Workplace {
  Workplace(const EnsembleInput& input, const NoiseRates& rates, std::size_t blocks, int threads);

  const EnsembleInput& input;
  SharedNoise noise;
  std::vector<Cohort> cohorts;
  ChunkBands bands;
};

/// One plan's run through the days.
class PlanRun {
 public:
  /// `travel` and `cache` (see EnsembleInput) may be null. `members` are as they are before the first day.
  PlanRun(const KernelPlan& kernel, const TripExposure* travel, TravelCache* cache, std::vector<AnyBlock> members,
          Workplace& at);

  /// Simulates days [first, first + count) and takes their bands. False when `control` was cancelled.
  bool run_chunk(int first, int count, const Control& control);

  /// To be called after the last day.
  PlanResult finish();
  /// (members) performance on the target day.
  std::vector<float>& target() { return target_; }

 private:
  void begin_travel();
  bool simulate(int first, int count, const Control& control);
  bool take_bands(int first, int count, const Control& control);
  bool take_travel_bands(int first, int count, const Control& control);
  bool follow_guesses(const Control& control);
  void simulate_block(Cohort& cohort, std::size_t b, int first, int count);

  const EnsembleInput& input_;
  KernelPlan kernel_;
  const TripExposure* travel_;
  TravelCache* cache_;
  std::vector<AnyBlock> blocks_;
  std::vector<TravelBlock> travel_blocks_;  // of a plan with trips
  BandGuesses guesses_;
  Workplace& at_;
  bool finite_ = true;
  PlanResult result_;
  std::vector<float> target_;
};

}  // namespace formcast
