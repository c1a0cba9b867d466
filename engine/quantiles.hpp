#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace formcast {

/// Memory that quantiles() works in, kept by the caller (one for each thread) so that calls allocate nothing once
/// it has grown to the largest sample.
struct QuantileScratch {
  /// Wanted ranks that fell into one bin, and the bin's values.
  struct Group {
    std::size_t first_rank, rank_count;  ///< of QuantileScratch::ranks
    std::size_t below;                   ///< values in lower bins
    std::size_t begin, size;             ///< of Level::kept
    std::uint16_t bin;
  };
  struct Level {
    std::vector<std::uint16_t> bin;       ///< (values) where each value fell
    std::vector<std::uint32_t> count;     ///< (2 x bins)
    std::vector<std::uint8_t> wanted;     ///< (bins) 1 where the bin holds a wanted rank
    std::vector<std::uint8_t> mark;       ///< (values) 1 where the value's bin does
    std::vector<std::uint32_t> position;  ///< (bins) where in `kept` the bin's next value goes
    std::vector<Group> groups;
    std::vector<float> kept;  ///< the values of the bins that hold wanted ranks
  };
  std::array<Level, 4> levels;     ///< ever finer bins
  std::vector<std::size_t> ranks;  ///< see quantile_ranks
  std::vector<float> statistics;   ///< (ranks) what was found
  std::vector<float> sorted;
};

/// Sample quantiles, type 7 of Hyndman & Fan (1996, R's default): with h = (n-1) p, the order statistics around h
/// interpolated linearly in double, rounded to float. Exact for every finite input and the same on every machine; a
/// zero has no sign.
/// values: finite numbers in any order (leave non-finite members out first: with a NaN the result is unspecified);
/// none gives NaN. probabilities: ascending, in [0, 1]. result: as many as probabilities.
void quantiles(std::span<const float> values, std::span<const double> probabilities, std::span<float> result,
               QuantileScratch& scratch);

/// For order statistics found in another way (quantile_brackets.hpp): the ranks that the quantiles of n >= 1 values
/// need, from 0, ascending, no duplicates; and the quantiles, given the order statistics of these ranks.
void quantile_ranks(std::size_t n, std::span<const double> probabilities, std::vector<std::size_t>& ranks);
void interpolate(std::size_t n, std::span<const double> probabilities, std::span<const std::size_t> ranks,
                 std::span<const float> statistics, std::span<float> result);

}  // namespace formcast
