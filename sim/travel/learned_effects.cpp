#include "sim/travel/learned_effects.hpp"

#include "sim/travel/trip.hpp"

namespace formcast {

double LearnedEffects::contraction(std::size_t effect) const {
  const double before = priors[effect].sd_log;
  return before == 0.0 ? 0.0 : 1.0 - effects[effect].sd_log / before;
}

bool LearnedEffects::any() const {
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (learned(e)) return true;
  }
  return false;
}

EffectSources effect_sources(const TravelHabits& scenario, const LearnedEffects& learned) {
  EffectSources sources{};
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (learned.learned(e)) sources[e] = EffectSource::kLearned;
    if (scenario.effects_given[e]) sources[e] = EffectSource::kScenario;
  }
  return sources;
}

EffectPriors athlete_effects(const TravelHabits& scenario, const LearnedEffects& learned) {
  const EffectSources sources = effect_sources(scenario, learned);
  EffectPriors effects = scenario.effects;  // the population's where not given
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (sources[e] == EffectSource::kLearned) effects[e] = learned.effects[e];
  }
  return effects;
}

}  // namespace formcast
