#include "sim/squad.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/travel_learning.hpp"

namespace formcast {

std::optional<std::vector<AthleteMarginals>> learn_squad(const History& history, Timing timing,
                                                         const Control& control) {
  std::vector<AthleteMarginals> squad(history.athletes.size());
  const auto learn = [&](std::size_t i) { squad[i] = learn_marginals(history.athletes[i], timing); };
  if (!parallel_for(squad.size(), control, learn)) return std::nullopt;
  return squad;
}

std::optional<std::vector<Twin>> calibrate_squad(const History& history, Timing timing, const SquadOptions& options) {
  const std::size_t n = history.athletes.size(), rounds = options.pool ? 2 : 1;
  std::vector<ToldTrips> trips = options.trips;
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
    History at_home = history;
    for (std::size_t i = 0; i < n; ++i) {
      at_home.athletes[i] = set_road_tests_apart(history.athletes[i], trips[i].travels.trips).home;
    }
    const auto squad = learn_squad(at_home, timing, control);
    if (!squad) return std::nullopt;
    priors = learn_priors(*squad, priors, fmt::format("squad of {} in {}", n, history.source));
  }
  std::vector<Twin> twins(n);
  in_round(rounds - 1);
  const auto learn = [&](std::size_t i) {
    auto made = calibrate_with_trips(history.athletes[i], history, timing, priors, trips[i], options.control);
    if (made) twins[i] = std::move(made->twin);
  };
  if (!parallel_for(n, control, learn)) return std::nullopt;
  const auto unfinished = [](const Twin& twin) { return twin.models.empty(); };  // cancelled in the middle of the last
  if (std::ranges::any_of(twins, unfinished)) return std::nullopt;
  return twins;
}

}  // namespace formcast
