#include "sim/measures/measures_session.hpp"

#include <cmath>

namespace formcast::intake {

double session_rpe(double rating, double seconds) {
  if (!(rating >= 0.0 && rating <= 10.0)) return kMissing;
  if (rating == 0.0) return 0.0;
  return rating * seconds / 60.0;
}

double tonnage(std::span<const StrengthSet> sets, double bodyweight) {
  double sum = 0.0;
  for (const StrengthSet& set : sets) {
    const double lifted = set.repetitions * (set.weight > 0.0 ? set.weight : bodyweight);
    if (std::isfinite(lifted)) sum += lifted;
  }
  return sum;
}

double one_repetition_maximum(double weight, double repetitions) {
  constexpr double kMostRepetitions = 10.0;
  if (!(weight > 0.0 && repetitions >= 1.0 && repetitions <= kMostRepetitions)) return kMissing;
  return repetitions == 1.0 ? weight : weight * (1.0 + repetitions / 30.0);
}

WeekShape week_shape(std::span<const double, 7> daily_loads) {
  WeekShape week;
  double sum = 0.0, squares = 0.0;
  for (const double load : daily_loads) sum += load;
  const double mean = sum / 7.0;
  for (const double load : daily_loads) squares += (load - mean) * (load - mean);
  const double sd = std::sqrt(squares / 7.0);
  week.sum = sum;
  if (!(sd > 1e-12 * mean) || sd == 0.0) return week;
  week.monotony = mean / sd;
  week.strain = sum * week.monotony;
  return week;
}

}  // namespace formcast::intake
