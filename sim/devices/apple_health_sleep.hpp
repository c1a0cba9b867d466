#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Sleep of nights from the intervals that a health store keeps of several devices and apps.
class SleepNights {
 public:
  /// More intervals are left out; fifty years of a watch have fewer.
  static constexpr std::size_t kMost = 2'000'000;

  /// An interval asleep. `offset` is that of local time from universal time [s]; a `detailed` one names its stage.
  void add(std::string_view source, Seconds start, Seconds end, double offset, bool detailed);

  /// "sleep_hours" of each date on which sleep ends, by one source a date: the one that tells stages, else the one with
  /// the longest sleep. Its intervals count once where they overlap. What begins after 18:00 is of the next day.
  std::vector<Reading> readings() const;

  std::size_t left_out() const { return left_out_; }
  std::size_t second_sources() const { return second_sources_; }  ///< of a date, which were not counted

 private:
  struct Interval {
    Seconds start = 0.0, end = 0.0;
  };
  struct Source {
    std::size_t detailed = 0;
    double offset = 0.0;
    std::vector<Interval> intervals;
  };
  static double union_of(std::vector<Interval> intervals);
  static bool richer(const Source& a, const Source& b);

  std::map<int, std::map<std::string, Source, std::less<>>> nights_;  ///< by days since 1970 of the date it ends on
  std::size_t count_ = 0, left_out_ = 0;
  mutable std::size_t second_sources_ = 0;
};

}  // namespace formcast::intake
