#pragma once

#include <string>
#include <vector>

#include "sim/travel/learned_effects.hpp"

namespace formcast {

/// An effect of travel as a twin's file writes it.
struct EffectRow {
  std::string name;
  double prior_median = 0.0, prior_spread = 0.0, median = 0.0, spread = 0.0;
};

/// A reading on the road likewise.
struct ReadingRow {
  std::string what, use;
  int day = 0;
  double measured = 0.0, usual = 0.0, scatter = 0.0, foreseen = 0.0, foreseen_sd = 0.0;
};

std::vector<EffectRow> effect_rows(const LearnedEffects& learned);
std::vector<ReadingRow> reading_rows(const LearnedEffects& learned);

/// What the rows say. Throws std::runtime_error for names that are none of this version's.
LearnedEffects learned_effects(const std::vector<EffectRow>& effects, const std::vector<ReadingRow>& readings);

}  // namespace formcast
