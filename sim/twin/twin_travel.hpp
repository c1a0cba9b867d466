#pragma once

#include <string>
#include <vector>

#include "sim/travel/learned_effects.hpp"

namespace formcast {

/// A travel effect as in a twin's file.
struct EffectRow {
  std::string name;
  double prior_median = 0.0, prior_spread = 0.0, median = 0.0, spread = 0.0;
};

/// A travel reading likewise.
struct ReadingRow {
  std::string what, use;
  int day = 0;
  double measured = 0.0, usual = 0.0, scatter = 0.0, predicted = 0.0, predicted_sd = 0.0;
};

std::vector<EffectRow> effect_rows(const LearnedEffects& learned);
std::vector<ReadingRow> reading_rows(const LearnedEffects& learned);

/// The effects of the rows. Throws std::runtime_error for names this version does not know.
LearnedEffects learned_effects(const std::vector<EffectRow>& effects, const std::vector<ReadingRow>& readings);

}  // namespace formcast
