#pragma once

#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Session RPE (Foster et al. 2001, J Strength Cond Res 15:109): the athlete's CR-10 rating of the whole session times
/// its minutes, warm-up, breaks and cool-down included; a rating of 0 is rest, and 0. [AU] Not a number where the
/// rating is not within 0 to 10: scales of 6-20 or 0-100 are others.
double session_rpe(double rating, double seconds);

/// Load of a strength session: the sum of repetitions x weight over sets. [kg] A set without a weight counts
/// `bodyweight` [kg], by which the caller says what share of body mass is lifted; where that is not known either, the
/// set is left out. Not comparable between exercises, and nothing says how near to failure the sets were.
double tonnage(std::span<const StrengthSet> sets, double bodyweight = kMissing);

/// Weight that could be lifted once, by a set of up to ten repetitions (Epley 1985, Poundage Chart): weight (1 +
/// repetitions / 30), and the weight itself for one. [kg] A lower bound, as sets seldom end in failure. Not a number
/// for more repetitions, which say little of it, or without a weight.
double one_repetition_maximum(double weight, double repetitions);

/// A week of training.
struct WeekShape {
  double sum = kMissing;       ///< of the daily loads [AU]
  double monotony = kMissing;  ///< mean / SD
  double strain = kMissing;    ///< sum x monotony [AU]
};

/// Training monotony and strain (Foster 1998, Med Sci Sports Exerc 30:1164) of seven daily loads, days of rest as 0.
/// The SD is that of the seven days themselves (divided by 7); with 6 monotony is 7 % smaller. Not a number where a
/// load is not known, or where all are equal: that week has no spread to divide by, and a cap would be an invented
/// number. What they are not: a risk of illness or injury.
WeekShape week_shape(std::span<const double, 7> daily_loads);

}  // namespace formcast::intake
