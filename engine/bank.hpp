#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "engine/filter_cell.hpp"

namespace formcast {

/// A bank's forecast of one test.
struct Forecast {
  double mean = 0.0;
  double sd = 0.0;
};

/// One node: a filter and the share of the bank it carries.
template <int N>
struct BankNode {
  Gaussian<N> x;  ///< gains unrestricted; pinned to zero where their mass >= 0 is negligible (PositivePart)
  double share;   ///< posterior mass with gains >= 0, of the mass of all nodes without that restriction; > 0
  double trust;   ///< the same of the fading weights
  int shape;
  int noise;
};

/// A node that represents its neighbours in a forecast.
template <int N>
struct BankPoint {
  Gaussian<N> x;  ///< gains restricted to >= 0
  double weight;
  double walk_variance, test_variance, state_variance;
  int shape;
};

/// Assumptions of a bank.
struct BankOptions {
  /// Forgetting factor of the fading weights at each test: 0.9 remembers about ten tests. With 1 both sets of weights
  /// are the posterior.
  double memory = 0.9;
  GrossErrors gross_errors;  ///< tests that did not measure the athlete
  /// The noise of the one deviation enters the baseline with the opposite sign: their sum is then a level with a
  /// wandering, damped slope.
  bool damped_slope = false;
};

/// A weighted bank of Gaussian filters over N coefficients: baseline p0 first, then gains, then D deviations of the
/// model's states, which decay each day and receive state noise. One filter for each pair of shape and noise
/// level: given the pair a model is linear in the coefficients, so every filter is exact, and the bank is a quadrature
/// over the rest. Gains are constant, so their constraint >= 0 commutes with learning: the filters run without it and
/// it enters the forecasts, the weights and the draws.
///
/// Two sets of weights, never mixed: the posterior, and for forecasts one with a forgetting factor
/// (dynamic model averaging; Raftery et al. 2010, Technometrics 52:52), so that the bank follows an athlete who
/// changes.
///
/// Not thread-safe; one athlete and one model a bank. Made for the sizes of FORMCAST_COEFFICIENT_SIZES.
template <int N, int D = 0>
class FilterBank {
 public:
  using Decay = std::array<double, D>;  ///< daily decay factor of each deviation

  /// `prior` and `log_prior` are (shapes); so is `decay`, which may be empty when D is 0. The prior masses need not be
  /// normalised. Similar levels should be adjacent, or similar shapes where there are fewer than eight levels: unlikely
  /// filters are dropped eight at a time.
  FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior, std::span<const NoiseLevel> noise,
             std::span<const Decay> decay = {}, const BankOptions& options = {});

  /// Advances the baseline and the deviations by so many days.
  void walk(int days);

  /// Learns from one test. `h` (shapes): the regressors of that day, 1 for the baseline.
  void observe(std::span<const Row<N>> h, double y);

  /// Learns from a measurement with an error of its own besides the scatter of tests: its variance is the sum of both.
  /// It makes the fading weights forget by the scatter's share of that, so that a vague one forgets nothing. `sd` >= 0.
  void observe(std::span<const Row<N>> h, double y, double sd);

  /// Learns that performance, with the same variance, was at least `bound` (observe_bound in bound_cell.hpp): the
  /// posterior is matched in its first two moments. `slack` > 0 is the mean distance of such bounds below it, which is
  /// exponential; without one every distance is alike, so that many bounds raise the level. `sd` >= 0.
  void observe_bound(std::span<const Row<N>> h, double bound, double sd,
                     double slack = std::numeric_limits<double>::infinity());

  /// 128 nodes that represent all in a forecast, by systematic resampling of the fading weights: deterministic, with
  /// an error far below the forecast's sd.
  std::vector<BankPoint<N>> points();

  /// Forecast of a test so many days ahead. `h` (shapes) as for `observe`.
  Forecast forecast(std::span<const BankPoint<N>> points, std::span<const Row<N>> h, int days) const;

  /// log of the likelihood of all tests learned so far, without the constraint on the gains.
  double log_evidence();

  /// Every node with at least a ten-millionth of the posterior or a millionth of the fading weights; never empty. The
  /// shares sum to the mass with gains >= 0.
  std::vector<BankNode<N>> posterior();

 private:
  using Cell = FilterCell<N>;
  using Eight = typename Cell::Eight;
  struct Noise {  // of a cell's eight filters
    Eight walk_variance, test_variance, log_test_variance, state_variance, log_prior;
  };

  /// Cells all of whose nodes are this far below the best in both log weights are dropped: e^-15 of the posterior
  /// changes no printed digit, and from e^-10 of the fading weights a node would need ten tests to recover.
  static constexpr double kDropped = 15.0, kDroppedTrust = 10.0;

  std::vector<Noise> with_error(double sd) const;
  typename Cell::Rows rows_of(const Cell& cell, std::span<const Row<N>> h) const;
  void drop_hopeless();
  void share_out();
  std::size_t noise_of(const Cell& cell) const {
    return static_cast<std::size_t>(along_shapes_ ? cell.level : cell.level / Cell::kWide);
  }
  const Noise& noise(const Cell& cell) const { return noise_[noise_of(cell)]; }
  int shape(const Cell& cell, int i) const;
  int level(const Cell& cell, int i) const { return along_shapes_ ? cell.level : cell.level + i; }

  template <class OfShape>
  Eight by_shape(const Cell& cell, OfShape value) const;
  Eight log_prior_of(const Cell& cell) const;

  BankOptions options_;
  bool along_shapes_;  // a cell's filters are of shapes that follow each other, not of noise levels
  std::vector<Noise> noise_;
  std::vector<double> log_prior_;  // (shapes)
  std::vector<Decay> decay_;       // (shapes)
  std::vector<Cell> cells_;
  double best_ = 0.0, best_trust_ = 0.0;    // highest log weights
  double total_ = 0.0, total_trust_ = 0.0;  // sums of the shares
  bool shared_out_ = false;                 // shares are those of the log weights
};

}  // namespace formcast
