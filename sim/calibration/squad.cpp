#include "sim/calibration/squad.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "sim/calibration/effect_update.hpp"
#include "sim/twin/twin_check.hpp"

namespace formcast {

namespace {

/// One athlete's twin, or why there is none. Neither when cancelled.
struct Made {
  Twin twin;
  std::string trouble;

  bool unfinished() const { return twin.models.empty() && trouble.empty(); }
};

/// Priors learned from the whole squad. Nothing when cancelled.
std::optional<Priors> squad_priors(const History& history, Timing timing, const std::vector<CalibrationTrips>& trips,
                                   const Control& control) {
  History at_home = history;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    at_home.athletes[i] = set_travel_tests_apart(history.athletes[i], trips[i].travels.trips).home;
  }
  auto squad = learn_squad(at_home, timing, control);
  if (!squad) return std::nullopt;
  std::erase_if(*squad, [](const AthleteMarginals& one) { return one.empty(); });
  return learn_priors(*squad, population_priors(), fmt::format("squad of {} in {}", squad->size(), history.source));
}

}  // namespace

std::optional<std::vector<AthleteMarginals>> learn_squad(const History& history, Timing timing,
                                                         const Control& control) {
  std::vector<AthleteMarginals> squad(history.athletes.size());
  const auto learn = [&](std::size_t i) {
    if (!trouble_of([&] { squad[i] = learn_marginals(history.athletes[i], timing); }).empty()) squad[i].clear();
  };
  if (!parallel_for(squad.size(), control, learn)) return std::nullopt;
  return squad;
}

std::optional<Squad> calibrate_squad(const History& history, Timing timing, const SquadOptions& options) {
  const std::size_t n = history.athletes.size(), rounds = options.pool ? 2 : 1;
  std::vector<CalibrationTrips> trips = options.trips;
  trips.resize(n);
  Priors priors = population_priors();
  Control control = options.control;
  const auto in_round = [&](std::size_t round) {
    if (!options.control.progress) return;
    control.progress = [&, round](std::size_t done, std::size_t) {
      options.control.progress(round * n + done, rounds * n);
    };
  };
  if (options.pool) {
    in_round(0);
    const auto taught = squad_priors(history, timing, trips, control);
    if (!taught) return std::nullopt;
    priors = *taught;
  }
  std::vector<Made> made(n);
  in_round(rounds - 1);
  const auto learn = [&](std::size_t i) {
    made[i].trouble = trouble_of([&] {
      auto calibration = calibrate_with_trips(history.athletes[i], history, timing, priors, trips[i], options.control);
      if (!calibration) return;
      const std::string fault = twin_fault(calibration->twin);
      if (!fault.empty()) throw std::runtime_error("its twin contradicts itself: " + fault);
      made[i].twin = std::move(calibration->twin);
    });
  };
  if (!parallel_for(n, control, learn)) return std::nullopt;
  if (std::ranges::any_of(made, &Made::unfinished)) return std::nullopt;  // cancelled in the middle of the last
  Squad squad;
  for (std::size_t i = 0; i < n; ++i) {
    if (made[i].trouble.empty()) {
      squad.twins.push_back(std::move(made[i].twin));
    } else {
      squad.troubles.push_back({history.athletes[i].athlete, "cannot be calibrated: " + made[i].trouble});
    }
  }
  return squad;
}

}  // namespace formcast
