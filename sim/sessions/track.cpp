#include "sim/sessions/track.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "sim/base/language.hpp"

namespace formcast::intake {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kEarthRadius = 6371008.8;  // mean [m]
constexpr double kFastest = 100.0;          // a position that would need more was not measured [m/s]

/// Fills what `to` lacks.
void merge(Sample& to, const Sample& from) {
  for (double Sample::*const field : {&Sample::heart_rate, &Sample::power, &Sample::speed, &Sample::distance,
                                      &Sample::altitude, &Sample::cadence, &Sample::latitude, &Sample::longitude}) {
    if (std::isnan(to.*field)) to.*field = from.*field;
  }
}

/// Of a segment with samples.
struct Extent {
  Seconds first, last;
  bool after_pause;
};

/// None of a single segment, which no pause is before.
std::vector<Extent> extents_of(const std::vector<TrackSegment>& segments) {
  std::vector<Extent> extents;
  if (segments.size() < 2) return extents;
  for (const TrackSegment& segment : segments) {
    if (segment.samples.empty()) continue;
    const auto [first, last] = std::ranges::minmax(segment.samples.times());
    extents.push_back({first, last, segment.after_pause});
  }
  return extents;
}

/// All samples, moved out of their segments: there may be millions.
Samples in_order(std::vector<TrackSegment>& segments, std::vector<Note>& notes) {
  Samples samples;
  for (TrackSegment& segment : segments) {
    Samples more = std::exchange(segment.samples, {});
    if (samples.empty()) {
      samples = std::move(more);
    } else {
      samples.append(more);
    }
  }
  const std::span<const Seconds> time = std::as_const(samples).times();
  std::size_t backward = 0;
  for (std::size_t i = 1; i < time.size(); ++i) backward += time[i] < time[i - 1] ? 1 : 0;
  if (backward > 0) {
    notes.push_back({tr("time runs backward {} times; samples are put in order of time", backward)});
    std::vector<std::uint32_t> order(time.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return time[i]; });
    samples.arrange(order);
  }
  return samples;
}

/// Keeps the longest run of samples that are less than a day apart: a device without satellites begins in another year.
void keep_one_occasion(Samples& samples, std::vector<Note>& notes) {
  const std::span<const Seconds> time = std::as_const(samples).times();
  std::size_t best = 0, best_size = 0;
  for (std::size_t from = 0, i = 1; i <= time.size(); ++i) {
    if (i < time.size() && time[i] - time[i - 1] <= kOneDay) continue;
    if (i - from > best_size) best = from, best_size = i - from;
    from = i;
  }
  if (best_size == samples.size()) return;
  notes.push_back(
      {tr("{} samples are more than a day from the other {} and left out", samples.size() - best_size, best_size)});
  samples.keep(best, best + best_size);
}

void merge_moments(Samples& samples) {
  const std::span<const Seconds> time = std::as_const(samples).times();
  if (std::ranges::adjacent_find(time) == time.end()) return;
  std::size_t kept = 0;
  Sample moment = samples.front();
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const Sample sample = samples[i];
    if (moment.time == sample.time) {
      merge(moment, sample);
      continue;
    }
    samples.set(kept++, moment);
    moment = sample;
  }
  samples.set(kept++, moment);
  samples.keep(0, kept);
}

/// Pauses that the file's structure tells, within the samples kept; none in a single segment.
std::vector<Pause> pauses_between(const std::vector<Extent>& segments, const Samples& samples) {
  std::vector<Pause> pauses;
  double last = kMissing;
  for (const Extent& segment : segments) {
    const bool inside = last >= samples.front().time && segment.first <= samples.back().time;
    if (segment.after_pause && inside && segment.first - last > 1.0) pauses.push_back({last, segment.first});
    last = std::fmax(last, segment.last);
  }
  return pauses;
}

/// The step that is the longest without being a pause [s]: kLongestHole, or four of the usual step, which half of the
/// steps do not exceed.
double longest_hole(std::span<const Seconds> time) {
  constexpr double kUsual = 4.0;
  if (time.size() < 2) return kLongestHole;
  const std::size_t middle = (time.size() - 1) / 2;
  std::size_t small = 0;
  for (std::size_t i = 1; i < time.size(); ++i) small += kUsual * (time[i] - time[i - 1]) <= kLongestHole ? 1 : 0;
  if (small > middle) return kLongestHole;  // almost always, and without a copy of the steps
  std::vector<double> steps;
  for (std::size_t i = 1; i < time.size(); ++i) steps.push_back(time[i] - time[i - 1]);
  std::ranges::nth_element(steps, steps.begin() + static_cast<std::ptrdiff_t>(middle));
  return kUsual * steps[middle];
}

bool in_a_pause(const std::vector<Pause>& pauses, double from, double to) {
  const auto after = std::upper_bound(pauses.begin(), pauses.end(), from,
                                      [](double time, const Pause& pause) { return time < pause.to; });
  return after != pauses.end() && after->from <= from && to <= after->to;
}

void add_gaps(const Samples& samples, std::vector<Pause>& pauses, std::vector<Note>& notes) {
  const std::span<const Seconds> time = samples.times();
  const double longest = longest_hole(time);
  std::vector<Pause> gaps;
  for (std::size_t i = 1; i < time.size(); ++i) {
    const double from = time[i - 1], to = time[i];
    if (to - from > longest && !in_a_pause(pauses, from, to)) gaps.push_back({from, to});
  }
  if (gaps.empty()) return;
  notes.push_back({tr("{} times without samples for more than {:.0f} s are taken for pauses", gaps.size(), longest)});
  pauses.insert(pauses.end(), gaps.begin(), gaps.end());
  std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) { return a.from < b.from; });
}

/// Distance along the positions; what was covered while the timer stood still does not count.
void add_distance(Samples& samples, const std::vector<Pause>& pauses) {
  std::optional<Sample> last;
  double distance = 0.0;
  samples.change([&](Sample& sample) {
    sample.distance = kMissing;
    if (std::isnan(sample.latitude) || std::isnan(sample.longitude)) return;
    if (last) {
      const double step = haversine(*last, sample), time = sample.time - last->time;
      if (step > kFastest * time) return;
      if (!in_a_pause(pauses, last->time, sample.time)) distance += step;
    }
    sample.distance = distance;
    last = sample;
  });
}

/// The last distance above zero, not a number where there is none.
double last_above_zero(const Samples& samples) {
  for (std::size_t i = samples.size(); i-- > 0;) {
    if (const double distance = samples[i].distance; distance > 0.0) return distance;
  }
  return kMissing;
}

}  // namespace

double haversine(const Sample& a, const Sample& b) {
  const double radians = kPi / 180.0;
  const double up = std::sin(0.5 * radians * (b.latitude - a.latitude));
  const double along = std::sin(0.5 * radians * (b.longitude - a.longitude));
  const double h = up * up + std::cos(radians * a.latitude) * std::cos(radians * b.latitude) * along * along;
  return 2.0 * kEarthRadius * std::asin(std::sqrt(h > 1.0 ? 1.0 : h));
}

double paused(const std::vector<Pause>& pauses) {
  double sum = 0.0;
  for (const Pause& pause : pauses) sum += pause.to - pause.from;
  return sum;
}

std::vector<TrackSegment> one_segment(Samples samples) {
  std::vector<TrackSegment> result(1);
  result[0].samples = std::move(samples);
  return result;
}

void finish_track(std::vector<TrackSegment> segments, bool gaps_are_pauses, Session& session,
                  std::vector<Note>& notes) {
  const std::vector<Extent> extents = extents_of(segments);
  Samples samples = in_order(segments, notes);
  if (samples.empty()) return;
  keep_one_occasion(samples, notes);
  merge_moments(samples);
  samples.shrink();
  std::vector<Pause> pauses = pauses_between(extents, samples);
  if (gaps_are_pauses) add_gaps(samples, pauses, notes);
  if (std::isnan(last_above_zero(samples))) add_distance(samples, pauses);
  if (std::isnan(session.distance)) session.distance = last_above_zero(samples);
  if (std::isnan(session.start)) session.start = samples.front().time;
  if (std::isnan(session.elapsed)) {
    if (samples.back().time < session.start) session.start = samples.front().time;
    session.elapsed = samples.back().time - session.start;
  }
  session.samples = std::move(samples);
  session.pauses = std::move(pauses);
}

}  // namespace formcast::intake
