#pragma once

#include <compare>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// A forecast of test number `test` from the first `known` tests.
struct ForecastRequest {
  int known = 0;
  int test = 0;
  auto operator<=>(const ForecastRequest&) const = default;
};

/// Number of tests known on the morning of a day: those of the days before it.
int tests_before(const std::vector<Test>& tests, int day);

/// A forecast of the rolling-origin evaluation. `ahead` counts the day of origin as 1.
struct ForecastCase {
  int origin = 0;  ///< the day, on the morning of which it is made
  int ahead = 0;   ///< [d]
  ForecastRequest request;
};

/// Rolling-origin evaluation: every third day from day 28 on is an origin, from which every test of the next 14 days
/// is forecast from what was known the day before, the loads of the days between being known. The cut is one origin,
/// day 77 (or 70 % of a record of less than 13 weeks), from which all later tests are forecast.
struct ForecastCases {
  static constexpr int kFirstOrigin = 28, kEvery = 3, kAhead = 14;
  int cut_day = 0;
  std::vector<ForecastCase> rolling;
  std::vector<ForecastCase> cut;
};

/// `first_origin`: the first day on which the scales of the priors are known.
ForecastCases forecast_cases(const std::vector<Test>& tests, int days, int first_origin);

}  // namespace formcast
