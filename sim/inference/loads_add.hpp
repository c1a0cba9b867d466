#pragma once

#include <vector>

#include "sim/inference/forecast_cases.hpp"
#include "sim/inference/rolling_forecasts.hpp"

namespace formcast {

/// Share of the forecast error (CRPS) that knowing the loads saves, compared with the same twin given the usual load
/// every day, over the rolling origins.
struct LoadsAdd {
  int forecasts = 0;  ///< judged; 0: unknown
  double share = 0.0;
  double low = 0.0, high = 0.0;  ///< 90 % interval, by resampling fortnights of origins
};

/// How much better the twin forecast the rolling cases than the same twin without loads. The interval resamples
/// fortnights of origins, since forecasts within one share tests and errors. Deterministic.
LoadsAdd loads_add(const std::vector<Test>& tests, const ForecastCases& cases, const RollingForecasts& with,
                   const RollingForecasts& without);

}  // namespace formcast
