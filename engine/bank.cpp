// The filter bank: walk and observe over cells of eight filters, forecasts from 128 points, the posterior from all
// nodes. Exact in all but two places: hopeless cells are dropped after each test, and points stand for all nodes. A
// test costs O(N^2) for each filter left, a forecast O(N^2) for each point.
#include "engine/bank.hpp"

#include <algorithm>

#include "engine/bound_cell.hpp"
#include "engine/positive.hpp"

namespace formcast {
namespace {

constexpr double kNever = -1e300;  // log prior of the filters that fill up a cell

/// Variance of a deviation after some days of unit noise a day; `day` is the decay of one day, `left` of all.
double stirred(double day, double left) { return (1.0 - left * left) / (1.0 - day * day); }

/// Covariance, up to sign, of such a deviation with the sum of its noise.
double stirred_with_sum(double day, double left) { return (1.0 - left) / (1.0 - day); }

}  // namespace

template <int N, int D>
FilterBank<N, D>::FilterBank(std::span<const Gaussian<N>> prior, std::span<const double> log_prior,
                             std::span<const NoiseLevel> noise, std::span<const Decay> decay,
                             const BankOptions& options)
    : options_(options),
      along_shapes_(noise.size() < Cell::kWide),
      log_prior_(log_prior.begin(), log_prior.end()),
      decay_(decay.begin(), decay.end()) {
  // A cell holds eight levels of one shape or, with fewer than eight levels, eight shapes of one level.
  const std::size_t wide = Cell::kWide, level_step = along_shapes_ ? 1 : wide, shape_step = along_shapes_ ? wide : 1;
  for (std::size_t first = 0; first < noise.size(); first += level_step) {
    Noise eight;
    for (int i = 0; i < Cell::kWide; ++i) {
      const std::size_t l = along_shapes_ ? first : first + static_cast<std::size_t>(i);
      // Beyond the last level: filters without prior mass fill up the cell.
      const NoiseLevel& level = noise[std::min(l, noise.size() - 1)];
      eight.walk_variance(i) = level.walk_sd * level.walk_sd;
      eight.test_variance(i) = level.test_sd * level.test_sd;
      eight.log_test_variance(i) = std::log(eight.test_variance(i));
      eight.state_variance(i) = level.state_sd * level.state_sd;
      eight.log_prior(i) = l < noise.size() ? level.log_prior : kNever;
    }
    noise_.push_back(eight);
  }
  // Two passes: what the prior alone makes hopeless is never built, and memory is touched once.
  const auto for_each_cell = [&](auto&& visit) {
    Cell cell;
    for (std::size_t first = 0; first < noise.size(); first += level_step) {
      for (std::size_t s = 0; s < prior.size(); s += shape_step) {
        cell.shape = static_cast<int>(s);
        cell.level = static_cast<int>(first);
        cell.log_weight = cell.log_trust = log_prior_of(cell);
        cell.best = cell.best_trust = cell.log_weight.maxCoeff();
        visit(cell);
      }
    }
  };
  std::vector<double> all;
  for_each_cell([&](const Cell& cell) { all.push_back(cell.best); });
  best_ = best_trust_ = all.empty() ? kNever : *std::ranges::max_element(all);
  const auto hopeless = [&](double best) { return best < best_ - std::max(kDropped, kDroppedTrust); };
  cells_.reserve(all.size() - static_cast<std::size_t>(std::ranges::count_if(all, hopeless)));
  for_each_cell([&](Cell& cell) {
    if (hopeless(cell.best)) return;
    for (int i = 0; i < Cell::kWide; ++i) cell.set_filter(i, prior[static_cast<std::size_t>(shape(cell, i))]);
    cells_.push_back(cell);
  });
}

template <int N, int D>
int FilterBank<N, D>::shape(const Cell& cell, int i) const {
  return along_shapes_ ? std::min(cell.shape + i, static_cast<int>(log_prior_.size()) - 1) : cell.shape;
}

/// A value of the shape of each of a cell's filters.
template <int N, int D>
template <class OfShape>
auto FilterBank<N, D>::by_shape(const Cell& cell, OfShape value) const -> Eight {
  if (!along_shapes_) return Eight::Constant(value(static_cast<std::size_t>(cell.shape)));
  Eight eight;
  for (int i = 0; i < Cell::kWide; ++i) eight(i) = value(static_cast<std::size_t>(shape(cell, i)));
  return eight;
}

template <int N, int D>
auto FilterBank<N, D>::log_prior_of(const Cell& cell) const -> Eight {
  Eight log_prior = noise(cell).log_prior + by_shape(cell, [&](std::size_t s) { return log_prior_[s]; });
  const int shapes = static_cast<int>(log_prior_.size());
  for (int i = std::min(shapes - cell.shape, int{Cell::kWide}); along_shapes_ && i < Cell::kWide; ++i) {
    log_prior(i) = kNever;
  }
  return log_prior;
}

template <int N, int D>
void FilterBank<N, D>::drop_hopeless() {
  best_ = best_trust_ = -1e300;
  for (const Cell& cell : cells_) {
    best_ = std::max(best_, cell.best);
    best_trust_ = std::max(best_trust_, cell.best_trust);
  }
  std::erase_if(cells_, [&](const Cell& cell) {
    return cell.best < best_ - kDropped && cell.best_trust < best_trust_ - kDroppedTrust;
  });
  shared_out_ = false;
}

template <int N, int D>
void FilterBank<N, D>::share_out() {
  if (shared_out_) return;
  total_ = total_trust_ = 0.0;
  for (Cell& cell : cells_) {
    formcast::share_out<N>(cell, best_, best_trust_);
    total_ += cell.total;
    total_trust_ += cell.total_trust;
  }
  shared_out_ = true;
}

template <int N, int D>
void FilterBank<N, D>::walk(int days) {
  // Several days at once, in closed form.
  std::vector<Decay> left = decay_;
  for (Decay& decay : left) {
    for (double& x : decay) x = std::pow(x, days);
  }
  for (Cell& cell : cells_) {
    cell.x.cov[0] += noise(cell).walk_variance * static_cast<double>(days);
    for (std::size_t d = 0; d < D; ++d) {
      const Eight keep = by_shape(cell, [&](std::size_t s) { return left[s][d]; });
      const Eight grown = by_shape(cell, [&](std::size_t s) { return stirred(decay_[s][d], left[s][d]); });
      // The deviation decays, and with it its covariances; then its noise adds variance.
      const int at = N - D + static_cast<int>(d);
      cell.x.mean[static_cast<std::size_t>(at)] *= keep;
      for (int j = 0; j < N; ++j) cell.x.cov[cell.x.at(at, j)] *= j == at ? keep * keep : keep;
      cell.x.cov[cell.x.at(at, at)] += noise(cell).state_variance * grown;
      // The same noise, with the opposite sign, in the baseline.
      if (!options_.damped_slope) continue;
      const Eight with = by_shape(cell, [&](std::size_t s) { return stirred_with_sum(decay_[s][d], left[s][d]); });
      cell.x.cov[0] += noise(cell).state_variance * static_cast<double>(days);
      cell.x.cov[cell.x.at(at, 0)] -= noise(cell).state_variance * with;
    }
  }
}

template <int N, int D>
auto FilterBank<N, D>::rows_of(const Cell& cell, std::span<const Row<N>> h) const -> typename Cell::Rows {
  typename Cell::Rows rows;
  for (int k = 0; k < N; ++k) rows.col(k) = by_shape(cell, [&](std::size_t s) { return h[s](k); });
  return rows;
}

template <int N, int D>
void FilterBank<N, D>::observe(std::span<const Row<N>> h, double y) {
  const GrossErrors::LogDensities log_densities = options_.gross_errors.of_test(y);
  for (Cell& cell : cells_) {
    formcast::observe<N>(cell, rows_of(cell, h), noise(cell).test_variance, noise(cell).log_test_variance,
                         log_prior_of(cell), options_.memory, y, log_densities);
  }
  drop_hopeless();
}

/// The noises with an error of its own added to the scatter of tests.
template <int N, int D>
auto FilterBank<N, D>::with_error(double sd) const -> std::vector<Noise> {
  constexpr double kWidest = 1e150;  // its square is finite
  const double own = std::min(sd, kWidest);
  std::vector<Noise> wide = noise_;
  for (Noise& one : wide) {
    one.test_variance += own * own;
    for (int i = 0; i < Cell::kWide; ++i) one.log_test_variance(i) = std::log(one.test_variance(i));
  }
  return wide;
}

template <int N, int D>
void FilterBank<N, D>::observe(std::span<const Row<N>> h, double y, double sd) {
  const std::vector<Noise> wide = with_error(sd);
  std::vector<Eight> memory;  // of each noise
  for (std::size_t n = 0; n < wide.size(); ++n) {
    Eight& of = memory.emplace_back(noise_[n].test_variance / wide[n].test_variance);
    for (int i = 0; i < Cell::kWide; ++i) of(i) = std::pow(options_.memory, of(i));
  }
  const GrossErrors::LogDensities log_densities = options_.gross_errors.of_test(y);
  for (Cell& cell : cells_) {
    const std::size_t at = noise_of(cell);
    const Eight log_prior = log_prior_of(cell);
    cell.log_trust = log_prior + memory[at] * (cell.log_trust - log_prior);
    formcast::observe<N>(cell, rows_of(cell, h), wide[at].test_variance, wide[at].log_test_variance, log_prior, 1.0, y,
                         log_densities);
  }
  drop_hopeless();
}

template <int N, int D>
void FilterBank<N, D>::observe_bound(std::span<const Row<N>> h, double bound, double sd, double slack) {
  const GrossErrors& gross = options_.gross_errors;
  BoundBelow below{0.0, gross.log_gross_bound(), gross.log_sound_bound()};
  if (std::isfinite(slack)) below = {1.0 / slack, gross.log_density(bound), gross.log_sound() - std::log(slack)};
  const std::vector<Noise> wide = with_error(sd);
  for (Cell& cell : cells_) {
    formcast::observe_bound<N>(cell, rows_of(cell, h), wide[noise_of(cell)].test_variance, bound, below);
  }
  drop_hopeless();
}

template <int N, int D>
std::vector<BankPoint<N>> FilterBank<N, D>::points() {
  share_out();
  // Systematic resampling: point k at the (k + 1/2)/128 quantile of the fading weights, in the order of the cells.
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
      // The constraint on the gains enters here, and scales the point's weight.
      const PositivePart<N> part = with_positive_gains<N, D>(cell.filter(i));
      const Noise& own = noise(cell);
      points.push_back({part.x, here * part.probability, own.walk_variance(i), own.test_variance(i),
                        own.state_variance(i), shape(cell, i)});
    }
  }
  return points;
}

template <int N, int D>
Forecast FilterBank<N, D>::forecast(std::span<const BankPoint<N>> points, std::span<const Row<N>> h, int days) const {
  double mass = 0.0, mean = 0.0, square = 0.0;
  for (const BankPoint<N>& point : points) {
    Row<N> row = h[static_cast<std::size_t>(point.shape)];
    // Process noise until the test, with the deviations' decay moved into the regressors.
    double m = 0.0, v = point.test_variance + point.walk_variance * days;
    for (int d = 0; d < D; ++d) {
      const double day = decay_[static_cast<std::size_t>(point.shape)][static_cast<std::size_t>(d)];
      const double left = std::pow(day, days);
      v += point.state_variance * stirred(day, left);
      if (options_.damped_slope) v += point.state_variance * (days - 2.0 * stirred_with_sum(day, left));
      row(N - D + d) *= left;
    }
    for (int j = 0; j < N; ++j) {
      m += row(j) * point.x.mean[static_cast<std::size_t>(j)];
      for (int k = 0; k < N; ++k) v += row(j) * row(k) * point.x.cov[point.x.at(j, k)];
    }
    // Moments of the mixture.
    mass += point.weight;
    mean += point.weight * m;
    square += point.weight * (v + m * m);
  }
  mean /= mass;
  return {mean, std::sqrt(std::max(0.0, square / mass - mean * mean))};
}

template <int N, int D>
double FilterBank<N, D>::log_evidence() {
  share_out();
  return best_ + std::log(total_);
}

template <int N, int D>
std::vector<BankNode<N>> FilterBank<N, D>::posterior() {
  share_out();
  constexpr double kLeastShare = 1e-7, kLeastTrust = 1e-6;
  std::vector<BankNode<N>> nodes;
  for (const Cell& cell : cells_) {
    for (int i = 0; i < Cell::kWide; ++i) {
      const double share = cell.share(i) / total_, trust = cell.trust(i) / total_trust_;
      if (share < kLeastShare && trust < kLeastTrust) continue;
      const Gaussian<N> x = cell.filter(i);
      const PositivePart<N> part = with_positive_gains<N, D>(x);
      nodes.push_back({part.pinned ? part.x : x, share * part.probability, trust * part.probability, shape(cell, i),
                       level(cell, i)});
    }
  }
  return nodes;
}

#define INSTANTIATE(N, D) template class FilterBank<N, D>;
FORMCAST_COEFFICIENT_SIZES(INSTANTIATE)

}  // namespace formcast
