#include "sim/twin/twin_travel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <stdexcept>

namespace formcast {
namespace {

/// The index of a name in a table of names.
std::size_t place_in(std::span<const std::string_view> names, const std::string& name, const std::string& where) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) throw std::runtime_error(fmt::format("{}: \"{}\" is none this version knows", where, name));
  return static_cast<std::size_t>(at - names.begin());
}

}  // namespace

std::vector<EffectRow> effect_rows(const LearnedEffects& learned) {
  std::vector<EffectRow> rows;
  for (std::size_t e = 0; e < kEffects; ++e) {
    const LogNormal &before = learned.priors[e], &now = learned.effects[e];
    rows.push_back({std::string(kTravelEffects[e].name), before.median, before.sd_log, now.median, now.sd_log});
  }
  return rows;
}

std::vector<ReadingRow> reading_rows(const LearnedEffects& learned) {
  std::vector<ReadingRow> rows;
  for (const TravelReading& reading : learned.readings) {
    rows.push_back({std::string(TravelReading::kWhats[static_cast<std::size_t>(reading.what)]),
                    std::string(TravelReading::kUses[static_cast<std::size_t>(reading.use)]), reading.day,
                    reading.measured, reading.usual, reading.scatter, reading.predicted, reading.sd});
  }
  return rows;
}

LearnedEffects learned_effects(const std::vector<EffectRow>& effects, const std::vector<ReadingRow>& readings) {
  LearnedEffects learned;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const EffectRow& row = effects[i];
    const std::string where = fmt::format("travel_effects[{}].name", i);
    if (effects.size() != kEffects || row.name != kTravelEffects[i].name) {
      throw std::runtime_error(
          fmt::format("{}: expected the {} effects of this version in their order", where, kEffects));
    }
    learned.priors[i] = {row.prior_median, row.prior_spread};
    learned.effects[i] = {row.median, row.spread};
  }
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const ReadingRow& row = readings[i];
    const auto what = place_in(TravelReading::kWhats, row.what, fmt::format("travel_readings[{}].what", i));
    const auto use = place_in(TravelReading::kUses, row.use, fmt::format("travel_readings[{}].use", i));
    learned.readings.push_back({static_cast<TravelReading::What>(what), row.day, row.measured, row.usual, row.scatter,
                                row.predicted, row.predicted_sd, static_cast<TravelReading::Use>(use)});
  }
  return learned;
}

}  // namespace formcast
