#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace formcast {

/// What one sample foretells of the next in a series, such as an ensemble's values from day to day: where the wanted
/// order statistics lie once mean and standard deviation, which change more, have been taken out. Any guess may be
/// used with any sample: it bears on how long quantiles() takes, never on what comes out.
struct QuantileGuess {
  static constexpr std::size_t kMost = 5;  ///< groups of neighbouring ranks

  std::array<double, kMost> place{};    ///< standard deviations from the mean
  std::array<double, kMost> density{};  ///< share of the values per standard deviation
  int wait = 0;                         ///< samples still to be left alone, and
  int setback = 0;                      ///< as many as after the next failure: a series that defies guesses is let be
};

/// Memory that order_statistics_by_brackets() works in.
struct BracketScratch {
  std::vector<std::uint32_t> marks;  ///< a bit for each value: it lies in a bracket
  std::vector<float> picked;         ///< the values that do
  std::vector<std::uint32_t> less;   ///< (picked) how many of them are less
  std::vector<float> sorted;
};

/// Finds the order statistics `ranks` (from 0, ascending, no duplicates) of finite values in any order, exactly, where
/// the guess is good, and keeps it up to date. Says false, with nothing of use in `found`, where it is not, where
/// values are few or where the ranks form more than five groups of neighbours.
bool order_statistics_by_brackets(std::span<const float> values, std::span<const std::size_t> ranks,
                                  QuantileGuess& guess, std::span<float> found, BracketScratch& scratch);

/// Takes a new guess from that sample, once its order statistics have been found in another way.
void learn_guess(std::span<const float> values, std::span<const std::size_t> ranks, std::span<const float> found,
                 QuantileGuess& guess);

}  // namespace formcast
