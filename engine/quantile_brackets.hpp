#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace formcast {

/// What one sample foretells of the next in a series, such as an ensemble's values from day to day: where the wanted
/// order statistics lie once mean and standard deviation, which change more, have been taken out. Any guess may be
/// used with any sample: it bears on how long the search takes, never on what comes out.
struct QuantileGuess {
  static constexpr std::size_t kMost = 5;  ///< groups of neighbouring ranks

  std::array<double, kMost> place{};    ///< standard deviations from the mean
  std::array<double, kMost> density{};  ///< share of the values per standard deviation
};

/// Where values lie, about: summed in single precision, which is good enough to guess by.
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
  std::vector<std::uint32_t> marks;  ///< a bit for each value: it lies in a bracket
  std::vector<std::uint32_t> less;   ///< (picked) how many of them are less
  std::vector<float> sorted;
};

/// Finds order statistics of one sample, exactly, from a good guess. The values may lie in parts, each in the cache of
/// another core, and are passed over three times:
///
///     moments = sum of sample_moments(part);        if (!search.aim(guess, ranks, n, moments)) give up;
///     counts = sum of search.count(part);           search.set_bounds(counts);
///     picked = all that search.pick(part) appends;  if (!search.settle(picked, found)) give up;
///
/// Whoever gives up finds the order statistics in another way, and learns a better guess (`learn_guess`). What works on
/// parts changes nothing in the search and may go on in several threads at once.
class BracketSearch {
 public:
  using Counts = std::array<std::uint32_t, QuantileGuess::kMost>;
  static constexpr std::size_t kTooMany = std::numeric_limits<std::size_t>::max();

  /// Chooses a point near each group of neighbouring ranks (from 0, ascending, no duplicates; they must outlive the
  /// search) of a sample of `n` values. False where the guess makes no sense, values are few or the groups more than
  /// five.
  bool aim(const QuantileGuess& guess, std::span<const std::size_t> ranks, std::size_t n, const SampleMoments& moments);

  /// How many values of a part are less than each point.
  Counts count(std::span<const float> part) const;

  /// Sets brackets about the points that should hold the wanted ranks. `below`: of all parts.
  void set_bounds(const Counts& below);

  /// Puts the part's values that lie in brackets into `picked` from place `used` on, which grows as it must, and gives
  /// the place after the last; or kTooMany where they are more than a quarter, which is not worth it.
  std::size_t pick(std::span<const float> part, std::vector<float>& picked, std::size_t used,
                   BracketScratch& scratch) const;

  /// Reads the order statistics off all that was picked (and fills `picked` up to whole rows). Says false, with nothing
  /// of use in `found`, where one is not in its bracket after all.
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
  std::size_t size_ = 0;                        // groups of neighbouring ranks, as a quantile's two are
  std::array<std::size_t, kBrackets> first_{};  // the group's first of the ranks
  std::array<double, kBrackets> wanted_{};      // values to be less than the point, to part the group's ranks evenly
  std::array<double, kBrackets> reach_{};       // ranks to either side of that
  std::array<double, kBrackets> density_{};     // values per unit, about
  Bounds point_{}, low_{}, high_{};             // a bracket is low <= x <= high; one that nobody needs holds nothing
  Counts below_{};                              // values less than the point
};

/// Takes a new guess from a sample whose order statistics `ranks` have been found in another way. False, and no new
/// guess, where the sample is not one that guesses suit.
bool learn_guess(std::span<const float> values, std::span<const std::size_t> ranks, std::span<const float> found,
                 QuantileGuess& guess);

}  // namespace formcast
