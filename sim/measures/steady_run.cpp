#include "sim/measures/steady_run.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "sim/measures/measures.hpp"
#include "sim/measures/measures_pace.hpp"

namespace formcast::intake {
namespace {

constexpr std::size_t kWarmUp = 600, kLongest = 3600, kShortest = 1200;  // [s]

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

SteadyRun steady_run(const Series& series) {
  const std::size_t end = std::min(series.seconds(), kLongest);
  if (end < kWarmUp + kShortest) return {};
  const std::vector<double> speed = level_speed(series);
  const KnownPairs both = known_pairs(std::span(speed).subspan(kWarmUp, end - kWarmUp),
                                      std::span(series.heart_rate).subspan(kWarmUp, end - kWarmUp));
  const auto known = static_cast<double>(both.first.size());
  if (!(known >= kLeastCoverage * static_cast<double>(end - kWarmUp))) return {};
  return {mean(both.first), mean(both.second), static_cast<int>(both.first.size()), ""};
}

void join_steady_run(SteadyRun& kept, const SteadyRun& other, const std::string& file) {
  if (other.seconds <= kept.seconds) return;
  kept = other;
  if (kept.from.empty()) kept.from = file;
}

}  // namespace formcast::intake
