#include "sim/devices/apple_health_sleep.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace formcast::intake {
namespace {

constexpr double kEvening = 6.0 * 3600.0;  // before midnight: sleep that ends later in a day is of the next night
constexpr double kLongest = kOneDay;       // an interval that is longer was forgotten

}  // namespace

void SleepNights::add(std::string_view source, Seconds start, Seconds end, double offset, bool detailed) {
  if (!(end > start) || end - start > kLongest) return;
  if (count_ >= kMost) {
    ++left_out_;
    return;
  }
  ++count_;
  const int night = static_cast<int>(std::floor((end + offset + kEvening) / kOneDay));
  auto& sources = nights_[night];
  auto found = sources.find(source);
  if (found == sources.end()) found = sources.emplace(std::string(source), Source{}).first;
  found->second.detailed += detailed ? 1 : 0;
  found->second.offset = offset;
  found->second.intervals.push_back({start, end});
}

double SleepNights::union_of(std::vector<Interval> intervals) {
  std::ranges::sort(intervals, {}, &Interval::start);
  double sum = 0.0, until = -HUGE_VAL;
  for (const Interval& interval : intervals) {
    if (interval.end <= until) continue;
    sum += interval.end - std::fmax(interval.start, until);
    until = interval.end;
  }
  return sum;
}

bool SleepNights::richer(const Source& a, const Source& b) {
  const bool stages_a = a.detailed > 0, stages_b = b.detailed > 0;
  if (stages_a != stages_b) return stages_a;
  return union_of(a.intervals) > union_of(b.intervals);
}

std::vector<Reading> SleepNights::readings() const {
  std::vector<Reading> readings;
  second_sources_ = 0;
  for (const auto& [night, sources] : nights_) {
    const Source* best = nullptr;
    for (const auto& [name, source] : sources) {
      if (best == nullptr || richer(source, *best)) best = &source;
    }
    second_sources_ += sources.size() - 1;
    Seconds last = -HUGE_VAL;
    for (const Interval& interval : best->intervals) last = std::fmax(last, interval.end);
    readings.push_back(
        {"sleep_hours", union_of(best->intervals) / 3600.0, last, Date{date::days{night}}, best->offset});
  }
  return readings;
}

}  // namespace formcast::intake
