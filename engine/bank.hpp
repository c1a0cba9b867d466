#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/filter_cell.hpp"
#include "engine/positive.hpp"

namespace formcast {

/// What a bank expects of one test.
struct Forecast {
  double mean = 0.0;
  double sd = 0.0;
};

/// One node: a filter and the share of the bank it carries.
template <int N>
struct BankNode {
  Gaussian<N> x;  ///< gains unrestricted
  double share;   ///< posterior mass with gains >= 0, of the mass of all nodes without that restriction
  double trust;   ///< the same of the weights that forget
  int shape;
  int noise;
};

/// A node that stands for its neighbours in a forecast.
template <int N>
struct BankPoint {
  Gaussian<N> x;  ///< gains restricted to >= 0
  double weight;
  double walk_variance, test_variance, state_variance;
  int shape;
};

/// A weighted bank of Gaussian filters over N coefficients: baseline p0 first, then gains, then D deviations of the
/// model's states, which fade each day and are stirred by state noise. One filter for each pair of shape and noise
/// level: given the pair a model is linear in the coefficients, so every filter is exact, and the bank is a quadrature
/// over what is not linear. Gains are constant and so their constraint >= 0 commutes with learning: the filters run
/// without it and it enters the forecasts, the weights and the draws.
///
/// Two sets of weights that are never mixed up: the posterior, and for forecasts one in which past tests fade
/// (dynamic model averaging; Raftery et al. 2010, Technometrics 52:52), so that the bank follows an athlete who
/// changes.
///
/// Not thread-safe; one athlete and one model a bank.
template <int N, int D = 0>
class FilterBank {
 public:
  using Decay = std::array<double, D>;  ///< what a day leaves of each deviation

  /// What the fading weights keep of the past at each test: ten tests, as it were.
  static constexpr double kMemory = 0.9;

  /// `prior` and `log_prior` are (shapes); so is `decay`, which may be empty when D is 0. The prior masses need not be
  /// normalised. Levels that are likely together should follow each other: eight by eight they are dropped when they
  /// have become unlikely.
  FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior, std::span<const NoiseLevel> noise,
             std::span<const Decay> decay = {});

  /// The baseline and the deviations live through so many days.
  void walk(int days);

  /// Learns from one test. `h` (shapes): what multiplies the coefficients on that day, 1 for the baseline.
  void observe(std::span<const Row<N>> h, double y);

  /// 128 nodes that stand for all in a forecast, chosen by systematic resampling of the fading weights, so no
  /// randomness and an error far below the forecast's sd.
  std::vector<BankPoint<N>> points() const;

  /// The test a number of days ahead. `h` (shapes) as for `observe`.
  Forecast forecast(std::span<const BankPoint<N>> points, std::span<const Row<N>> h, int days) const;

  /// log of the likelihood of all tests learned so far, without the constraint on the gains.
  double log_evidence() const { return best_ + std::log(total_); }

  /// Every node that carries at least a billionth of the posterior, or a millionth of the fading weights. The shares
  /// sum to the mass with gains >= 0.
  std::vector<BankNode<N>> posterior() const;

 private:
  using Cell = FilterCell<N>;
  using Eight = typename Cell::Eight;
  struct Group {  // eight noise levels
    Eight walk_variance, test_variance, state_variance, log_prior;
  };

  /// Cells whose every node is this far below the best in both log weights are dropped: e^-30 changes no printed digit.
  static constexpr double kForget = 30.0;

  void share_out();
  const Group& group(const Cell& cell) const {
    return groups_[static_cast<std::size_t>(cell.first_level / Cell::kWide)];
  }
  static void live(Gaussian<N, Eight>& x, const Decay& decay, const Group& noise, int days);

  std::vector<Group> groups_;
  std::vector<double> log_prior_;  // (shapes)
  std::vector<Decay> decay_;       // (shapes)
  std::vector<Cell> cells_;
  double best_ = 0.0, best_trust_ = 0.0;    // highest log weights
  double total_ = 0.0, total_trust_ = 0.0;  // sums of the shares
};

template <int N, int D>
FilterBank<N, D>::FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior,
                             std::span<const NoiseLevel> noise, std::span<const Decay> decay)
    : log_prior_(log_prior.begin(), log_prior.end()), decay_(decay.begin(), decay.end()) {
  for (std::size_t first = 0; first < noise.size(); first += Cell::kWide) {
    Group group;
    for (int i = 0; i < Cell::kWide; ++i) {
      const std::size_t l = first + static_cast<std::size_t>(i);
      const NoiseLevel& level = noise[std::min(l, noise.size() - 1)];  // those beyond the last have no weight
      group.walk_variance(i) = level.walk_sd * level.walk_sd;
      group.test_variance(i) = level.test_sd * level.test_sd;
      group.state_variance(i) = level.state_sd * level.state_sd;
      group.log_prior(i) = l < noise.size() ? level.log_prior : -1e300;
    }
    groups_.push_back(group);
    Cell cell;
    cell.first_level = static_cast<int>(first);
    for (std::size_t s = 0; s < prior.size(); ++s) {
      for (int i = 0; i < Cell::kWide; ++i) cell.set_filter(i, prior[s]);
      cell.log_weight = cell.log_trust = log_prior[s] + group.log_prior;
      cell.best = cell.best_trust = cell.log_weight.maxCoeff();
      cell.shape = static_cast<int>(s);
      cells_.push_back(cell);
    }
  }
  share_out();
}

template <int N, int D>
void FilterBank<N, D>::share_out() {
  best_ = best_trust_ = -1e300;
  for (const Cell& cell : cells_) {
    best_ = std::max(best_, cell.best);
    best_trust_ = std::max(best_trust_, cell.best_trust);
  }
  std::erase_if(
      cells_, [&](const Cell& cell) { return cell.best < best_ - kForget && cell.best_trust < best_trust_ - kForget; });
  total_ = total_trust_ = 0.0;
  for (Cell& cell : cells_) {
    formcast::share_out<N>(cell, best_, best_trust_);
    total_ += cell.total;
    total_trust_ += cell.total_trust;
  }
}

template <int N, int D>
void FilterBank<N, D>::live(Gaussian<N, Eight>& x, const Decay& decay, const Group& noise, int days) {
  x.cov[0] += noise.walk_variance * static_cast<double>(days);
  for (int d = 0; d < D; ++d) {
    const int at = N - D + d;
    const double day = decay[static_cast<std::size_t>(d)], left = std::pow(day, days);
    x.mean[static_cast<std::size_t>(at)] *= left;
    for (int j = 0; j < N; ++j) x.cov[x.at(at, j)] *= j == at ? left * left : left;
    x.cov[x.at(at, at)] += noise.state_variance * ((1.0 - left * left) / (1.0 - day * day));
  }
}

template <int N, int D>
void FilterBank<N, D>::walk(int days) {
  for (Cell& cell : cells_) {
    live(cell.x, D > 0 ? decay_[static_cast<std::size_t>(cell.shape)] : Decay{}, group(cell), days);
  }
}

template <int N, int D>
void FilterBank<N, D>::observe(std::span<const Row<N>> h, double y) {
  for (Cell& cell : cells_) {
    const auto shape = static_cast<std::size_t>(cell.shape);
    const Eight log_prior = group(cell).log_prior + log_prior_[shape];
    formcast::observe<N>(cell, h[shape], group(cell).test_variance, log_prior, kMemory, y);
  }
  share_out();
}

template <int N, int D>
std::vector<BankPoint<N>> FilterBank<N, D>::points() const {
  constexpr int kPoints = 128;
  std::vector<BankPoint<N>> points;
  double before = 0.0;
  int point = 0;
  const auto next = [&] { return (point + 0.5) / kPoints * total_trust_; };
  for (const Cell& cell : cells_) {
    double passed = before;
    before += cell.total_trust;
    if (!(next() <= before)) continue;  // most cells hold no point
    for (int i = 0; i < Cell::kWide; ++i) {
      passed += cell.trust(i);
      int here = 0;
      while (point < kPoints && next() <= passed) ++point, ++here;
      if (here == 0) continue;
      const PositivePart<N> part = with_positive_gains<N, D>(cell.filter(i));
      if (!(part.probability > 0.0)) continue;
      const Group& noise = group(cell);
      points.push_back({part.x, here * part.probability, noise.walk_variance(i), noise.test_variance(i),
                        noise.state_variance(i), cell.shape});
    }
  }
  return points;
}

template <int N, int D>
Forecast FilterBank<N, D>::forecast(std::span<const BankPoint<N>> points, std::span<const Row<N>> h, int days) const {
  double mass = 0.0, mean = 0.0, square = 0.0;
  for (const BankPoint<N>& point : points) {
    Row<N> row = h[static_cast<std::size_t>(point.shape)];
    double m = 0.0, v = point.test_variance + point.walk_variance * days;
    for (int d = 0; d < D; ++d) {
      const double day = decay_[static_cast<std::size_t>(point.shape)][static_cast<std::size_t>(d)];
      const double left = std::pow(day, days);
      v += point.state_variance * ((1.0 - left * left) / (1.0 - day * day));
      row(N - D + d) *= left;
    }
    for (int j = 0; j < N; ++j) {
      m += row(j) * point.x.mean[static_cast<std::size_t>(j)];
      for (int k = 0; k < N; ++k) v += row(j) * row(k) * point.x.cov[point.x.at(j, k)];
    }
    mass += point.weight;
    mean += point.weight * m;
    square += point.weight * (v + m * m);
  }
  mean /= mass;
  return {mean, std::sqrt(std::max(0.0, square / mass - mean * mean))};
}

template <int N, int D>
std::vector<BankNode<N>> FilterBank<N, D>::posterior() const {
  constexpr double kLeastShare = 1e-9, kLeastTrust = 1e-6;
  std::vector<BankNode<N>> nodes;
  for (const Cell& cell : cells_) {
    for (int i = 0; i < Cell::kWide; ++i) {
      const double share = cell.share(i) / total_, trust = cell.trust(i) / total_trust_;
      if (share < kLeastShare && trust < kLeastTrust) continue;
      const Gaussian<N> x = cell.filter(i);
      const double p = with_positive_gains<N, D>(x).probability;
      if (p > 0.0) nodes.push_back({x, share * p, trust * p, cell.shape, cell.first_level + i});
    }
  }
  return nodes;
}

}  // namespace formcast
