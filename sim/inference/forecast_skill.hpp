#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/normal_mixture.hpp"
#include "sim/inference/forecast_cases.hpp"
#include "sim/inference/rolling_forecasts.hpp"

namespace formcast {

/// Forecast skill of one method.
struct MethodSkill {
  std::string method;
  double mape = 0.0;        ///< mean absolute error of the mean [%]
  double rmse = 0.0;        ///< of the mean [p]
  double crps = 0.0;        ///< mean continuous ranked probability score [p]
  double coverage90 = 0.0;  ///< tests inside the 90 % interval [%]
  std::vector<double> pit;  ///< (10) PIT histogram, shares of the tests; uniform if calibrated
};

/// Every method on the same forecasts, so many days ahead.
struct HorizonSkill {
  int from = 0, to = 0;  ///< [d]; the day of origin is day 1
  int forecasts = 0;
  std::vector<MethodSkill> methods;

  const MethodSkill* find(const std::string& method) const;
};

/// Rolling-origin evaluation of one athlete (ForecastCases). Horizons without a forecast are empty.
struct Skill {
  std::vector<HorizonSkill> horizons;  ///< 1-7 and 8-14 days ahead
  HorizonSkill cut;                    ///< one origin, all that followed
  int cut_day = 0;
};

/// A forecast method. Forecasts must use nothing later than what the case says is known.
struct ForecastMethod {
  std::string name;
  std::function<NormalMixture(const ForecastCase&)> forecast;
};

inline constexpr std::string_view kTwinMethod = "twin";

/// Scores methods on the same cases.
Skill evaluate(const std::vector<Test>& tests, const ForecastCases& cases, std::span<const ForecastMethod> methods);

/// Naive baselines: the last test carried forward, and the mean of the last five, each with the normal spread of its
/// own past errors that many days ahead.
ForecastMethod last_value(const std::vector<Test>& tests);
ForecastMethod mean_of_five(const std::vector<Test>& tests);

/// The twin, and two of its models alone.
ForecastMethod twin_method(const RollingForecasts& rolling);
ForecastMethod local_level_method(const RollingForecasts& rolling);
ForecastMethod damped_trend_method(const RollingForecasts& rolling);

/// The twin with every day's load set to the usual one (Calibration::without_loads).
ForecastMethod without_loads_method(const RollingForecasts& without_loads);

}  // namespace formcast
