#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/gaussian.hpp"
#include "engine/lanes_math.hpp"
#include "engine/positive.hpp"
#include "engine/target_clones.hpp"

namespace formcast {

/// How noisy a node of the bank takes the athlete to be.
struct NoiseLevel {
  double walk_sd;    ///< of the baseline's random walk [performance / sqrt(day)]
  double test_sd;    ///< of one test about performance [performance]
  double log_prior;  ///< log of its prior mass
};

/// What a bank expects of one test.
struct Forecast {
  double mean = 0.0;
  double sd = 0.0;
  double log_positive = 0.0;  ///< log of the posterior mass whose gains are all >= 0, without that constraint
};

/// One node: a filter and the share of the bank it carries.
template <int N>
struct BankNode {
  Gaussian<N> x;  ///< gains unrestricted
  double share;   ///< posterior mass with gains >= 0, of the mass of all nodes without that restriction
  int shape;
  int noise;
};

/// Eight filters of one shape with noise levels that follow each other, computed together.
template <int N>
struct FilterCell {
  static constexpr int kWide = 8;
  using Eight = Eigen::Array<double, kWide, 1>;

  Gaussian<N, Eight> x;
  Eight log_weight;             ///< log of prior mass x likelihood
  Eight share = Eight::Zero();  ///< weight relative to the heaviest node's of the bank
  double best;                  ///< highest log weight
  double total = 0.0;           ///< sum of the shares
  int shape;
  int first_level;

  Gaussian<N> filter(int i) const {
    Gaussian<N> one;
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.mean.size(); ++k) one.mean[k] = x.mean[k](i);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.cov.size(); ++k) one.cov[k] = x.cov[k](i);
    return one;
  }
  void set_filter(int i, const Gaussian<N>& one) {
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.mean.size(); ++k) x.mean[k](i) = one.mean[k];
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.cov.size(); ++k) x.cov[k](i) = one.cov[k];
  }
};

/// A cell learns from one test. Straight arithmetic on one filter in a loop over eight, which the compiler turns into
/// vector instructions once the short loops within are unrolled.
template <int N>
FORMCAST_CLONES void observe(FilterCell<N>& __restrict cell, const Row<N>& h,
                             const typename FilterCell<N>::Eight& test_variance, double y) {
  constexpr double kLog2Pi = 1.8378770664093454836;
  const Row<N> row = h;  // for all the compiler knows a store to the cell could change it
  typename FilterCell<N>::Eight chi_square, precision;
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    Gaussian<N> x = cell.filter(i);
    const Innovation seen = observe(x, row, test_variance(i), y);
    chi_square(i) = seen.error * seen.error * seen.precision;
    precision(i) = seen.precision;
    cell.set_filter(i, x);
  }
  cell.log_weight += 0.5 * (precision.log() - chi_square - kLog2Pi);
  cell.best = cell.log_weight.maxCoeff();
}

/// The cell's shares once the bank's best log weight is known. In float: the log weights keep all their digits, and
/// seven are more than a share needs.
template <int N>
FORMCAST_CLONES void share_out(FilterCell<N>& __restrict cell, double best) {
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    cell.share(i) = static_cast<double>(exp(static_cast<float>(cell.log_weight(i) - best)));
  }
  cell.total = cell.share.sum();
}

/// A weighted bank of Gaussian filters over N coefficients (baseline p0 first, then gains), one filter for each pair of
/// shape and noise level. Given the pair a model is linear in the coefficients, so every filter is exact, and the bank
/// is a quadrature over what is not linear. Gains are constant and so their constraint >= 0 commutes with learning: the
/// filters run without it and it enters the forecasts, the weights and the draws.
///
/// Not thread-safe; one athlete and one model a bank.
template <int N>
class FilterBank {
 public:
  /// `prior` and `log_prior` are (shapes). The prior masses need not be normalised. Levels that are likely together
  /// should follow each other: eight by eight they are dropped when they have become unlikely.
  FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior, std::span<const NoiseLevel> noise);

  /// The baseline wanders for so many days.
  void walk(double days);

  /// Learns from one test. `h` (shapes): what multiplies the coefficients on that day, 1 for the baseline.
  void observe(std::span<const Row<N>> h, double y);

  /// The test that `observe` would learn from next, gains restricted to >= 0. To stay quick with tens of thousands of
  /// nodes, 128 of them stand for all, chosen by systematic resampling, so no randomness and an error far below sd.
  Forecast forecast(std::span<const Row<N>> h) const;

  /// log of the likelihood of all tests learned so far, without the constraint on the gains.
  double log_evidence() const { return best_ + std::log(total_); }

  /// Every node that carries at least a billionth of the posterior; the shares sum to the mass with gains >= 0.
  std::vector<BankNode<N>> posterior() const;

 private:
  using Cell = FilterCell<N>;
  using Eight = typename Cell::Eight;

  /// Cells whose every node is this far below the best in log weight are dropped: e^-30 changes no printed digit.
  static constexpr double kForget = 30.0;

  void share_out();
  std::size_t group(const Cell& cell) const { return static_cast<std::size_t>(cell.first_level / Cell::kWide); }

  std::vector<Eight> walk_variance_, test_variance_;  // (groups of eight levels)
  std::vector<Cell> cells_;
  double best_ = 0.0;   // highest log weight
  double total_ = 0.0;  // sum of the shares
};

template <int N>
FilterBank<N>::FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior,
                          std::span<const NoiseLevel> noise) {
  for (std::size_t first = 0; first < noise.size(); first += Cell::kWide) {
    Cell cell;
    Eight walk, test, log_noise_prior;
    for (int i = 0; i < Cell::kWide; ++i) {
      const std::size_t l = first + static_cast<std::size_t>(i);
      const NoiseLevel& level = noise[std::min(l, noise.size() - 1)];  // those beyond the last have no weight
      walk(i) = level.walk_sd * level.walk_sd;
      test(i) = level.test_sd * level.test_sd;
      log_noise_prior(i) = l < noise.size() ? level.log_prior : -1e300;
    }
    walk_variance_.push_back(walk);
    test_variance_.push_back(test);
    cell.first_level = static_cast<int>(first);
    for (std::size_t s = 0; s < prior.size(); ++s) {
      for (int i = 0; i < Cell::kWide; ++i) cell.set_filter(i, prior[s]);
      cell.log_weight = log_prior[s] + log_noise_prior;
      cell.best = cell.log_weight.maxCoeff();
      cell.shape = static_cast<int>(s);
      cells_.push_back(cell);
    }
  }
  share_out();
}

template <int N>
void FilterBank<N>::share_out() {
  best_ = -1e300;
  for (const Cell& cell : cells_) best_ = std::max(best_, cell.best);
  std::erase_if(cells_, [&](const Cell& cell) { return cell.best < best_ - kForget; });
  total_ = 0.0;
  for (Cell& cell : cells_) {
    formcast::share_out<N>(cell, best_);
    total_ += cell.total;
  }
}

template <int N>
void FilterBank<N>::walk(double days) {
  for (Cell& cell : cells_) cell.x.cov[0] += walk_variance_[group(cell)] * days;
}

template <int N>
void FilterBank<N>::observe(std::span<const Row<N>> h, double y) {
  for (Cell& cell : cells_) {
    formcast::observe<N>(cell, h[static_cast<std::size_t>(cell.shape)], test_variance_[group(cell)], y);
  }
  share_out();
}

template <int N>
Forecast FilterBank<N>::forecast(std::span<const Row<N>> h) const {
  constexpr int kPoints = 128;
  double mass = 0.0, mean = 0.0, square = 0.0, before = 0.0;
  int point = 0;
  const auto next = [&] { return (point + 0.5) / kPoints * total_; };
  for (const Cell& cell : cells_) {
    const Row<N>& row = h[static_cast<std::size_t>(cell.shape)];
    double passed = before;
    before += cell.total;
    if (!(next() <= before)) continue;  // most cells hold no point
    for (int i = 0; i < Cell::kWide; ++i) {
      passed += cell.share(i);
      int points = 0;
      while (point < kPoints && next() <= passed) ++point, ++points;
      if (points == 0) continue;
      const PositivePart<N> part = with_positive_gains(cell.filter(i));
      double m = 0.0, v = test_variance_[group(cell)](i);
      for (int j = 0; j < N; ++j) {
        m += row(j) * part.x.mean[static_cast<std::size_t>(j)];
        for (int k = 0; k < N; ++k) v += row(j) * row(k) * part.x.cov[part.x.at(j, k)];
      }
      const double w = points * part.probability;
      mass += w;
      mean += w * m;
      square += w * (v + m * m);
    }
  }
  mean /= mass;
  return {mean, std::sqrt(square / mass - mean * mean), std::log(mass / kPoints)};
}

template <int N>
std::vector<BankNode<N>> FilterBank<N>::posterior() const {
  constexpr double kLeastShare = 1e-9;
  std::vector<BankNode<N>> nodes;
  for (const Cell& cell : cells_) {
    for (int i = 0; i < Cell::kWide; ++i) {
      const double share = cell.share(i) / total_;
      if (share < kLeastShare) continue;
      const Gaussian<N> x = cell.filter(i);
      const double probability = with_positive_gains(x).probability;
      if (probability > 0.0) nodes.push_back({x, share * probability, cell.shape, cell.first_level + i});
    }
  }
  return nodes;
}

}  // namespace formcast
