#include "engine/coefficient_draw.hpp"

#include <algorithm>
#include <cmath>

#include "engine/lanes_math.hpp"

namespace formcast {
namespace {

constexpr std::uint32_t kTries = 4096;

double standard_deviation(double variance) { return std::sqrt(std::max(0.0, variance)); }

double packed(std::span<const double> covariance, std::size_t i, std::size_t j) {
  return covariance[std::max(i, j) * (std::max(i, j) + 1) / 2 + std::min(i, j)];
}

/// A normal restricted to >= 0 from one try's random numbers, or a negative number where this try is refused.
/// Words 0 and 1 made the normal z; words 2 and 3 serve the exponential proposal.
double positive_normal(double mean, double sd, double z, const std::array<std::uint32_t, 4>& w) {
  const double bound = -mean / sd;  // x = mean + sd y >= 0 where y >= bound
  if (!(bound > 0.5)) return mean + sd * z;
  const double rate = 0.5 * (bound + std::sqrt(bound * bound + 4.0));
  const double y = bound - static_cast<double>(log(uniform(w[2]))) / rate;
  const double short_of = y - rate;
  const double accept = static_cast<double>(exp(static_cast<float>(-0.5 * short_of * short_of)));
  return static_cast<double>(uniform(w[3])) <= accept ? mean + sd * y : -1.0;
}

}  // namespace

CoefficientDraw::CoefficientDraw(std::span<const double> mean, std::span<const double> covariance,
                                 std::size_t deviations)
    : gains_(mean.size() - 1 - deviations), deviations_(deviations) {
  std::copy(mean.begin(), mean.end(), mean_.begin());
  prepare_gains(covariance);
  prepare_deviations(covariance);
}

void CoefficientDraw::prepare_gains(Covariance covariance) {
  const auto cov = [&](std::size_t i, std::size_t j) { return packed(covariance, i, j); };
  if (gains_ == 0) {
    baseline_sd_ = standard_deviation(cov(0, 0));
    return;
  }
  if (gains_ == 1) {
    first_sd_ = standard_deviation(cov(1, 1));
    on_first_ = cov(0, 1) / cov(1, 1);
    baseline_sd_ = standard_deviation(cov(0, 0) - on_first_ * cov(0, 1));
    return;
  }
  if (mean_[2] * standard_deviation(cov(1, 1)) < mean_[1] * standard_deviation(cov(2, 2))) std::swap(first_, second_);
  const double v1 = cov(first_, first_), v2 = cov(second_, second_), c = cov(first_, second_);
  const double b1 = cov(0, first_), b2 = cov(0, second_), det = v1 * v2 - c * c;
  first_sd_ = standard_deviation(v1);
  slope_ = c / v1;
  second_sd_ = standard_deviation(v2 - slope_ * c);
  on_first_ = (b1 * v2 - b2 * c) / det;
  on_second_ = (b2 * v1 - b1 * c) / det;
  baseline_sd_ = standard_deviation(cov(0, 0) - on_first_ * b1 - on_second_ * b2);
}

/// Each by regression on the gains, then on the residual of the baseline, then on that of the one before.
void CoefficientDraw::prepare_deviations(Covariance covariance) {
  const auto cov = [&](std::size_t i, std::size_t j) { return packed(covariance, i, j); };
  double before_left = 0.0;  // the first deviation's covariance with the baseline, given the gains
  for (std::size_t d = 0; d < deviations_; ++d) {
    const std::size_t at = 1 + gains_ + d;
    Deviation& x = deviation_[d];
    double c1 = 0.0, c2 = 0.0;  // with the gains
    if (gains_ == 1) {
      c1 = cov(at, first_);
      x.on_first = c1 / cov(first_, first_);
    } else if (gains_ == 2) {
      const double v1 = cov(first_, first_), v2 = cov(second_, second_), c = cov(first_, second_);
      c1 = cov(at, first_);
      c2 = cov(at, second_);
      const double det = v1 * v2 - c * c;
      x.on_first = (c1 * v2 - c2 * c) / det;
      x.on_second = (c2 * v1 - c1 * c) / det;
    }
    double left = cov(at, 0);
    if (gains_ > 0) left -= x.on_first * cov(0, first_);
    if (gains_ > 1) left -= x.on_second * cov(0, second_);
    const double baseline_variance = baseline_sd_ * baseline_sd_;
    x.on_baseline = baseline_variance > 0.0 ? left / baseline_variance : 0.0;
    double variance = cov(at, at) - x.on_first * c1 - x.on_second * c2 - x.on_baseline * left;
    if (d == 1) {
      double with = cov(at, at - 1) - x.on_baseline * before_left;
      if (gains_ > 0) with -= x.on_first * cov(at - 1, first_);
      if (gains_ > 1) with -= x.on_second * cov(at - 1, second_);
      const double before = deviation_[0].sd * deviation_[0].sd;
      x.on_before = before > 0.0 ? with / before : 0.0;
      variance -= x.on_before * with;
    }
    x.sd = standard_deviation(variance);
    before_left = left;
  }
}

std::array<double, kMaxCoefficients> CoefficientDraw::draw(const Key& key, std::uint32_t member) const {
  std::array<double, kMaxCoefficients> x{};
  for (std::uint32_t attempt = 0; attempt < kTries; ++attempt) {
    const auto w = words(key, member, 0u, Purpose::kGains, 2 * attempt);
    const auto z = normals(w);
    if (gains_ > 0) {
      const auto proposal = words(key, member, 0u, Purpose::kGains, 2 * attempt + 1);
      x[first_] = positive_normal(mean_[first_], first_sd_, static_cast<double>(z[0]), proposal);
    }
    if (gains_ > 1) {
      const double given = mean_[second_] + slope_ * (x[first_] - mean_[first_]);
      x[second_] = given + second_sd_ * static_cast<double>(z[1]);
    }
    const bool last = attempt + 1 == kTries;
    if (last) x = {0.0, std::max(0.0, x[1]), std::max(0.0, x[2])};
    if (x[1] < 0.0 || x[2] < 0.0) continue;
    double baseline = mean_[0];
    if (gains_ > 0) baseline = baseline + on_first_ * (x[first_] - mean_[first_]);
    if (gains_ > 1) baseline = baseline + on_second_ * (x[second_] - mean_[second_]);
    const double stray = baseline_sd_ * static_cast<double>(z[2]);
    x[0] = baseline + stray;
    if (deviations_ > 0) draw_deviations(key, member, stray, x);
    break;
  }
  return x;
}

void CoefficientDraw::draw_deviations(const Key& key, std::uint32_t member, double stray,
                                      std::array<double, kMaxCoefficients>& x) const {
  const auto z = normals(words(key, member, 1u, Purpose::kGains));
  double before = 0.0;
  for (std::size_t d = 0; d < deviations_; ++d) {
    const Deviation& deviation = deviation_[d];
    const double own = deviation.sd * static_cast<double>(z[d]);
    double on_gains = 0.0;
    if (gains_ > 0) on_gains = on_gains + deviation.on_first * (x[first_] - mean_[first_]);
    if (gains_ > 1) on_gains = on_gains + deviation.on_second * (x[second_] - mean_[second_]);
    x[1 + gains_ + d] =
        mean_[1 + gains_ + d] + on_gains + deviation.on_baseline * stray + deviation.on_before * before + own;
    before = own;
  }
}

}  // namespace formcast
