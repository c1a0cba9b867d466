// Heart rate that a chest strap stored during a swim, merged in afterwards; readings of days.

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/devices/fit_sessions.hpp"
#include "sim/sessions/date_text.hpp"

namespace formcast::intake {
namespace {

/// How long a heart rate is taken to hold [s].
constexpr double kHolds = 3.0;

/// The last rate at or before a time, not a number where it is too old.
double rate_at(const std::deque<FitStrapRate>& rates, double time) {
  const auto after = std::ranges::upper_bound(rates, time, {}, &FitStrapRate::time);
  if (after == rates.begin() || time - std::prev(after)->time > kHolds) return kMissing;
  return std::prev(after)->rate;
}

std::size_t fill(const std::deque<FitStrapRate>& rates, Samples& samples) {
  std::size_t filled = 0;
  samples.change([&](Sample& sample) {
    if (!std::isnan(sample.heart_rate)) return;
    sample.heart_rate = rate_at(rates, sample.time);
    filled += std::isnan(sample.heart_rate) ? 0 : 1;
  });
  return filled;
}

/// One sample a second from the rates within a session that has none.
std::size_t make_samples(const std::deque<FitStrapRate>& rates, Session& session) {
  const double end = session.start + session.elapsed;
  auto rate = std::ranges::lower_bound(rates, session.start, {}, &FitStrapRate::time);
  for (; rate != rates.end() && rate->time <= end; ++rate) {
    const double second = std::ceil(rate->time);
    if (!session.samples.empty() && session.samples.back().time == second) session.samples.pop_back();
    session.samples.push_back({.time = second, .heart_rate = rate->rate});
  }
  return session.samples.size();
}

std::optional<Date> local_date(double time, std::optional<double> offset) {
  constexpr double kLastDay = 84005.0;  // 2199-12-31
  const double local = time + offset.value_or(kMissing);
  if (!(local >= 0.0 && local < kOneDay * (kLastDay + 1.0))) return std::nullopt;
  return date_at(local);
}

/// Steps count up from midnight, so that the largest count of a day is its total; by activity.
void add_steps(const FitPart& part, std::optional<double> offset, std::vector<Reading>& readings) {
  struct Total {
    std::map<int, double> most;
    double last = 0.0;
  };
  std::map<double, Total> days;
  for (const FitSteps& count : part.steps) {
    // What is counted at midnight is of the day that ends.
    Total& total = days[std::floor((count.time + offset.value_or(0.0) - 1.0) / kOneDay)];
    double& most = total.most[count.activity];
    most = std::max(most, count.steps);
    total.last = std::max(total.last, count.time);
  }
  for (const auto& [day, total] : days) {
    double sum = 0.0;
    for (const auto& [activity, most] : total.most) sum += most;
    readings.push_back({"steps", sum, total.last, local_date(total.last - 1.0, offset), offset});
  }
}

/// A level of sleep holds until the next. Longer than four hours is no level but the day between two nights.
void add_sleep(const FitPart& part, std::optional<double> offset, std::vector<Reading>& readings) {
  constexpr double kLongest = 4.0 * 3600.0;
  double asleep = 0.0;
  for (std::size_t i = 0; i < part.sleep.size(); ++i) {
    const auto& [time, level] = part.sleep[i];
    const double holds = i + 1 < part.sleep.size() ? part.sleep[i + 1].time - time : HUGE_VAL;
    const bool same_night = holds >= 0.0 && holds <= kLongest;
    if (same_night && level >= 2 && level <= 4) asleep += holds;
    if (same_night) continue;
    if (asleep > 0.0) readings.push_back({"sleep_hours", asleep / 3600.0, time, local_date(time, offset), offset});
    asleep = 0.0;
  }
}

}  // namespace

void merge_strap(std::deque<FitStrapRate> rates, std::vector<FitSession>& sessions, std::vector<Note>& notes) {
  if (rates.empty()) return;
  if (!std::ranges::is_sorted(rates, {}, &FitStrapRate::time)) std::ranges::stable_sort(rates, {}, &FitStrapRate::time);
  std::size_t filled = 0;
  for (FitSession& one : sessions) {
    filled += one.session.samples.empty() ? make_samples(rates, one.session) : fill(rates, one.session.samples);
  }
  notes.push_back({tr("{} heart rates from what the strap stored", filled), 0, false});
}

std::vector<Reading> readings_of(FitPart& part) {
  const std::optional<double> offset = part.utc_offset ? part.utc_offset : part.device_offset;
  std::vector<Reading> result = std::move(part.readings);
  for (Reading& reading : result) {
    const std::string& marker = reading.marker;
    const bool of_a_day = marker == "resting_hr" || marker == "sleep_score" || marker == "skin_temperature_deviation" ||
                          (marker.starts_with("hrv_") && marker != "hrv_rmssd_5min");
    if (of_a_day) reading.date = local_date(reading.time, offset);
    reading.utc_offset = offset;
  }
  add_steps(part, offset, result);
  add_sleep(part, offset, result);
  return result;
}

}  // namespace formcast::intake
