#include "sim/measures/performance.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "sim/base/language.hpp"
#include "sim/measures/performance_findings.hpp"

namespace formcast::intake {

const PerformanceRow& row_of(Performance kind) {
  return *std::ranges::find(kPerformances, kind, &PerformanceRow::kind);
}

std::optional<Performance> performance_called(std::string_view key) {
  const auto row = std::ranges::find(kPerformances, key, &PerformanceRow::key);
  if (row == kPerformances.end()) return std::nullopt;
  return row->kind;
}

std::string_view lacks(const HeartRateRange& heart_rate, Performance kind) {
  const bool has_max = heart_rate.max > 0.0, has_range = heart_rate.rest > 0.0 && heart_rate.max > heart_rate.rest;
  if (kind == Performance::kSpeedAtHeartRate && !has_range) {
    return tr("needs the athlete's resting and maximal heart rate");
  }
  if (kind == Performance::kVo2max && !has_max) return tr("needs the athlete's maximal heart rate");
  return "";
}

PerformanceFindings observe(Performance kind, std::span<const DatedSession> sessions,
                            const ObservationOptions& options) {
  Findings findings(sessions.size());
  switch (kind) {
    case Performance::kBestPower5min:
      observe_best_power(sessions, options.tests, findings);
      break;
    case Performance::kCriticalPower:
      observe_critical_power(sessions, findings);
      break;
    case Performance::kCriticalSpeed:
      observe_critical_speed(sessions, findings);
      break;
    case Performance::kSpeedAtHeartRate:
      observe_speed_at_heart_rate(sessions, options.heart_rate, findings);
      break;
    case Performance::kVo2max:
      observe_vo2max(sessions, options.heart_rate, findings);
      break;
    case Performance::kStrength:
      observe_strength(sessions, options.exercise, findings);
      break;
    case Performance::kJumpHeight:
      break;
  }
  return findings.finished();
}

Observation jump_height(Date date, std::vector<double> trials) {
  constexpr std::size_t kMost = 3;
  constexpr std::array<double, kMost> kError{0.05, 0.04, 0.03};  // SD, as a share
  std::ranges::sort(trials, std::greater());
  trials.resize(std::min(trials.size(), kMost));
  const double mean = std::accumulate(trials.begin(), trials.end(), 0.0) / static_cast<double>(trials.size());
  return {date, std::round(mean * 100.0) / 100.0, kError[trials.size() - 1] * mean, false, ""};
}

std::vector<std::string> performance_keys() {
  std::vector<std::string> keys;
  for (const PerformanceRow& row : kPerformances) keys.emplace_back(row.key);
  return keys;
}

}  // namespace formcast::intake
