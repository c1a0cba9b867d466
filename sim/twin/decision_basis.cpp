#include "sim/twin/decision_basis.hpp"

#include <limits>

namespace formcast {

double smallest_worthwhile_change(const Twin& twin) {
  constexpr double kOfScatter = 0.3;
  double scatter = 0.0;
  for (const TwinModel& model : twin.models) {
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      scatter += model.decision_weight * model.node_probability[k] * model.test_sd[k];
    }
  }
  return kOfScatter * scatter;
}

double no_effect_probability(const Twin& twin) {
  double none = 0.0;
  for (const TwinModel& model : twin.models) none += model.has_effect() ? 0.0 : model.decision_weight;
  return none;
}

DecisionBasis decision_basis(const Twin& twin, std::optional<double> worthwhile) {
  DecisionBasis basis;
  basis.smallest_worthwhile_change = static_cast<float>(worthwhile.value_or(smallest_worthwhile_change(twin)));
  basis.no_effect_probability = static_cast<float>(no_effect_probability(twin));
  const bool judged = twin.loads_add.forecasts > 0;
  const auto share = [&](double x) { return judged ? static_cast<float>(x) : std::numeric_limits<float>::quiet_NaN(); };
  basis.loads_add = share(twin.loads_add.share);
  basis.loads_add_low = share(twin.loads_add.low);
  basis.loads_add_high = share(twin.loads_add.high);
  return basis;
}

}  // namespace formcast
