#include "sim/squad.hpp"

#include <fmt/format.h>

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
    const auto squad = learn_squad(history, timing, control);
    if (!squad) return std::nullopt;
    priors = learn_priors(*squad, priors, fmt::format("squad of {} in {}", n, history.source));
  }
  std::vector<Twin> twins(n);
  in_round(rounds - 1);
  if (!parallel_for(n, control,
                    [&](std::size_t i) { twins[i] = calibrate(history.athletes[i], history, timing, priors); })) {
    return std::nullopt;
  }
  return twins;
}

}  // namespace formcast
