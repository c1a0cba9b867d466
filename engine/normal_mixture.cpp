#include "engine/normal_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace formcast {
namespace {

double normal_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// E|X| of a normal distribution.
double mean_absolute(double mean, double sd) {
  const double z = mean / sd;
  return mean * (2.0 * normal_below(z) - 1.0) + sd * std::sqrt(2.0 / std::numbers::pi) * std::exp(-0.5 * z * z);
}

}  // namespace

double NormalMixture::mean() const {
  double sum = 0.0;
  for (const Part& p : parts_) sum += p.weight * p.mean;
  return sum;
}

double NormalMixture::sd() const {
  const double centre = mean();
  double sum = 0.0;
  for (const Part& p : parts_) sum += p.weight * (p.sd * p.sd + (p.mean - centre) * (p.mean - centre));
  return std::sqrt(sum);
}

double NormalMixture::below(double x) const {
  double sum = 0.0;
  for (const Part& p : parts_) sum += p.weight * normal_below((x - p.mean) / p.sd);
  return sum;
}

double NormalMixture::quantile(double probability) const {
  double low = parts_.front().mean, high = low;
  for (const Part& p : parts_) {
    low = std::min(low, p.mean - 12.0 * p.sd);
    high = std::max(high, p.mean + 12.0 * p.sd);
  }
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (below(middle) < probability ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double NormalMixture::crps(double seen) const {
  double distance = 0.0, spread = 0.0;
  for (const Part& a : parts_) {
    distance += a.weight * mean_absolute(seen - a.mean, a.sd);
    for (const Part& b : parts_) {
      spread += a.weight * b.weight * mean_absolute(a.mean - b.mean, std::hypot(a.sd, b.sd));
    }
  }
  return distance - 0.5 * spread;
}

}  // namespace formcast
