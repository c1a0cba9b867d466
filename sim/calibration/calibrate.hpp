#pragma once

#include "models/timing.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/forecast_cases.hpp"
#include "sim/inference/rolling_forecasts.hpp"
#include "sim/inference/squad_priors.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// A twin, and all that its models foresaw on the way.
struct Calibration {
  Twin twin;
  ForecastCases cases;
  Foresight foresight;
  Foresight without_loads;  ///< the same, every day's load taken for the usual one
};

/// What one athlete's tests say of the parameters a squad can share, under the population's priors.
AthleteMarginals learn_marginals(const AthleteHistory& athlete, Timing timing);

/// Learns a twin from one athlete's record: every model of the catalogue by its bank, those that forecast weighed by
/// how well they foresaw the tests. The record must hold at least one test; loads that nobody can have meant are taken
/// as unknown (without_absurd_loads). `history` gives units and provenance.
/// Deterministic.
Calibration calibrate_and_foresee(const AthleteHistory& athlete, const History& history, Timing timing,
                                  const Priors& priors = population_priors());

/// The twin alone.
Twin calibrate(const AthleteHistory& athlete, const History& history, Timing timing,
               const Priors& priors = population_priors());

}  // namespace formcast
