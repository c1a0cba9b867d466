#include "sim/calibration/misfit_effect.hpp"

#include <algorithm>

#include "sim/calibration/effect_update.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/twin/twin_record.hpp"

namespace formcast {

Outlook14 outlook_14(const Twin& twin) {
  constexpr std::uint64_t kSeed = 1;  // any: two twins are compared under the same
  EnsembleInput input;
  input.days = Outlook14::kAhead;
  input.target_day = Outlook14::kAhead - 1;
  input.members = 2048;
  input.seed = kSeed;
  std::vector<double>& load = input.load.emplace_back();
  for (int day = 0; day < input.days; ++day) {
    load.push_back(twin.usual_week[weekday(twin.next_day() + date::days{day})]);
  }
  const Quantiles expected = run_ensemble(twin, input, {})->plan.front().target_performance;
  return {twin.next_day() + date::days{input.target_day}, static_cast<double>(expected[2]),
          static_cast<double>(expected[0]), static_cast<double>(expected[4])};
}

std::optional<Twin> calibrate_without(const Twin& twin, const AthleteHistory& record,
                                      const std::vector<Misfit>& misfits, const CalibrationTrips& trips,
                                      const Control& control) {
  AthleteHistory rest = record;
  bool believed = false;
  for (const Misfit& misfit : misfits) {
    rest = without(std::move(rest), misfit);
    believed = believed || !misfit.implausible;
  }
  if (!believed || rest.missing_loads() == rest.days()) return std::nullopt;
  if (set_travel_tests_apart(rest, trips.travels.trips).home.tests.empty()) return std::nullopt;
  auto calibration = calibrate_with_trips(rest, provenance_of(twin), twin.timing, priors_of(twin), trips, control);
  if (!calibration) return std::nullopt;
  return std::move(calibration->twin);
}

}  // namespace formcast
