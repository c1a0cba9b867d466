// Exact order statistics from a guess: count the values below a point near each wanted rank, bracket the rank by that
// count and a density, pick the values within, sort them. Relies on nothing for the result, which is checked; on a good
// guess for speed. Costs three vectorised passes and O(n) for the picked ones, which are at most sqrt(32 n).
#include "engine/quantile_brackets.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/lanes.hpp"
#include "engine/target_clones.hpp"

namespace formcast {
namespace {

constexpr std::size_t kBrackets = QuantileGuess::kMost;  // a constant, so that loops over brackets unroll
constexpr std::size_t kFewest = 1000;                    // values; below that bins are as fast
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();

/// Rows of 32 values in plain loops: with Lanes and AVX2, GCC keeps accumulators in memory, at a fifth of the speed.
/// Marks are made for up to 32 rows at once: of r rows, bit 0 is the last one's.
constexpr std::size_t kRow = kLanes, kRows = 32;

using Bounds = std::array<float, kBrackets>;
using Counts = BracketSearch::Counts;

FORMCAST_CLONES SampleMoments row_moments(const float* values, std::size_t rows) {
  float sum[kRow] = {}, square[kRow] = {};
  // Sums about the first value lose fewer digits in float.
  const float origin = values[0];
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t l = 0; l < kRow; ++l) {
      const float x = values[r * kRow + l] - origin;
      sum[l] += x;
      square[l] += x * x;
    }
  }
  double sums = 0.0, squares = 0.0;
  for (std::size_t l = 0; l < kRow; ++l) {
    sums += static_cast<double>(sum[l]);
    squares += static_cast<double>(square[l]);
  }
  const double count = static_cast<double>(rows * kRow), from = static_cast<double>(origin);
  return {count, sums + count * from, squares + from * (2.0 * sums + count * from)};
}

FORMCAST_CLONES void count_less(const float* __restrict values, std::size_t n, const Bounds& points, Counts& less) {
  const Bounds of = points;
  Counts count{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < kBrackets; ++k) count[k] += values[i] < of[k] ? 1u : 0u;
  }
  less = count;
}

FORMCAST_CLONES void mark_rows(const float* __restrict values, std::size_t rows, const Bounds& lows,
                               const Bounds& highs, std::uint32_t* __restrict marks) {
  const Bounds low = lows, high = highs;
  for (std::size_t begin = 0; begin < rows; begin += kRows, marks += kRow) {
    std::uint32_t mark[kRow] = {};
    const std::size_t end = std::min(begin + kRows, rows);
    for (std::size_t r = begin; r < end; ++r) {
      const float* const row = values + r * kRow;
      for (std::size_t l = 0; l < kRow; ++l) {
        // In any bracket, without a branch.
        std::uint32_t within = 0;
        for (std::size_t k = 0; k < kBrackets; ++k) {
          within |= (row[l] >= low[k] ? 1u : 0u) & (row[l] <= high[k] ? 1u : 0u);
        }
        mark[l] = 2 * mark[l] + within;
      }
    }
    for (std::size_t l = 0; l < kRow; ++l) marks[l] = mark[l];
  }
}

/// Counts for each value those less than it, in whole rows.
FORMCAST_CLONES void count_less_than_each(const float* __restrict values, std::size_t n,
                                          std::uint32_t* __restrict less) {
  for (std::size_t i = 0; i < n; i += kRow) {
    std::uint32_t count[kRow] = {};
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t l = 0; l < kRow; ++l) count[l] += values[j] < values[i + l] ? 1u : 0u;
    }
    for (std::size_t l = 0; l < kRow; ++l) less[i + l] = count[l];
  }
}

/// Appends the marked values of up to 32 rows to `to`. Two of every 64 are copied, marked or not: more are rare, and so
/// the loop count is predictable. Cloned because plain x86-64 has no popcount.
FORMCAST_CLONES float* pick_rows(const float* values, std::size_t rows, const std::uint32_t* marks, float* to) {
  constexpr int kUsual = 2;
  const float* const last = values + (rows - 1) * kRow;
  for (std::size_t l = 0; l < kRow; l += 2) {
    std::uint64_t marked = marks[l] | (std::uint64_t{marks[l + 1]} << 32);
    float* const end = to + std::popcount(marked);
    // Surplus copies are overwritten: `to` ends behind the marked ones.
    for (int i = 0; i < kUsual || marked != 0; ++i, marked &= marked - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(marked)) % 64;
      *to++ = *(last + l + bit / kRows - bit % kRows * kRow);
    }
    to = end;
  }
  return to;
}

/// Sorts picked values by rank, in whole rows. Equal values share one place; the gap behind it is then filled.
void sort_picked(const std::vector<float>& picked, std::size_t n, BracketScratch& scratch) {
  scratch.less.resize(std::max(scratch.less.size(), picked.size()));
  count_less_than_each(picked.data(), picked.size(), scratch.less.data());
  scratch.sorted.assign(n, -kInfinity);
  for (std::size_t i = 0; i < n; ++i) scratch.sorted[scratch.less[i]] = picked[i];
  for (std::size_t i = 1; i < n; ++i) scratch.sorted[i] = std::max(scratch.sorted[i - 1], scratch.sorted[i]);
}

}  // namespace

SampleMoments sample_moments(std::span<const float> values) {
  return values.size() < kRow ? SampleMoments{} : row_moments(values.data(), values.size() / kRow);
}

bool BracketSearch::aim(const QuantileGuess& guess, std::span<const std::size_t> ranks, std::size_t n,
                        const SampleMoments& moments) {
  ranks_ = ranks;
  moments_ = moments;
  n_ = n;
  size_ = 0;
  low_.fill(kInfinity);
  high_.fill(-kInfinity);
  if (n < kFewest) return false;
  // A group is a run of consecutive ranks; the point aims at its middle.
  for (std::size_t first = 0, i = 0; i < ranks.size(); ++i) {
    if (i + 1 < ranks.size() && ranks[i + 1] == ranks[i] + 1) continue;
    if (size_ == kBrackets) return false;
    const std::size_t k = size_++;
    const double point = moments.mean() + moments.deviation() * guess.place[k];
    first_[k] = first;
    wanted_[k] = 0.5 * static_cast<double>(ranks[first] + ranks[i] + 1);
    reach_[k] = 0.5 * static_cast<double>(ranks[i] - ranks[first] + 1);
    density_[k] = static_cast<double>(n) * guess.density[k] / moments.deviation();
    if (!(std::fabs(point) <= static_cast<double>(kLargest)) || !std::isnormal(density_[k])) return false;
    point_[k] = static_cast<float>(point);
    first = i + 1;
  }
  return size_ > 0;
}

BracketSearch::Counts BracketSearch::count(std::span<const float> part) const {
  Counts less;
  count_less(part.data(), part.size(), point_, less);
  return less;
}

void BracketSearch::set_bounds(const Counts& below) {
  below_ = below;
  for (std::size_t k = 0; k < size_; ++k) {
    // Distance from the point by the density, plus and minus two and a half standard errors: counts are Poisson, and
    // densities are known to a tenth.
    const double point = static_cast<double>(point_[k]), away = wanted_[k] - below[k];
    const double error = reach_[k] + 2.5 * std::sqrt(9.0 + std::fabs(away) + 0.01 * away * away);
    const double low = std::min(point, point + (away - error) / density_[k]);
    const double high = std::max(point, point + (away + error) / density_[k]);
    low_[k] = static_cast<float>(std::max(low, -static_cast<double>(kLargest)));
    high_[k] = static_cast<float>(std::min(high, static_cast<double>(kLargest)));
  }
}

std::size_t BracketSearch::most() const { return static_cast<std::size_t>(std::sqrt(32.0 * static_cast<double>(n_))); }

std::size_t BracketSearch::pick(std::span<const float> part, std::vector<float>& picked, std::size_t used,
                                BracketScratch& scratch) const {
  const std::size_t rows = part.size() / kRow, begin = used, enough = part.size() / 4 + kRow;
  // The last, incomplete row is padded with a value that is in no bracket.
  std::array<float, kRow> rest;
  std::fill(std::copy(part.begin() + static_cast<std::ptrdiff_t>(rows * kRow), part.end(), rest.begin()), rest.end(),
            kInfinity);
  scratch.marks.resize(std::max(scratch.marks.size(), rows + 2 * kRow));
  std::uint32_t* const marks = scratch.marks.data();
  mark_rows(part.data(), rows, low_, high_, marks);
  // With room for pick_rows's surplus copies.
  const auto take = [&](const float* values, std::size_t of, const std::uint32_t* mark) {
    if (picked.size() < used + of * kRow + 2 * kRow) picked.resize(2 * picked.size() + 2 * kRow * (kRows + 2));
    used = static_cast<std::size_t>(pick_rows(values, of, mark, &picked[used]) - picked.data());
  };
  for (std::size_t r = 0; r < rows && used <= begin + enough; r += kRows) {
    take(&part[r * kRow], std::min(kRows, rows - r), marks + r);
  }
  if (rows * kRow < part.size()) {
    mark_rows(rest.data(), 1, low_, high_, marks);
    take(rest.data(), 1, marks);
  }
  return used <= begin + enough ? used : kTooMany;
}

bool BracketSearch::settle(std::vector<float>& picked, std::span<float> found, BracketScratch& scratch) const {
  const std::size_t n = picked.size();
  if (n > most()) return false;
  picked.resize((n + kRow - 1) / kRow * kRow, kInfinity);
  sort_picked(picked, n, scratch);
  const std::vector<float>& sorted = scratch.sorted;
  // Ranks count from the values below the point, which were counted exactly.
  for (std::size_t k = 0; k < size_; ++k) {
    const auto less = std::lower_bound(sorted.begin(), sorted.end(), point_[k]) - sorted.begin();
    const std::size_t end = k + 1 < size_ ? first_[k + 1] : ranks_.size();
    for (std::size_t i = first_[k]; i < end; ++i) {
      const std::size_t at = ranks_[i] + static_cast<std::size_t>(less) - below_[k];  // negative wraps beyond the end
      if (at >= sorted.size() || sorted[at] < low_[k] || sorted[at] > high_[k]) return false;
      found[i] = sorted[at];
    }
  }
  return true;
}

void BracketSearch::keep_places(std::span<const float> found, QuantileGuess& guess) const {
  for (std::size_t k = 0; k < size_; ++k) {
    guess.place[k] = (static_cast<double>(found[first_[k]]) - moments_.mean()) / moments_.deviation();
  }
}

bool learn_guess(std::span<const float> values, std::span<const std::size_t> ranks, std::span<const float> found,
                 QuantileGuess& guess) {
  constexpr double kAround = 0.1;  // standard deviations on either side for the density
  const SampleMoments moments = sample_moments(values);
  const double deviation = moments.deviation();
  QuantileGuess flat;  // any usable guess: only the groups are needed
  flat.density.fill(1.0);
  BracketSearch search;
  if (!search.aim(flat, ranks, values.size(), moments)) return false;
  search.keep_places(found, guess);
  Bounds low{}, high{};
  for (std::size_t k = 0; k < kBrackets; ++k) {
    low[k] = static_cast<float>(moments.mean() + deviation * (guess.place[k] - kAround));
    high[k] = static_cast<float>(moments.mean() + deviation * (guess.place[k] + kAround));
  }
  Counts below, above;
  count_less(values.data(), values.size(), low, below);
  count_less(values.data(), values.size(), high, above);
  for (std::size_t k = 0; k < kBrackets; ++k) {
    guess.density[k] = (above[k] - below[k]) / (2.0 * kAround * static_cast<double>(values.size()));
  }
  return true;
}

}  // namespace formcast
