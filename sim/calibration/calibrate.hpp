#pragma once

#include "models/timing.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/forecast_cases.hpp"
#include "sim/inference/rolling_forecasts.hpp"
#include "sim/inference/squad_priors.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// A twin, and its models' rolling forecasts.
struct Calibration {
  Twin twin;
  ForecastCases cases;
  RollingForecasts rolling;
  RollingForecasts without_loads;  ///< the same, with every day's load as usual
};

/// One athlete's posterior of the parameters a squad can share, under the population's priors.
AthleteMarginals learn_marginals(const AthleteHistory& athlete, Timing timing);

/// Calibrates a twin from one athlete's record: every model of the catalogue by its bank, those that forecast weighted
/// by how well they forecast the tests. The record must hold at least one test; implausible loads are taken as missing
/// (without_implausible_loads). `history` gives units and provenance.
/// Deterministic.
Calibration calibrate_and_forecast(const AthleteHistory& athlete, const Provenance& provenance, Timing timing,
                                   const Priors& priors = population_priors());

/// The twin alone.
Twin calibrate(const AthleteHistory& athlete, const Provenance& provenance, Timing timing,
               const Priors& priors = population_priors());

}  // namespace formcast
