#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sim/history/history.hpp"

namespace formcast {

/// A load or marker as a history's file has it: two decimals, four significant digits below 1. More would differ
/// between C libraries, and three decimals could be taken for thousands.
std::string history_number(double value);

/// What a history says of performances that are not all tests.
struct PerformanceColumns {
  struct Day {
    double value = 0.0;  ///< [unit]
    double sd = 0.0;     ///< of the measurement's error [unit]; not a number for an ordinary test
    bool lower_bound = false;
  };
  std::string unit;         ///< of performance
  std::string test;         ///< their kind, "best_power_5min"
  std::map<int, Day> days;  ///< by day of the record: all performances, in place of the record's tests
};

/// One athlete's record as a history CSV: athlete, date, load, performance and the markers, a row a day. A missing load
/// is empty. With `performance` its unit is named, and the columns performance_sd, performance_bound ("lower" or empty)
/// and test follow it.
std::string history_text(const AthleteHistory& history, std::string_view load_unit,
                         const PerformanceColumns* performance = nullptr);

}  // namespace formcast
