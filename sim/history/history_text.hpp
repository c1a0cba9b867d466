#pragma once

#include <string>
#include <string_view>

#include "sim/history/history.hpp"

namespace formcast {

/// A load or marker as a history's file has it: two decimals, four significant digits below 1. More would differ
/// between C libraries, and three decimals could be taken for thousands.
std::string history_number(double value);

/// One athlete's record as a history CSV: athlete, date, load, performance and the markers, a row a day. A missing load
/// is empty. Columns for errors and bounds of performances where there are some; a lower bound on the day of a test has
/// a row of its own.
std::string history_text(const AthleteHistory& history, std::string_view load_unit);

}  // namespace formcast
