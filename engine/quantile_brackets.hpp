#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace formcast {

/// A guess from one sample for the next in a series, such as an ensemble's values from day to day: the wanted order
/// statistics, standardised by mean and standard deviation, which change more. Any guess may be used with any sample:
/// it affects the time of the search, never the result.
struct QuantileGuess {
  static constexpr std::size_t kMost = 5;  ///< groups of neighbouring ranks

  std::array<double, kMost> place{};    ///< standard deviations from the mean
  std::array<double, kMost> density{};  ///< share of the values per standard deviation
};

/// Approximate moments: summed in single precision, which is enough for a guess.
struct SampleMoments {
  double count = 0.0, sum = 0.0, squares = 0.0;

  /// As if the values had been one sample.
  void add(const SampleMoments& other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
  }
  double mean() const { return sum / count; }
  double deviation() const { return std::sqrt(squares / count - mean() * mean()); }
};

/// Of all values but the last few that fill no row of 32.
SampleMoments sample_moments(std::span<const float> values);

/// Memory that a search works in; one for each thread.
struct BracketScratch {
  std::vector<std::uint32_t> marks;  ///< a bit for each value: it is in a bracket
  std::vector<std::uint32_t> less;   ///< (picked) how many of them are less
  std::vector<float> sorted;
};

/// Finds order statistics of one sample, exactly, from a good guess. The values may be in parts, each in the cache of
/// another core, and are passed over three times:
///
///     moments = sum of sample_moments(part);        if (!search.aim(guess, ranks, n, moments)) give up;
///     counts = sum of search.count(part);           search.set_bounds(counts);
///     picked = all that search.pick(part) appends;  if (!search.settle(picked, found)) give up;
///
/// A caller that gives up finds the order statistics in another way, and learns a better guess (`learn_guess`). The
/// functions of a part are const and may run in several threads at once.
class BracketSearch {
 public:
  using Counts = std::array<std::uint32_t, QuantileGuess::kMost>;
  static constexpr std::size_t kTooMany = std::numeric_limits<std::size_t>::max();

  /// Chooses a point near each group of neighbouring ranks (from 0, ascending, no duplicates; they must outlive the
  /// search) of a sample of `n` values. False where the guess is unusable, values are few or there are more than
  /// five groups.
  bool aim(const QuantileGuess& guess, std::span<const std::size_t> ranks, std::size_t n, const SampleMoments& moments);

  /// How many values of a part are less than each point.
  Counts count(std::span<const float> part) const;

  /// Sets brackets about the points that should hold the wanted ranks. `below`: of all parts.
  void set_bounds(const Counts& below);

  /// Puts the part's values in brackets into `picked` from index `used` on, growing it as needed, and returns the index
  /// after the last; or kTooMany for more than a quarter of the part, which is not worth it.
  std::size_t pick(std::span<const float> part, std::vector<float>& picked, std::size_t used,
                   BracketScratch& scratch) const;

  /// Reads the order statistics off all picked values (and pads `picked` to whole rows). Returns false, with `found`
  /// unspecified, where one is not in its bracket after all.
  bool settle(std::vector<float>& picked, std::span<float> found, BracketScratch& scratch) const;

  /// A guess for the next sample, from what was found in this one.
  void keep_places(std::span<const float> found, QuantileGuess& guess) const;

 private:
  static constexpr std::size_t kBrackets = QuantileGuess::kMost;  // a constant, so that loops over brackets unroll
  using Bounds = std::array<float, kBrackets>;

  std::size_t most() const;

  std::span<const std::size_t> ranks_;
  SampleMoments moments_;
  std::size_t n_ = 0;
  std::size_t size_ = 0;                        // groups of neighbouring ranks, such as a quantile's two
  std::array<std::size_t, kBrackets> first_{};  // the group's first of the ranks
  std::array<double, kBrackets> wanted_{};      // values below an ideal point, in the middle of the group's ranks
  std::array<double, kBrackets> reach_{};       // ranks to either side of that
  std::array<double, kBrackets> density_{};     // values per unit, approximately
  Bounds point_{}, low_{}, high_{};             // a bracket is low <= x <= high; unused ones are empty
  Counts below_{};                              // values less than the point
};

/// Takes a new guess from a sample whose order statistics `ranks` were found in another way. False, without a new
/// guess, where guesses do not suit the sample.
bool learn_guess(std::span<const float> values, std::span<const std::size_t> ranks, std::span<const float> found,
                 QuantileGuess& guess);

}  // namespace formcast
