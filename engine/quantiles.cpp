// Exact order statistics by radix-like selection: bin all values, keep the bins that hold a wanted rank, repeat on
// those. Relies on binning that preserves order under rounding. Costs a few passes over the values, the later
// levels being small; after four levels std::nth_element finishes.
#include "engine/quantiles.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>

#include "engine/lanes.hpp"
#include "engine/target_clones.hpp"

namespace formcast {
namespace {

using Level = QuantileScratch::Level;

constexpr int kBinBits = 10;
constexpr std::size_t kBins = 1 << kBinBits;
constexpr std::int32_t kLastBin = kBins - 1;
constexpr std::size_t kFew = 96;  // up to so many are sorted at once
[[maybe_unused]] constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

struct Extent {
  float low, high;
};

/// At least kLanes values; the last block overlaps the one before it.
FORMCAST_CLONES Extent extent(const float* values, std::size_t n) {
  Lanes low = Lanes::load(values + n - kLanes), high = low;
  for (std::size_t i = 0; i + kLanes <= n; i += kLanes) {
    const Lanes x = Lanes::load(values + i);
    low = min(x, low);
    high = max(x, high);
  }
  return {*std::min_element(low.v, low.v + kLanes), *std::max_element(high.v, high.v + kLanes)};
}

/// Of the values in one bin.
FORMCAST_CLONES Extent extent_of_bin(const float* __restrict values, const std::uint16_t* __restrict bin, std::size_t n,
                                     std::uint16_t wanted) {
  float low = std::numeric_limits<float>::infinity(), high = -low;
  for (std::size_t i = 0; i < n; ++i) {
    const float x = values[i];
    low = bin[i] == wanted ? std::min(x, low) : low;
    high = bin[i] == wanted ? std::max(x, high) : high;
  }
  return {low, high};
}

/// Of a few hundred values: this excludes outliers, which would stretch the bins, but rarely a quantile that is wanted.
Extent extent_of_sample(std::span<const float> values) {
  constexpr std::size_t kSample = 256;
  Extent of{values[0], values[0]};
  const std::size_t step = std::max<std::size_t>(1, values.size() / kSample);
  for (std::size_t i = 0; i < values.size(); i += step) {
    of.low = std::min(of.low, values[i]);
    of.high = std::max(of.high, values[i]);
  }
  return of;
}

/// Bins of equal width, the first and the last open-ended. Subtracting, scaling, clamping and truncating
/// all keep order, whatever they round: a smaller value never lands in a higher bin.
FORMCAST_CLONES void bins_by_value(const float* __restrict values, std::size_t n, Extent of, float scale,
                                   std::uint16_t* __restrict bin) {
  for (std::size_t i = 0; i < n; ++i) {
    const float place = std::max(0.0f, std::min((values[i] - of.low) * scale, static_cast<float>(kLastBin)));
    bin[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>(place) & kLastBin);
  }
}

/// A float's rank among all floats: an integer that grows with it. Adding zero makes -0 equal to 0.
std::uint32_t place_among_floats(float x) {
  const std::int32_t word = std::bit_cast<std::int32_t>(x + 0.0f);
  return static_cast<std::uint32_t>(word ^ ((word >> 31) & 0x7fffffff));
}

/// Bins that hold equally many floats, hence about equally wide on a logarithmic scale.
FORMCAST_CLONES void bins_by_place(const float* __restrict values, std::size_t n, Extent of,
                                   std::uint16_t* __restrict bin) {
  const std::uint32_t low = place_among_floats(of.low);
  const int shift = std::max(0, static_cast<int>(std::bit_width(place_among_floats(of.high) - low)) - kBinBits);
  for (std::size_t i = 0; i < n; ++i) {
    bin[i] = static_cast<std::uint16_t>(((place_among_floats(values[i]) - low) >> shift) & kLastBin);
  }
}

/// Bins of equal width suit most samples, and a second time their outliers. What is still crowded spans many powers of
/// ten and is binned by place; so is an extent that overflows, or whose inverse does.
void assign_bins(std::span<const float> values, Extent of, std::size_t depth, std::vector<std::uint16_t>& bin) {
  bin.resize(std::max(bin.size(), values.size()));
  const float scale = static_cast<float>(kLastBin) / (of.high - of.low);
  if (depth == 2 || !std::isnormal(scale)) {
    bins_by_place(values.data(), values.size(), of, bin.data());
  } else {
    bins_by_value(values.data(), values.size(), of, scale, bin.data());
  }
}

/// Neighbours often share a bin, and their increments would wait for each other: two tables in turn.
void count_bins(Level& level, std::size_t n) {
  level.count.assign(2 * kBins, 0);
  std::uint32_t* const even = level.count.data();
  std::uint32_t* const odd = even + kBins;
  const std::uint16_t* const bin = level.bin.data();
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    ++even[bin[i]];
    ++odd[bin[i + 1]];
    ++even[bin[i + 2]];
    ++odd[bin[i + 3]];
  }
  for (; i < n; ++i) ++even[bin[i]];
  for (std::size_t b = 0; b < kBins; ++b) even[b] += odd[b];
}

/// A search for `rank_count` ranks from `first_rank` on among `values`, the least of which has rank `below`.
struct Request {
  std::span<const float> values;
  std::size_t first_rank, rank_count, below;
};

/// Finds the bins that hold the wanted ranks and gives each its place in `kept`.
void group_ranks(const Request& request, const std::vector<std::size_t>& ranks, Level& level) {
  level.wanted.assign(kBins, 0);
  level.position.resize(kBins);
  level.groups.clear();
  std::size_t bin = 0, below = request.below, kept = 0;
  for (std::size_t r = request.first_rank; r < request.first_rank + request.rank_count; ++r) {
    // Ranks ascend, so the search for the bin goes on where the last one ended.
    while (ranks[r] >= below + level.count[bin]) below += level.count[bin++];
    if (level.wanted[bin] != 0) {
      ++level.groups.back().rank_count;
      continue;
    }
    level.wanted[bin] = 1;
    level.position[bin] = static_cast<std::uint32_t>(kept);
    level.groups.push_back({r, 1, below, kept, level.count[bin], static_cast<std::uint16_t>(bin)});
    kept += level.count[bin];
  }
  level.kept.resize(std::max(level.kept.size(), kept));
}

/// The bins searched for in one pass over all values.
using SomeBins = std::array<std::uint16_t, 8>;

/// Sets a 1 for each value in one of the bins.
FORMCAST_CLONES void mark_values(const std::uint16_t* __restrict bin, std::size_t n, const SomeBins& wanted,
                                 std::uint8_t* __restrict mark) {
  const SomeBins of = wanted;
  for (std::size_t i = 0; i < n; ++i) {
    std::uint16_t is = 0;
    for (const std::uint16_t one : of) is = static_cast<std::uint16_t>(is | (bin[i] == one ? 1 : 0));
    mark[i] = static_cast<std::uint8_t>(mark[i] | is);
  }
}

/// Collects the values of the wanted bins, bin by bin. They are few: once marked, eight values are skipped at a time.
void keep_groups(std::span<const float> values, Level& level) {
  const std::size_t n = values.size();
  // Eight bins a pass; the last one is repeated to fill up the eight.
  level.mark.assign(n + sizeof(std::uint64_t), 0);
  for (std::size_t g = 0; g < level.groups.size(); g += std::tuple_size_v<SomeBins>) {
    SomeBins wanted;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      wanted[k] = level.groups[std::min(g + k, level.groups.size() - 1)].bin;
    }
    mark_values(level.bin.data(), n, wanted, level.mark.data());
  }
  for (std::size_t i = 0; i < n; i += sizeof(std::uint64_t)) {
    // A zero word means no marks among eight values.
    std::uint64_t eight;
    std::memcpy(&eight, &level.mark[i], sizeof eight);
    if (eight == 0) continue;
    for (std::size_t k = i; k < i + sizeof eight; ++k) {
      if (level.mark[k] != 0) level.kept[level.position[level.bin[k]]++] = values[k];
    }
  }
}

/// Settles crowded bins of one repeated value, such as zero for a model without fitness, without copying them.
void settle_repeated(const Request& request, Level& level, std::vector<float>& statistics) {
  constexpr std::size_t kCrowded = 8;  // holds an eighth of all values
  std::erase_if(level.groups, [&](const QuantileScratch::Group& group) {
    if (group.size * kCrowded < request.values.size()) return false;
    const Extent of = extent_of_bin(request.values.data(), level.bin.data(), request.values.size(), group.bin);
    if (of.low != of.high) return false;
    std::fill_n(statistics.begin() + static_cast<std::ptrdiff_t>(group.first_rank), group.rank_count, of.low);
    level.wanted[group.bin] = 0;
    return true;
  });
}

void by_partition(const Request& request, QuantileScratch& scratch) {
  std::vector<float>& sorted = scratch.sorted;
  sorted.assign(request.values.begin(), request.values.end());
  if (sorted.size() <= kFew) std::sort(sorted.begin(), sorted.end());
  // Ranks ascend, so each partition starts behind the last.
  auto from = sorted.begin();
  for (std::size_t r = request.first_rank; r < request.first_rank + request.rank_count; ++r) {
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(scratch.ranks[r] - request.below);
    if (sorted.size() > kFew) std::nth_element(from, at, sorted.end());
    scratch.statistics[r] = *at;
    from = at + 1;
  }
}

void order_statistics(const Request& request, std::size_t depth, QuantileScratch& scratch) {
  const std::size_t n = request.values.size();
  if (n <= kFew || depth == scratch.levels.size()) return by_partition(request, scratch);
  // Bin by a sample's extent at first, by the true one below or where the sample has no usable extent.
  const Extent sampled = depth == 0 ? extent_of_sample(request.values) : Extent{0.0f, 0.0f};
  const bool suits = std::isnormal(static_cast<float>(kLastBin) / (sampled.high - sampled.low));
  const Extent of = suits ? sampled : extent(request.values.data(), n);
  if (of.low == of.high) {
    std::fill_n(scratch.statistics.begin() + static_cast<std::ptrdiff_t>(request.first_rank), request.rank_count,
                of.low);
    return;
  }
  // Bin, find the bins that matter, and search those of more than one value again.
  Level& level = scratch.levels[depth];
  assign_bins(request.values, of, depth, level.bin);
  count_bins(level, n);
  group_ranks(request, scratch.ranks, level);
  settle_repeated(request, level, scratch.statistics);
  keep_groups(request.values, level);
  for (const QuantileScratch::Group& group : level.groups) {
    const std::span<const float> kept(level.kept.data() + group.begin, group.size);
    order_statistics({kept, group.first_rank, group.rank_count, group.below}, depth + 1, scratch);
  }
}

/// The rank at or below quantile p of n values, and the fraction of the way to the next.
struct Place {
  std::size_t rank;
  double fraction;
};
Place place(std::size_t n, double probability) {
  const double h = static_cast<double>(n - 1) * probability;
  const double rank = std::floor(h);
  return {static_cast<std::size_t>(rank), h - rank};
}

}  // namespace

void quantile_ranks(std::size_t n, std::span<const double> probabilities, std::vector<std::size_t>& ranks) {
  ranks.clear();
  for (const double p : probabilities) {
    const std::size_t rank = place(n, p).rank;
    for (const std::size_t r : {rank, std::min(rank + 1, n - 1)}) {
      if (ranks.empty() || ranks.back() < r) ranks.push_back(r);
    }
  }
}

void interpolate(std::size_t n, std::span<const double> probabilities, std::span<const std::size_t> ranks,
                 std::span<const float> statistics, std::span<float> result) {
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const auto [rank, fraction] = place(n, probabilities[i]);
    const auto found = static_cast<std::size_t>(std::lower_bound(ranks.begin(), ranks.end(), rank) - ranks.begin());
    const double a = statistics[found], b = statistics[std::min(found + 1, ranks.size() - 1)];
    result[i] = static_cast<float>(a + fraction * (b - a) + 0.0);  // + 0 drops the sign of zero, which depends on order
  }
}

void quantiles(std::span<const float> values, std::span<const double> probabilities, std::span<float> result,
               QuantileScratch& scratch) {
  assert(result.size() == probabilities.size());
  assert(std::is_sorted(probabilities.begin(), probabilities.end()));
  assert(values.size() < kNowhere);
  if (values.empty()) {
    std::fill(result.begin(), result.end(), std::numeric_limits<float>::quiet_NaN());
    return;
  }
  quantile_ranks(values.size(), probabilities, scratch.ranks);
  scratch.statistics.resize(scratch.ranks.size());
  order_statistics({values, 0, scratch.ranks.size(), 0}, 0, scratch);
  interpolate(values.size(), probabilities, scratch.ranks, scratch.statistics, result);
}

}  // namespace formcast
