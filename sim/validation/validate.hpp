#pragma once

#include <string>
#include <vector>

#include "models/timing.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/forecast_skill.hpp"

namespace formcast {

/// One of the twin's forecasts with the test's outcome: mean and 90 % interval [p].
struct TwinForecast {
  int origin = 0;  ///< the day on whose morning it was made
  int day = 0;     ///< of the test
  int ahead = 0;   ///< [d]; the day of origin is day 1
  double mean = 0.0;
  double low = 0.0;   ///< 5 %
  double high = 0.0;  ///< 95 %
  double seen = 0.0;
};

/// How well one athlete's tests were forecast.
struct AthleteValidation {
  std::string athlete;
  Date start;  ///< date of day 0
  int days = 0;
  std::vector<Test> tests;
  LoadsAdd loads_add;
  Skill skill;
  std::vector<TwinForecast> rolling;  ///< by origin, then by test
  std::vector<TwinForecast> cut;
  std::string note;  ///< why there is nothing to judge; else ""

  bool judged() const { return !rolling.empty() || !cut.empty(); }
};

struct Validation {
  std::string source;  ///< history file, without its folder
  Timing timing = Timing::kNextDay;
  std::string performance_unit;
  std::vector<AthleteValidation> athletes;
  std::vector<AthleteTrouble> troubles;  ///< of athletes that are not among them
  Skill mean;                            ///< over athletes with that horizon; forecasts are summed
  bool interrupted = false;              ///< then the rest is of no use

  int judged() const;
};

/// Rolling-origin evaluation (ForecastCases) of the twin and of other methods, on the athletes' own records. An athlete
/// whose record is too short for any forecast is listed with a note; one whose calibration fails stops no other.
/// Athletes are processed in parallel, progress counts them; the result does not depend on the threads. With
/// `options.pool` each athlete's priors are learned from all the others, from the whole of their records.
Validation validate(const History& history, Timing timing, const SquadOptions& options = {});

}  // namespace formcast
