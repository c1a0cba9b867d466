#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/quantile_brackets.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// Guesses of the bands of one plan's outputs, carried from chunk to chunk.
struct BandGuesses {
  /// A series whose guesses fail is skipped for twice as many chunks each time.
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
/// cohort; settle() of every sample, and learn() of those it fails; keep_guesses(). Calls for different cohorts or
/// samples may run in parallel.
class ChunkBands {
 public:
  /// For chunks of up to `days`.
  ChunkBands(std::size_t members, std::size_t cohorts, std::size_t days);

  /// Starts the next `days` days of the plan with these guesses; bands are needed from day `from` on.
  void begin(std::size_t from, std::size_t days, BandGuesses& guesses);

  void weigh(std::size_t cohort, const Cohort& of);

  /// Whether any sample has a usable guess; if not, the next three steps may be skipped.
  bool aim();
  void count(std::size_t cohort, const Cohort& of);
  void set_bounds();
  void pick(std::size_t cohort, const Cohort& of);

  /// False where the sample's quantiles must be found in another way.
  bool settle(std::size_t sample, Quantiles& result);
  /// Learns a guess from a sample that settle() failed: its finite values, and the order statistics behind its
  /// quantiles.
  void learn(std::size_t sample, std::span<const float> values, std::span<const float> statistics);
  void keep_guesses();

 private:
  struct Sample {
    BracketSearch search;
    bool aimed = false, found = false, learned = false;
    QuantileGuess guess;  ///< for the next one
  };
  /// One cohort's part of every sample.
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
