#include "sim/twin/twin.hpp"

#include <algorithm>

namespace formcast {

int Twin::missing_loads() const { return static_cast<int>(std::count(load_known.begin(), load_known.end(), 0)); }

Priors priors_of(const Twin& twin) {
  Priors priors = population_priors();
  priors.source = twin.prior_source;
  for (ModelPrior& prior : priors.models) {
    for (const TwinModel& model : twin.models) {
      if (model.name != prior.model) continue;
      for (std::size_t i = 0; i < prior.shape.size(); ++i)
        prior.shape[i] = {model.prior_median[i], model.prior_sd_log[i]};
      prior.test_sd = {model.prior_median.back(), model.prior_sd_log.back()};
    }
  }
  return priors;
}

}  // namespace formcast
