#include "sim/intake/daily_history_markers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "sim/history/history.hpp"
#include "sim/sessions/date_text.hpp"

namespace formcast::intake {
namespace {

constexpr double kLargestOffset = 14.0 * 3600.0;
constexpr double kNap = 7200.0;  // sleeps dated closer together are one, as two devices saw it [s]

/// A marker of a history (sim/history/csv_columns.cpp) and what its unit allows.
struct Marker {
  std::string_view name, unit;
  double least, most;
};

constexpr std::array<Marker, 9> kMarkers{{
    {"hrv_rmssd", "ms", 6.0, 300.0},  // below: seconds, or a logarithm (1.8 to 5.7)
    {"resting_hr", "1/min", 25.0, 120.0},
    {"sleep_hours", "h", 0.0, 24.0},
    {"soreness", "points", 0.0, 100.0},
    {"fatigue_rating", "points", 0.0, 100.0},
    {"mood", "points", 0.0, 100.0},
    {"stress", "points", 0.0, 100.0},
    {"rpe", "points", 0.0, 10.0},
    {"body_mass", "kg", 25.0, 250.0},
}};

struct Moment {
  Seconds time = kMissing;
  double value = 0.0;

  auto key() const { return std::pair(std::isnan(time) ? -HUGE_VAL : time, value); }
};

double mean(std::span<const Moment> moments) {
  double sum = 0.0;
  for (const Moment& m : moments) sum += m.value;
  return sum / static_cast<double>(moments.size());
}

/// A night and naps: sums over sleeps, means over records of one sleep. `moments` are sorted; those without a time are
/// a sleep of their own.
double sleep_of(const std::vector<Moment>& moments) {
  double sum = 0.0;
  for (std::size_t from = 0, to = 0; from < moments.size(); from = to) {
    const double start = moments[from].key().first;
    while (to < moments.size() && !(moments[to].key().first - start >= kNap)) ++to;
    sum += mean(std::span(moments).subspan(from, to - from));
  }
  return sum;
}

/// Readings that cannot be used, a line for each marker.
class Refused {
 public:
  void add(const Marker& marker, double value) {
    auto& [count, first] = refused_[marker.name];
    if (count++ == 0) {
      first = tr("{} {:g}, expected {:g} to {:g} {}", marker.name, value, marker.least, marker.most, marker.unit);
    }
  }
  void report(std::vector<std::string>& notes) const {
    for (const auto& [name, entry] : refused_) {
      notes.push_back(tr("{} value(s) of {} left out: {}", entry.first, name, entry.second));
    }
  }

 private:
  std::map<std::string_view, std::pair<int, std::string>> refused_;
};

using Days = std::map<Date, std::vector<Moment>>;

/// Drops values told twice, by two exports of one service.
void drop_repeated(std::vector<Moment>& moments) {
  std::ranges::sort(moments, {}, &Moment::key);
  const auto same = [](const Moment& a, const Moment& b) { return a.key() == b.key(); };
  moments.erase(std::unique(moments.begin(), moments.end(), same), moments.end());
}

std::map<Date, double> series(const Marker& marker, Days& days, Refused& refused, std::vector<std::string>& notes) {
  std::map<Date, double> result;
  int averaged = 0;
  const bool is_sleep = marker.name == kSleepHours;
  for (auto& [date, moments] : days) {
    drop_repeated(moments);
    averaged += moments.size() > 1 && !is_sleep ? 1 : 0;
    const double value = is_sleep ? sleep_of(moments) : mean(moments);
    if (value <= marker.most) {
      result[date] = value;
    } else {
      refused.add(marker, value);
    }
  }
  if (averaged > 0) {
    notes.push_back(tr("{} on {} date(s) given several times: their mean was taken", marker.name, averaged));
  }
  return result;
}

}  // namespace

Date local_date_of(Seconds time, const std::optional<double>& utc_offset, const std::string& zone) {
  if (utc_offset && std::abs(*utc_offset) <= kLargestOffset) return date_at(time + *utc_offset);
  if (zone.empty()) {
    Question question{
        Question::Kind::kZone,
        tr("a record says only when it was in universal time, hence not on which day for the athlete; give "
           "the athlete's zone, such as Europe/Berlin")};
    question.option = "--zone";
    throw Unanswered(std::move(question));
  }
  return local_date(zone, Instant{std::chrono::minutes{static_cast<long>(std::floor(time / 60.0))}});
}

bool is_marker(std::string_view name) { return std::ranges::find(kMarkers, name, &Marker::name) != kMarkers.end(); }

DailyMarkers daily_markers(std::span<const Reading> readings, const std::string& zone) {
  DailyMarkers result;
  Refused refused;
  std::map<std::string_view, Days> by_marker;
  std::set<std::string> unknown;
  int undated = 0;
  for (const Reading& reading : readings) {
    const auto marker = std::ranges::find(kMarkers, reading.marker, &Marker::name);
    if (marker == kMarkers.end()) {
      unknown.insert(reading.marker);
      continue;
    }
    if (!(reading.value >= marker->least && reading.value <= marker->most)) {
      refused.add(*marker, reading.value);
      continue;
    }
    if (!reading.date && !(reading.time >= 0.0 && reading.time < kLatest)) {
      ++undated;
      continue;
    }
    const Date date = reading.date ? *reading.date : local_date_of(reading.time, reading.utc_offset, zone);
    by_marker[marker->name][date].push_back({reading.time, reading.value});
  }
  for (const Marker& marker : kMarkers) {
    const auto days = by_marker.find(marker.name);
    if (days == by_marker.end()) continue;
    result.values[std::string(marker.name)] = series(marker, days->second, refused, result.notes);
  }
  refused.report(result.notes);
  if (undated > 0) result.notes.push_back(tr("{} reading(s) have neither a date nor a time", undated));
  for (const std::string& name : unknown) result.notes.push_back(tr("marker \"{}\" is not used", name));
  return result;
}

}  // namespace formcast::intake
