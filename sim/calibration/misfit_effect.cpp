#include "sim/calibration/misfit_effect.hpp"

#include <algorithm>

#include "sim/calibration/effect_update.hpp"
#include "sim/ensemble/ensemble.hpp"

namespace formcast {

Outlook14 outlook_14(const Twin& twin) {
  constexpr std::uint64_t kSeed = 1;  // any: what is compared is two twins under the same
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
                                      const std::vector<Misfit>& misfits, const ToldTrips& trips,
                                      const Control& control) {
  AthleteHistory rest = record;
  bool believed = false;
  for (const Misfit& misfit : misfits) {
    rest = without(std::move(rest), misfit);
    believed = believed || !misfit.absurd;
  }
  if (!believed || rest.unknown_loads() == rest.days()) return std::nullopt;
  if (set_road_tests_apart(rest, trips.travels.trips).home.tests.empty()) return std::nullopt;
  History origin;
  origin.source = twin.source;
  origin.digest = twin.source_digest;
  origin.load_unit = twin.load_unit;
  origin.performance_unit = twin.performance_unit;
  auto calibration = calibrate_with_trips(rest, origin, twin.timing, priors_of(twin), trips, control);
  if (!calibration) return std::nullopt;
  return std::move(calibration->twin);
}

}  // namespace formcast
