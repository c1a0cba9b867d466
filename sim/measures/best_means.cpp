#include "sim/measures/best_means.hpp"

#include <algorithm>
#include <cmath>

namespace formcast::intake {
namespace {

/// Seconds without a break.
struct Stretch {
  int start = 0;
  std::vector<double> sum{0.0};  ///< (seconds + 1) of the values before each second

  void add(double value) { sum.push_back(sum.back() + value); }
};

/// The channel by the clock, short gaps as zeros, cut at long ones. Starts and ends with known values.
std::vector<Stretch> stretches(const Series& series, std::span<const double> channel, int longest_gap) {
  std::vector<Stretch> result;
  int last = 0;  // last known second
  for (std::size_t i = 0; i < std::min(channel.size(), series.seconds()); ++i) {
    if (std::isnan(channel[i])) continue;
    const int second = series.second[i], gap = second - last - 1;
    if (result.empty() || gap > longest_gap) {
      result.push_back(Stretch{second});
    } else {
      for (int s = 0; s < gap; ++s) result.back().add(0.0);
    }
    result.back().add(channel[i]);
    last = second;
  }
  return result;
}

BestMean best_mean(const std::vector<Stretch>& all, int duration) {
  BestMean best{duration};
  const auto length = static_cast<std::size_t>(duration);
  for (const Stretch& stretch : all) {
    for (std::size_t end = length; end < stretch.sum.size(); ++end) {
      const double mean = (stretch.sum[end] - stretch.sum[end - length]) / duration;
      if (!std::isnan(best.value) && mean <= best.value) continue;
      best.value = mean;
      best.start = stretch.start + static_cast<int>(end - length);
    }
  }
  return best;
}

}  // namespace

std::vector<BestMean> best_means(const Series& series, std::span<const double> channel, std::span<const int> durations,
                                 const BestMeanOptions& options) {
  const std::vector<Stretch> all = stretches(series, channel, options.longest_gap);
  std::vector<BestMean> result;
  for (const int duration : durations) result.push_back(best_mean(all, std::max(1, duration)));
  return result;
}

std::vector<BestMean> better(std::span<const BestMean> a, std::span<const BestMean> b) {
  std::vector<BestMean> result(a.begin(), a.end());
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i].value) || b[i].value > a[i].value) result[i] = b[i];
  }
  return result;
}

}  // namespace formcast::intake
