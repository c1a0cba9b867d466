#include "sim/measures/measures_sampling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"

namespace formcast::intake {
namespace {

constexpr std::size_t kChannels = 5;
constexpr double kLongestSession = 30.0 * 86400.0;
constexpr double kTimerSlack = 1.5;  // timer and clock times of a session without a pause are rounded apart [s]

using Values = std::array<double, kChannels>;

/// All samples of one second.
struct Moment {
  int second = 0;
  Values sum{};
  std::array<int, kChannels> count{};
};

Values values_of(const Sample& s) {
  return {s.heart_rate > 0.0 ? s.heart_rate : kMissing, s.power, s.speed, s.distance, s.altitude};
}

/// Whether a long gap without a pause is time of the session.
bool timer_is_known(const Session& session) {
  if (!session.pauses.empty()) return true;
  return session.elapsed - session.duration < kTimerSlack;  // false where either is not known
}

/// The samples that count, second by second.
std::vector<Moment> moments(const Session& session, const Pauses& pauses, Seconds start) {
  std::vector<Moment> result;
  Seconds last = -std::numeric_limits<double>::infinity();
  for (const Sample& sample : session.samples) {
    if (!std::isfinite(sample.time) || sample.time < last || pauses.hold(sample.time)) continue;
    last = sample.time;
    if (last - start > kLongestSession) {
      throw InputError(
          tr("samples of a session span {:.0f} days, at most 30 are possible; the device's clock "
             "jumped",
             (last - start) / 86400.0));
    }
    const int second = static_cast<int>(std::lround(last - start));
    if (result.empty() || result.back().second != second) result.push_back({second, {}, {}});
    const Values values = values_of(sample);
    for (std::size_t c = 0; c < kChannels; ++c) {
      if (!std::isfinite(values[c])) continue;
      result.back().sum[c] += values[c];
      ++result.back().count[c];
    }
  }
  return result;
}

/// Fills holes between known values.
void fill_holes(const std::vector<int>& second, std::vector<double>& channel, double longest) {
  std::size_t last = channel.size();  // the last known value before i; none yet
  for (std::size_t i = 0; i < channel.size(); ++i) {
    if (std::isnan(channel[i])) continue;
    if (last < i && second[i] - second[last] <= longest) {
      const double slope = (channel[i] - channel[last]) / (second[i] - second[last]);
      for (std::size_t j = last + 1; j < i; ++j) channel[j] = channel[last] + slope * (second[j] - second[last]);
    }
    last = i;
  }
}

/// Seconds of the session's timer between two moments, ends not included.
void add_gap(const Pauses& pauses, int from, int to, Series& series) {
  for (int s = from + 1; s < to; ++s) {
    if (!pauses.hold(series.start + s)) series.second.push_back(s);
  }
}

/// [m/s] between neighbouring seconds; the first has that of the second one.
std::vector<double> speed_of(const Series& series) {
  std::vector<double> speed(series.seconds(), kMissing);
  for (std::size_t i = 1; i < speed.size(); ++i) {
    const double steps = series.second[i] - series.second[i - 1];
    speed[i] = std::max(0.0, series.distance[i] - series.distance[i - 1]) / steps;
    if (std::isnan(series.distance[i] - series.distance[i - 1])) speed[i] = kMissing;
  }
  if (speed.size() > 1) speed[0] = speed[1];
  return speed;
}

}  // namespace

Pauses::Pauses(const std::vector<Pause>& listed) {
  std::vector<Pause> sorted;
  std::ranges::copy_if(listed, std::back_inserter(sorted), [](const Pause& p) { return p.from < p.to; });
  std::ranges::sort(sorted, {}, &Pause::from);
  for (const Pause& pause : sorted) {
    if (!pauses_.empty() && pause.from < pauses_.back().to) {
      pauses_.back().to = std::max(pauses_.back().to, pause.to);
    } else {
      pauses_.push_back(pause);
    }
  }
}

bool Pauses::hold(Seconds at) const {
  const auto after = std::ranges::lower_bound(pauses_, at, {}, &Pause::from);
  return after != pauses_.begin() && at < std::prev(after)->to;
}

Series one_hertz(const Session& session, const SamplingOptions& options) {
  Series series;
  const Pauses pauses(session.pauses);
  const std::span<const Seconds> times = session.samples.times();
  const auto first =
      std::ranges::find_if(times, [&](Seconds time) { return std::isfinite(time) && !pauses.hold(time); });
  if (first == times.end()) return series;
  series.start = *first;
  const std::vector<Moment> at = moments(session, pauses, series.start);
  const bool timer = timer_is_known(session);
  const std::array<std::vector<double>*, kChannels> channels{&series.heart_rate, &series.power, &series.speed,
                                                             &series.distance, &series.altitude};
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (i > 0) {
      const int gap = at[i].second - at[i - 1].second;
      if (timer || gap <= options.longest_hole) add_gap(pauses, at[i - 1].second, at[i].second, series);
    }
    series.second.push_back(at[i].second);
    for (std::size_t c = 0; c < kChannels; ++c) {
      channels[c]->resize(series.seconds(), kMissing);
      if (at[i].count[c] > 0) channels[c]->back() = at[i].sum[c] / at[i].count[c];
    }
  }
  for (std::vector<double>* channel : channels) fill_holes(series.second, *channel, options.longest_hole);
  if (coverage(series.speed) == 0.0) series.speed = speed_of(series);
  return series;
}

std::vector<double> known(std::span<const double> channel) {
  std::vector<double> result;
  std::ranges::copy_if(channel, std::back_inserter(result), [](double v) { return !std::isnan(v); });
  return result;
}

KnownPairs known_pairs(std::span<const double> first, std::span<const double> second) {
  KnownPairs pairs;
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
    if (std::isnan(first[i]) || std::isnan(second[i])) continue;
    pairs.first.push_back(first[i]);
    pairs.second.push_back(second[i]);
  }
  return pairs;
}

std::vector<double> by_the_clock(const Series& series, std::span<const double> channel) {
  if (series.second.empty()) return {};
  std::vector<double> result(static_cast<std::size_t>(series.second.back()) + 1, 0.0);
  for (std::size_t i = 0; i < channel.size(); ++i) {
    if (!std::isnan(channel[i])) result[static_cast<std::size_t>(series.second[i])] = channel[i];
  }
  return result;
}

double coverage(std::span<const double> channel) {
  if (channel.empty()) return 0.0;
  const auto gaps = std::ranges::count_if(channel, [](double v) { return std::isnan(v); });
  return 1.0 - static_cast<double>(gaps) / static_cast<double>(channel.size());
}

}  // namespace formcast::intake
