#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/quantile_brackets.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// What is known of the bands of one plan's outputs from one chunk to the next.
struct BandGuesses {
  /// A series that defies guesses is let be for twice as many chunks each time.
  struct Series {
    QuantileGuess guess;
    bool known = false;
    int wait = 0, setback = 0;
  };
  std::array<Series, kOutputs> series;
};

/// Takes the bands of some days from cohorts that stay where they are: each pass over the values of a cohort is made by
/// the thread that has them in its cache, and only sums and the few values about each quantile go from core to core. A
/// sample is one output of one day, numbered day * kOutputs + output.
///
/// In this order: begin(); weigh() of every cohort; aim(); count() of every cohort; set_bounds(); pick() of every
/// cohort; settle() of every sample, and learn() of those it fails; keep_guesses(). What takes a cohort or a sample may
/// be called by several threads at once.
class ChunkBands {
 public:
  /// For chunks of up to `days`.
  ChunkBands(std::size_t members, std::size_t cohorts, std::size_t days);

  /// The next `days` days of the plan with these guesses, of which those from `from` on are of interest.
  void begin(std::size_t from, std::size_t days, BandGuesses& guesses);

  void weigh(std::size_t cohort, const Cohort& of);

  /// Says whether any sample has a guess worth following; if not, the next three steps may be left out.
  bool aim();
  void count(std::size_t cohort, const Cohort& of);
  void set_bounds();
  void pick(std::size_t cohort, const Cohort& of);

  /// False where the sample's quantiles must be found in another way.
  bool settle(std::size_t sample, Quantiles& result);
  /// Learns from a sample that settle() failed: its values, less any that are not finite, and those of them that the
  /// quantiles were made of.
  void learn(std::size_t sample, std::span<const float> values, std::span<const float> statistics);
  void keep_guesses();

 private:
  struct Sample {
    BracketSearch search;
    bool aimed = false, found = false, learned = false;
    QuantileGuess guess;  ///< for the next one
  };
  /// What one cohort says of every sample.
  struct Share {
    std::vector<SampleMoments> moments;
    std::vector<BracketSearch::Counts> below;
    std::vector<float> picked;
    std::vector<std::size_t> begin, end;  ///< of `picked`; end may be BracketSearch::kTooMany
  };

  std::vector<std::size_t> ranks_;
  std::size_t members_, days_ = 0;
  BandGuesses* guesses_ = nullptr;
  std::vector<Sample> samples_;
  std::vector<Share> shares_;
};

}  // namespace formcast
