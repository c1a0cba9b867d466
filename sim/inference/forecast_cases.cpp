#include "sim/inference/forecast_cases.hpp"

#include <algorithm>

namespace formcast {

int tests_before(const std::vector<Test>& tests, int day) {
  const auto at = std::lower_bound(tests.begin(), tests.end(), day, [](const Test& t, int d) { return t.day < d; });
  return static_cast<int>(at - tests.begin());
}

ForecastCases forecast_cases(const std::vector<Test>& tests, int days, int first_origin) {
  constexpr int kCut = 77, kShortRecord = 91;
  constexpr double kCutShare = 0.7;
  ForecastCases cases;
  cases.cut_day = days < kShortRecord ? static_cast<int>(kCutShare * days) : kCut;
  const auto forecast_from = [&](int origin, int end, std::vector<ForecastCase>& into) {
    const int known = tests_before(tests, origin);
    if (known == 0) return;
    for (int t = known; t < static_cast<int>(tests.size()); ++t) {
      const int day = tests[static_cast<std::size_t>(t)].day;
      if (day >= end) break;
      into.push_back({origin, day - origin + 1, {known, t}});
    }
  };
  for (int origin = 0; origin < days; origin += ForecastCases::kEvery) {
    if (origin < std::max(first_origin, ForecastCases::kFirstOrigin)) continue;
    forecast_from(origin, origin + ForecastCases::kAhead, cases.rolling);
  }
  if (cases.cut_day >= first_origin) forecast_from(cases.cut_day, days, cases.cut);
  return cases;
}

}  // namespace formcast
