#include "sim/measures/critical_power.hpp"

#include <cmath>

#include "sim/base/language.hpp"

namespace formcast::intake {
namespace {

/// y = intercept + slope x by least squares.
struct Line {
  double intercept = kMissing, slope = kMissing;
  double intercept_se = kMissing, slope_se = kMissing, residual_sd = kMissing;
};

struct Point {
  double x = 0.0, y = 0.0;
};

/// Needs two different x.
Line fit_line(const std::vector<Point>& points) {
  const auto n = static_cast<double>(points.size());
  double mean_x = 0.0, mean_y = 0.0, sxx = 0.0, sxy = 0.0, sse = 0.0;
  for (const auto& [x, y] : points) mean_x += x / n, mean_y += y / n;
  for (const auto& [x, y] : points) sxx += (x - mean_x) * (x - mean_x), sxy += (x - mean_x) * (y - mean_y);
  Line line;
  line.slope = sxy / sxx;
  line.intercept = mean_y - line.slope * mean_x;
  if (points.size() < 3) return line;
  for (const auto& [x, y] : points) {
    const double residual = y - line.intercept - line.slope * x;
    sse += residual * residual;
  }
  line.residual_sd = std::sqrt(sse / (n - 2.0));
  line.slope_se = line.residual_sd / std::sqrt(sxx);
  line.intercept_se = line.residual_sd * std::sqrt(1.0 / n + mean_x * mean_x / sxx);
  return line;
}

/// Efforts of two durations at least, in the range.
std::vector<Effort> usable(std::span<const Effort> efforts, const EffortRange& range, CriticalIntensity& result) {
  std::vector<Effort> used;
  bool differ = false;
  for (const Effort& effort : efforts) {
    if (!(effort.duration >= range.shortest && effort.duration <= range.longest) || !(effort.value > 0.0)) continue;
    differ = differ || (!used.empty() && effort.duration != used.front().duration);
    used.push_back(effort);
  }
  result.efforts = static_cast<int>(used.size());
  if (differ) return used;
  result.why_not = tr("efforts of two durations between {:g} and {:g} s are needed", range.shortest, range.longest);
  return {};
}

void require_positive(CriticalIntensity& result) {
  if (result.critical > 0.0 && result.reserve > 0.0) return;
  const int efforts = result.efforts;
  result = {};
  result.efforts = efforts;
  result.why_not = tr("the longer efforts are not slower than the shorter ones, or far too slow: not all were all-out");
}

}  // namespace

CriticalIntensity critical_power(std::span<const Effort> efforts, const EffortRange& range) {
  CriticalIntensity result;
  std::vector<Point> points;
  for (const Effort& e : usable(efforts, range, result)) points.push_back({1.0 / e.duration, e.value});
  if (points.empty()) return result;
  const Line line = fit_line(points);
  result.critical = line.intercept, result.critical_se = line.intercept_se;
  result.reserve = line.slope, result.reserve_se = line.slope_se;
  result.residual_sd = line.residual_sd;
  require_positive(result);
  return result;
}

CriticalIntensity critical_speed(std::span<const Effort> efforts, const EffortRange& range) {
  CriticalIntensity result;
  std::vector<Point> points;
  for (const Effort& e : usable(efforts, range, result)) points.push_back({e.duration, e.value * e.duration});
  if (points.empty()) return result;
  const Line line = fit_line(points);
  result.critical = line.slope, result.critical_se = line.slope_se;
  result.reserve = line.intercept, result.reserve_se = line.intercept_se;
  result.residual_sd = line.residual_sd;
  require_positive(result);
  return result;
}

std::vector<Effort> efforts_of(std::span<const BestMean> means) {
  std::vector<Effort> efforts;
  for (const BestMean& mean : means) {
    if (!std::isnan(mean.value)) efforts.push_back({static_cast<double>(mean.duration), mean.value});
  }
  return efforts;
}

}  // namespace formcast::intake
