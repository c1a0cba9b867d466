#pragma once

#include <vector>

#include "sim/forecast_cases.hpp"
#include "sim/foresight.hpp"
#include "sim/twin.hpp"

namespace formcast {

/// How much better the twin foresaw the rolling cases than the same twin without the loads. The interval resamples
/// fortnights of origins, since the forecasts of one share tests and errors. Deterministic.
LoadsAdd loads_add(const std::vector<Test>& tests, const ForecastCases& cases, const Foresight& with,
                   const Foresight& without);

}  // namespace formcast
