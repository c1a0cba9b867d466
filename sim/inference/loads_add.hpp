#pragma once

#include <vector>

#include "sim/inference/forecast_cases.hpp"
#include "sim/inference/rolling_forecasts.hpp"

namespace formcast {

/// By how much knowing the loads has bettered the twin's forecasts, beside the same twin that takes every day's load
/// for the usual one: as a share of the error (CRPS) without, over the rolling origins.
struct LoadsAdd {
  int forecasts = 0;  ///< judged; 0: nothing is known
  double share = 0.0;
  double low = 0.0, high = 0.0;  ///< 90 % interval, by resampling fortnights of origins
};

/// How much better the twin foresaw the rolling cases than the same twin without the loads. The interval resamples
/// fortnights of origins, since the forecasts of one share tests and errors. Deterministic.
LoadsAdd loads_add(const std::vector<Test>& tests, const ForecastCases& cases, const Foresight& with,
                   const Foresight& without);

}  // namespace formcast
