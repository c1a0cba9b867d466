#pragma once

#include <string>
#include <string_view>

#include "sim/history/history.hpp"

namespace formcast {

/// A load or marker as a history's file has it: two decimals, four significant digits below 1. More would differ
/// between C libraries, and three decimals could be taken for thousands.
std::string history_number(double value);

/// What a history's performances are.
struct PerformanceName {
  std::string unit;
  std::string test;  ///< their kind, "best_power_5min"
};

/// One athlete's record as a history CSV: athlete, date, load, performance and the markers, a row a day. A missing load
/// is empty. Columns for errors and bounds of performances where there are some, or where `of` names what they are,
/// which then is a column, too; a lower bound on the day of a test has a row of its own.
std::string history_text(const AthleteHistory& history, std::string_view load_unit,
                         const PerformanceName* of = nullptr);

}  // namespace formcast
