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
constexpr std::size_t kFewest = 1000;                    // values; fewer are found as fast by bins
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();

/// Values go by rows of 32, in plain loops: accumulators in Lanes GCC keeps in memory with AVX2, at a fifth of the
/// speed. Marks are made for up to 32 rows at once: of r rows, bit 0 is the last one's.
constexpr std::size_t kRow = kLanes, kRows = 32;

using Bounds = std::array<float, kBrackets>;
using Counts = std::array<std::uint32_t, kBrackets>;

/// For each group of neighbouring ranks, as a quantile's two are: an interval low <= x <= high that should hold them,
/// and a point of it of which is known exactly how many values are less. Brackets that nobody needs hold nothing.
struct Brackets {
  std::size_t size = 0;
  std::array<std::size_t, kBrackets> first{};  ///< the group's first of the ranks
  std::array<double, kBrackets> wanted{};      ///< values to be less than the point, to part the group's ranks evenly
  std::array<double, kBrackets> reach{};       ///< ranks to either side of that
  std::array<double, kBrackets> density{};     ///< values per unit, about
  Bounds point{}, low{}, high{};
  Counts below{};  ///< values less than the point
};

struct Moments {
  double mean, deviation;
};

/// Of whole rows and summed in single precision, which is good enough to guess by.
FORMCAST_CLONES Moments moments(const float* values, std::size_t rows) {
  float sum[kRow] = {}, square[kRow] = {};
  const float origin = values[0];
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t l = 0; l < kRow; ++l) {
      const float x = values[r * kRow + l] - origin;
      sum[l] += x;
      square[l] += x * x;
    }
  }
  double mean = 0.0, mean_square = 0.0;
  for (std::size_t l = 0; l < kRow; ++l) {
    mean += static_cast<double>(sum[l]) / static_cast<double>(rows * kRow);
    mean_square += static_cast<double>(square[l]) / static_cast<double>(rows * kRow);
  }
  return {static_cast<double>(origin) + mean, std::sqrt(mean_square - mean * mean)};
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

/// How many values are less than each, in whole rows.
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

bool group_ranks(std::span<const std::size_t> ranks, Brackets& b) {
  b.low.fill(kInfinity);
  b.high.fill(-kInfinity);
  for (std::size_t first = 0, i = 0; i < ranks.size(); ++i) {
    if (i + 1 < ranks.size() && ranks[i + 1] == ranks[i] + 1) continue;
    if (b.size == kBrackets) return false;
    b.first[b.size] = first;
    b.wanted[b.size] = 0.5 * static_cast<double>(ranks[first] + ranks[i] + 1);
    b.reach[b.size] = 0.5 * static_cast<double>(ranks[i] - ranks[first] + 1);
    b.low[b.size] = -kLargest;
    b.high[b.size++] = kLargest;
    first = i + 1;
  }
  return b.size > 0;
}

/// False where the guess makes no sense.
bool guess_points(const QuantileGuess& guess, const Moments& of, std::size_t n, Brackets& b) {
  for (std::size_t k = 0; k < b.size; ++k) {
    const double point = of.mean + of.deviation * guess.place[k];
    b.density[k] = static_cast<double>(n) * guess.density[k] / of.deviation;
    if (!(std::fabs(point) <= static_cast<double>(kLargest)) || !std::isnormal(b.density[k])) return false;
    b.point[k] = static_cast<float>(point);
  }
  return true;
}

/// Sets brackets that should hold the wanted ranks. They lie as far from the point as the density says, give or take
/// two and a half standard errors: counts vary like Poisson's, and densities are known to a tenth.
void set_bounds(Brackets& b) {
  for (std::size_t k = 0; k < b.size; ++k) {
    const double point = static_cast<double>(b.point[k]), away = b.wanted[k] - b.below[k];
    const double error = b.reach[k] + 2.5 * std::sqrt(9.0 + std::fabs(away) + 0.01 * away * away);
    const double low = std::min(point, point + (away - error) / b.density[k]);
    const double high = std::max(point, point + (away + error) / b.density[k]);
    b.low[k] = static_cast<float>(std::max(low, static_cast<double>(b.low[k])));
    b.high[k] = static_cast<float>(std::min(high, static_cast<double>(b.high[k])));
  }
}

/// Appends the marked ones of up to 32 rows to `to`. Two of every 64 are taken, wanted or not: hardly ever are there
/// more, and the processor guesses the number of turns. Cloned because plain x86-64 has no instruction that counts
/// bits.
FORMCAST_CLONES float* pick_rows(const float* values, std::size_t rows, const std::uint32_t* marks, float* to) {
  constexpr int kUsual = 2;
  const float* const last = values + (rows - 1) * kRow;
  for (std::size_t l = 0; l < kRow; l += 2) {
    std::uint64_t marked = marks[l] | (std::uint64_t{marks[l + 1]} << 32);
    float* const end = to + std::popcount(marked);
    for (int i = 0; i < kUsual || marked != 0; ++i, marked &= marked - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(marked)) % 64;
      *to++ = *(last + l + bit / kRows - bit % kRows * kRow);
    }
    to = end;
  }
  return to;
}

/// Puts the values that lie in brackets into scratch.picked and gives their number; more than `most` are too many.
std::size_t pick(std::span<const float> values, const Brackets& b, std::size_t most, BracketScratch& scratch) {
  const std::size_t rows = values.size() / kRow;
  std::array<float, kRow> rest;  // of the values, filled up with what no bracket holds
  std::fill(std::copy(values.begin() + static_cast<std::ptrdiff_t>(rows * kRow), values.end(), rest.begin()),
            rest.end(), kInfinity);
  scratch.marks.resize(std::max(scratch.marks.size(), rows + 2 * kRow));
  scratch.picked.resize(std::max(scratch.picked.size(), most + 2 * kRow * kRows));
  float *const begin = scratch.picked.data(), *to = begin;
  std::uint32_t* const marks = scratch.marks.data();
  mark_rows(values.data(), rows, b.low, b.high, marks);
  for (std::size_t r = 0; r < rows && to <= begin + most; r += kRows) {
    to = pick_rows(&values[r * kRow], std::min(kRows, rows - r), marks + r, to);
  }
  mark_rows(rest.data(), 1, b.low, b.high, marks);
  return static_cast<std::size_t>(pick_rows(rest.data(), 1, marks, to) - begin);
}

/// Sorts what was picked, which whole rows of infinity may follow. Of equal values all get the first one's place;
/// those that follow repeat it.
void sort_picked(std::size_t n, BracketScratch& scratch) {
  const std::size_t rows = (n + kRow - 1) / kRow * kRow;
  std::fill_n(scratch.picked.begin() + static_cast<std::ptrdiff_t>(n), rows - n, kInfinity);
  scratch.less.resize(std::max(scratch.less.size(), rows));
  count_less_than_each(scratch.picked.data(), rows, scratch.less.data());
  scratch.sorted.assign(n, -kInfinity);
  for (std::size_t i = 0; i < n; ++i) scratch.sorted[scratch.less[i]] = scratch.picked[i];
  for (std::size_t i = 1; i < n; ++i) scratch.sorted[i] = std::max(scratch.sorted[i - 1], scratch.sorted[i]);
}

/// Reads the wanted ranks off scratch.sorted. False when one is not in its bracket after all.
bool settle(std::span<const std::size_t> ranks, const Brackets& b, const BracketScratch& scratch,
            std::span<float> found) {
  const std::vector<float>& sorted = scratch.sorted;
  for (std::size_t k = 0; k < b.size; ++k) {
    const auto less = std::lower_bound(sorted.begin(), sorted.end(), b.point[k]) - sorted.begin();
    const std::size_t end = k + 1 < b.size ? b.first[k + 1] : ranks.size();
    for (std::size_t i = b.first[k]; i < end; ++i) {
      const std::size_t at = ranks[i] + static_cast<std::size_t>(less) - b.below[k];  // less than 0 is beyond the end
      if (at >= sorted.size() || sorted[at] < b.low[k] || sorted[at] > b.high[k]) return false;
      found[i] = sorted[at];
    }
  }
  return true;
}

void keep_places(const Brackets& b, const Moments& of, std::span<const float> found, QuantileGuess& guess) {
  for (std::size_t k = 0; k < b.size; ++k) {
    guess.place[k] = (static_cast<double>(found[b.first[k]]) - of.mean) / of.deviation;
  }
}

}  // namespace

bool order_statistics_by_brackets(std::span<const float> values, std::span<const std::size_t> ranks,
                                  QuantileGuess& guess, std::span<float> found, BracketScratch& scratch) {
  Brackets b;
  if (guess.wait > 0 || values.size() < kFewest || !group_ranks(ranks, b)) return false;
  const Moments of = moments(values.data(), values.size() / kRow);
  if (!guess_points(guess, of, values.size(), b)) return false;
  count_less(values.data(), values.size(), b.point, b.below);
  set_bounds(b);
  const auto most = static_cast<std::size_t>(std::sqrt(32.0 * static_cast<double>(values.size())));
  const std::size_t size = pick(values, b, most, scratch);
  if (size > most) return false;
  sort_picked(size, scratch);
  if (!settle(ranks, b, scratch, found)) return false;
  keep_places(b, of, found, guess);
  guess.setback = 0;
  return true;
}

void learn_guess(std::span<const float> values, std::span<const std::size_t> ranks, std::span<const float> found,
                 QuantileGuess& guess) {
  constexpr double kAround = 0.1;  // standard deviations to either side that a density is taken over
  constexpr int kLongest = 31;
  Brackets b;
  if (values.size() < kFewest || !group_ranks(ranks, b)) return;
  if (guess.wait > 0) {
    --guess.wait;
    return;
  }
  guess.wait = guess.setback;
  guess.setback = std::min(2 * guess.setback + 1, kLongest);
  const Moments of = moments(values.data(), values.size() / kRow);
  if (!std::isnormal(of.deviation)) return;
  keep_places(b, of, found, guess);
  Bounds low{}, high{};
  for (std::size_t k = 0; k < b.size; ++k) {
    low[k] = static_cast<float>(of.mean + of.deviation * (guess.place[k] - kAround));
    high[k] = static_cast<float>(of.mean + of.deviation * (guess.place[k] + kAround));
  }
  Counts below, above;
  count_less(values.data(), values.size(), low, below);
  count_less(values.data(), values.size(), high, above);
  for (std::size_t k = 0; k < b.size; ++k) {
    guess.density[k] = (above[k] - below[k]) / (2.0 * kAround * static_cast<double>(values.size()));
  }
}

}  // namespace formcast
