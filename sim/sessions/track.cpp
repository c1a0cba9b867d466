#include "sim/sessions/track.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace formcast::intake {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kEarthRadius = 6371008.8;  // mean [m]
constexpr double kFastest = 100.0;          // a position that would need more was not measured [m/s]

bool earlier(const Sample& a, const Sample& b) { return a.time < b.time; }

/// Fills what `to` lacks.
void merge(Sample& to, const Sample& from) {
  for (double Sample::*const field : {&Sample::heart_rate, &Sample::power, &Sample::speed, &Sample::distance,
                                      &Sample::altitude, &Sample::cadence, &Sample::latitude, &Sample::longitude}) {
    if (std::isnan(to.*field)) to.*field = from.*field;
  }
}

/// All samples. Those of a single segment are moved out of it: there may be millions.
std::vector<Sample> in_order(std::vector<TrackSegment>& segments, std::vector<Note>& notes) {
  std::vector<Sample> samples;
  if (segments.size() == 1) samples = std::exchange(segments[0].samples, {});
  for (const TrackSegment& segment : segments) {
    samples.insert(samples.end(), segment.samples.begin(), segment.samples.end());
  }
  std::size_t backward = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) backward += earlier(samples[i], samples[i - 1]) ? 1 : 0;
  if (backward > 0) {
    notes.push_back({fmt::format("time runs backward {} times; samples are put in order of time", backward)});
    std::stable_sort(samples.begin(), samples.end(), earlier);
  }
  return samples;
}

/// Keeps the longest run of samples that are less than a day apart: a device without satellites begins in another year.
void keep_one_occasion(std::vector<Sample>& samples, std::vector<Note>& notes) {
  std::size_t best = 0, best_size = 0;
  for (std::size_t from = 0, i = 1; i <= samples.size(); ++i) {
    if (i < samples.size() && samples[i].time - samples[i - 1].time <= kOneDay) continue;
    if (i - from > best_size) best = from, best_size = i - from;
    from = i;
  }
  if (best_size == samples.size()) return;
  notes.push_back({fmt::format("{} samples are more than a day from the other {} and left out",
                               samples.size() - best_size, best_size)});
  samples.erase(samples.begin() + static_cast<std::ptrdiff_t>(best + best_size), samples.end());
  samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(best));
}

void merge_moments(std::vector<Sample>& samples) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (kept > 0 && samples[kept - 1].time == samples[i].time) {
      merge(samples[kept - 1], samples[i]);
    } else {
      if (kept != i) samples[kept] = samples[i];
      ++kept;
    }
  }
  samples.resize(kept);
}

/// Pauses that the file's structure tells, within the samples kept; none in a single segment.
std::vector<Pause> pauses_between(const std::vector<TrackSegment>& segments, const std::vector<Sample>& samples) {
  std::vector<Pause> pauses;
  double last = kMissing;
  for (const TrackSegment& segment : segments) {
    if (segment.samples.empty()) continue;
    const auto [first, end] = std::minmax_element(segment.samples.begin(), segment.samples.end(), earlier);
    const bool inside = last >= samples.front().time && first->time <= samples.back().time;
    if (segment.after_pause && inside && first->time - last > 1.0) pauses.push_back({last, first->time});
    last = std::fmax(last, end->time);
  }
  return pauses;
}

/// The step between samples that half of them do not exceed [s].
double usual_step(const std::vector<Sample>& samples) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < samples.size(); ++i) steps.push_back(samples[i].time - samples[i - 1].time);
  if (steps.empty()) return 0.0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

bool in_a_pause(const std::vector<Pause>& pauses, double from, double to) {
  const auto after = std::upper_bound(pauses.begin(), pauses.end(), from,
                                      [](double time, const Pause& pause) { return time < pause.to; });
  return after != pauses.end() && after->from <= from && to <= after->to;
}

void add_gaps(const std::vector<Sample>& samples, std::vector<Pause>& pauses, std::vector<Note>& notes) {
  const double longest = std::fmax(kLongestHole, 4.0 * usual_step(samples));
  std::vector<Pause> gaps;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const double from = samples[i - 1].time, to = samples[i].time;
    if (to - from > longest && !in_a_pause(pauses, from, to)) gaps.push_back({from, to});
  }
  if (gaps.empty()) return;
  notes.push_back(
      {fmt::format("{} times without samples for more than {:.0f} s are taken for pauses", gaps.size(), longest)});
  pauses.insert(pauses.end(), gaps.begin(), gaps.end());
  std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) { return a.from < b.from; });
}

/// Distance along the positions; what was covered while the timer stood still does not count.
void add_distance(std::vector<Sample>& samples, const std::vector<Pause>& pauses) {
  const Sample* last = nullptr;
  double distance = 0.0;
  for (Sample& sample : samples) {
    sample.distance = kMissing;
    if (std::isnan(sample.latitude) || std::isnan(sample.longitude)) continue;
    if (last != nullptr) {
      const double step = haversine(*last, sample), time = sample.time - last->time;
      if (step > kFastest * time) continue;
      if (!in_a_pause(pauses, last->time, sample.time)) distance += step;
    }
    sample.distance = distance;
    last = &sample;
  }
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

void finish_track(std::vector<TrackSegment> segments, bool gaps_are_pauses, Session& session,
                  std::vector<Note>& notes) {
  std::vector<Sample> samples = in_order(segments, notes);
  if (samples.empty()) return;
  keep_one_occasion(samples, notes);
  merge_moments(samples);
  std::vector<Pause> pauses = pauses_between(segments, samples);
  if (gaps_are_pauses) add_gaps(samples, pauses, notes);
  const bool measured = std::any_of(samples.begin(), samples.end(), [](const Sample& s) { return s.distance > 0.0; });
  if (!measured) add_distance(samples, pauses);
  const auto last = std::find_if(samples.rbegin(), samples.rend(), [](const Sample& s) { return s.distance > 0.0; });
  if (std::isnan(session.distance) && last != samples.rend()) session.distance = last->distance;
  if (std::isnan(session.start)) session.start = samples.front().time;
  if (std::isnan(session.elapsed)) session.elapsed = samples.back().time - session.start;
  session.samples = std::move(samples);
  session.pauses = std::move(pauses);
}

}  // namespace formcast::intake
