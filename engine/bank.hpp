#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/gaussian.hpp"
#include "engine/positive.hpp"

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

/// A weighted bank of Gaussian filters over N coefficients (baseline p0 first, then gains), one filter for each pair of
/// shape and noise level, L levels. Given the pair a model is linear in the coefficients, so every filter is exact, and
/// the bank is a quadrature over what is not linear. Gains are constant and so their constraint >= 0 commutes with
/// learning: the filters run without it and it enters the forecasts, the weights and the draws.
///
/// Not thread-safe; one athlete and one model a bank.
template <int N, int L>
class FilterBank {
 public:
  /// `prior` and `log_prior` are (shapes). The prior masses need not be normalised.
  FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior,
             const std::array<NoiseLevel, L>& noise);

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
  // Levels are kept two by two; an odd last one has a twin without weight.
  static constexpr int kPairs = (L + 1) / 2;
  using Levels = Eigen::Array<double, 2 * kPairs, 1>;

  /// All noise levels of one value of the shape parameters.
  struct ShapeFilters {
    std::array<Gaussian<N, Pair>, kPairs> x;
    Levels log_weight;  // log of prior mass x likelihood
    Levels share;       // weight relative to the heaviest node's
    int shape;
  };

  /// A shape whose every node is this far below the best in log weight is dropped: e^-30 changes no printed digit.
  static constexpr double kForget = 30.0;

  void share_out();
  static Gaussian<N> node(const ShapeFilters& filters, int level);

  std::array<Pair, kPairs> walk_variance_, test_variance_;
  std::vector<ShapeFilters> shapes_;
  double best_ = 0.0;   // highest log weight
  double total_ = 0.0;  // sum of the shares
};

template <int N, int L>
FilterBank<N, L>::FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior,
                             const std::array<NoiseLevel, L>& noise) {
  Levels log_noise_prior = Levels::Constant(-1e300);
  for (int l = 0; l < 2 * kPairs; ++l) {
    const NoiseLevel& level = noise[static_cast<std::size_t>(std::min(l, L - 1))];
    walk_variance_[static_cast<std::size_t>(l / 2)][l % 2] = level.walk_sd * level.walk_sd;
    test_variance_[static_cast<std::size_t>(l / 2)][l % 2] = level.test_sd * level.test_sd;
    if (l < L) log_noise_prior(l) = level.log_prior;
  }
  shapes_.resize(prior.size());
  for (std::size_t s = 0; s < prior.size(); ++s) {
    ShapeFilters& filters = shapes_[s];
    for (Gaussian<N, Pair>& x : filters.x) {
      for (std::size_t i = 0; i < x.mean.size(); ++i) x.mean[i] = Pair{prior[s].mean[i], prior[s].mean[i]};
      for (std::size_t i = 0; i < x.cov.size(); ++i) x.cov[i] = Pair{prior[s].cov[i], prior[s].cov[i]};
    }
    filters.log_weight = log_prior[s] + log_noise_prior;
    filters.shape = static_cast<int>(s);
  }
  share_out();
}

template <int N, int L>
void FilterBank<N, L>::share_out() {
  best_ = -1e300;
  for (const ShapeFilters& filters : shapes_) best_ = std::max(best_, filters.log_weight.maxCoeff());
  std::erase_if(shapes_, [&](const ShapeFilters& f) { return f.log_weight.maxCoeff() < best_ - kForget; });
  total_ = 0.0;
  for (ShapeFilters& filters : shapes_) {
    filters.share = (filters.log_weight - best_).exp();
    total_ += filters.share.sum();
  }
}

template <int N, int L>
void FilterBank<N, L>::walk(double days) {
  for (ShapeFilters& filters : shapes_) {
    for (std::size_t p = 0; p < kPairs; ++p) formcast::walk<N, Pair>(filters.x[p], walk_variance_[p] * days);
  }
}

template <int N, int L>
void FilterBank<N, L>::observe(std::span<const Row<N>> h, double y) {
  constexpr double kLog2Pi = 1.8378770664093454836;
  Levels square, precision;
  for (ShapeFilters& filters : shapes_) {
    const Row<N> row = h[static_cast<std::size_t>(filters.shape)];
    for (std::size_t p = 0; p < kPairs; ++p) {
      const Innovation<Pair> seen = formcast::observe<N, Pair>(filters.x[p], row, test_variance_[p], y);
      const Pair chi_square = seen.error * seen.error * seen.precision;
      for (int half = 0; half < 2; ++half) {
        square(2 * static_cast<int>(p) + half) = chi_square[half];
        precision(2 * static_cast<int>(p) + half) = seen.precision[half];
      }
    }
    filters.log_weight += 0.5 * (precision.log() - square - kLog2Pi);
  }
  share_out();
}

template <int N, int L>
Gaussian<N> FilterBank<N, L>::node(const ShapeFilters& filters, int level) {
  const Gaussian<N, Pair>& pair = filters.x[static_cast<std::size_t>(level / 2)];
  Gaussian<N> x;
  for (std::size_t i = 0; i < x.mean.size(); ++i) x.mean[i] = pair.mean[i][level % 2];
  for (std::size_t i = 0; i < x.cov.size(); ++i) x.cov[i] = pair.cov[i][level % 2];
  return x;
}

template <int N, int L>
Forecast FilterBank<N, L>::forecast(std::span<const Row<N>> h) const {
  constexpr int kPoints = 128;
  double mass = 0.0, mean = 0.0, square = 0.0, passed = 0.0;
  int point = 0;
  for (const ShapeFilters& filters : shapes_) {
    const Row<N>& row = h[static_cast<std::size_t>(filters.shape)];
    for (int level = 0; level < L; ++level) {
      passed += filters.share(level);
      int points = 0;
      while (point < kPoints && (point + 0.5) / kPoints * total_ <= passed) ++point, ++points;
      if (points == 0) continue;
      const PositivePart<N> part = with_positive_gains(node(filters, level));
      double m = 0.0, v = test_variance_[static_cast<std::size_t>(level / 2)][level % 2];
      for (int i = 0; i < N; ++i) {
        m += row(i) * part.x.mean[static_cast<std::size_t>(i)];
        for (int j = 0; j < N; ++j) v += row(i) * row(j) * part.x.cov[part.x.at(i, j)];
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

template <int N, int L>
std::vector<BankNode<N>> FilterBank<N, L>::posterior() const {
  constexpr double kLeastShare = 1e-9;
  std::vector<BankNode<N>> nodes;
  for (const ShapeFilters& filters : shapes_) {
    for (int level = 0; level < L; ++level) {
      const double share = filters.share(level) / total_;
      if (share < kLeastShare) continue;
      const Gaussian<N> x = node(filters, level);
      const double probability = with_positive_gains(x).probability;
      if (probability > 0.0) nodes.push_back({x, share * probability, filters.shape, level});
    }
  }
  return nodes;
}

}  // namespace formcast
