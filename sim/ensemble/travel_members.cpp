#include "sim/ensemble/travel_members.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "models/clock/three_process.hpp"

namespace formcast {
namespace {

Lanes drawn(const LogNormal& prior, const Lanes& z) { return Lanes(prior.median) * exp(Lanes(prior.sd_log) * z); }

Lanes drawn(const Parameter& row, const Lanes& z) {
  return min(max(drawn(row.prior, z), Lanes(row.range.low)), Lanes(row.range.high));
}

/// The athlete's clock as it is at a day's event.
void run_clock_away(const TripExposure& plan, const TravelDay& day, TravelBlock& block) {
  const int alike = plan.parted - 1;
  if (!block.parted && std::max(day.home.clock_day, day.away.clock_day) > alike) {
    run_travel_clock(plan.home, alike, block.rates, block.home, block.home_cbt_min);
    block.away = block.home;
    block.away_cbt_min = block.home_cbt_min;
    block.parted = true;
  }
  if (block.parted) return run_travel_clock(plan.away, day.away.clock_day, block.rates, block.away, block.away_cbt_min);
  run_travel_clock(plan.home, day.home.clock_day, block.rates, block.home, block.home_cbt_min);
  block.away_cbt_min = block.home_cbt_min;
}

/// The last CBTmin of residents, by local time at the event's place; at home the athlete's own, had the athlete stayed.
/// Runs only the clock that is needed.
Lanes resident_cbt_min(const TripExposure& plan, const TravelDay& day, TravelBlock& block) {
  if (day.resident < 0) {
    run_travel_clock(plan.home, day.home.clock_day, block.rates, block.home, block.home_cbt_min);
    return block.home_cbt_min + Lanes(day.home.utc_offset);
  }
  const auto& light = plan.residents[static_cast<std::size_t>(day.resident)];
  if (block.resident_of != day.resident) {
    block.resident = {};
    block.resident.day =
        std::max(static_cast<int>(std::ceil(light.front().begin / 24.0)), day.away.clock_day - kClockWarmUp);
    block.resident_of = day.resident;
  }
  run_travel_clock(light, day.away.clock_day, block.rates, block.resident, block.resident_cbt_min);
  return block.resident_cbt_min + Lanes(day.away.utc_offset);
}

/// Hours after CBTmin, both by local time so that equal days away and at home have the same bits.
Lanes phase_at(double hour, const TravelSide& side, const Lanes& local_cbt_min) {
  return Lanes(hour + side.utc_offset) - local_cbt_min;
}

Lanes slept(const TravelSide& side, const Lanes& local_cbt_min, const Effects<Lanes>& effects) {
  Lanes hours(0.0f);
  for (const ScheduleSpell& spell : side.asleep) {
    const Lanes phase = phase_at(0.5 * (spell.begin + spell.end), side, local_cbt_min);
    const Lanes worth = sleep_worth(effects, phase) * Lanes(spell.end - spell.begin);
    hours = hours + (spell.flying ? worth * of(effects, Effect::kSleepAboard) : worth);
  }
  return hours;
}

constexpr std::size_t kClockDraws = 2;
using Draws = std::array<Lanes, (kEffects + kClockDraws + 3) / 4 * 4>;

TravelBlock block_of(const Draws& z, const EffectPriors& priors, const Lanes& performance) {
  TravelBlock block{};
  for (std::size_t e = 0; e < kEffects; ++e) block.effects[e] = drawn(priors[e], z[kClockDraws + e]);
  block.rates =
      TravelClock::rates<Lanes>({drawn(TravelClock::kParameters[0], z[0]), drawn(TravelClock::kParameters[1], z[1])});
  block.home_cbt_min = block.away_cbt_min = block.resident_cbt_min = Lanes(0.0f);
  block.performance = performance;
  return block;
}

}  // namespace

TravelBlock draw_travel(const Key& key, std::uint32_t first_member, const EffectPriors& priors,
                        const Lanes& performance) {
  const LaneWords member = LaneWords::counting_from(first_member);
  Draws z;
  for (std::size_t i = 0; i < z.size(); i += 4) {
    const auto four = normals(words(key, member, static_cast<std::uint32_t>(i / 4), Purpose::kTravel));
    for (std::size_t k = 0; k < 4; ++k) z[i + k] = four[k];
  }
  return block_of(z, priors, performance);
}

TravelBlock typical_travel(const EffectPriors& priors) {
  Draws z;
  z.fill(Lanes(0.0f));
  return block_of(z, priors, Lanes(1.0f));
}

void simulate_travel(const TripExposure& plan, int first, int count, TravelBlock& block, TravelDayLanes* out,
                     const TravelRows& rows) {
  const Effects<Lanes>& effects = block.effects;
  const TravelFading<Lanes> fading(effects);
  for (int d = 0; d < count; ++d) {
    const TravelDay& day = plan.days[static_cast<std::size_t>(first + d)];
    run_clock_away(plan, day, block);
    const Lanes local = block.away_cbt_min + Lanes(day.away.utc_offset);
    const Lanes resident = resident_cbt_min(plan, day, block);
    TravelFacts<Lanes> facts;
    facts.misalignment = wrapped(local - resident, 24.0);
    facts.event_phase = phase_at(day.away.event, day.away, local);
    facts.usual_phase = phase_at(day.home.event, day.home, resident);
    facts.slept = slept(day.away, local, effects);
    facts.usually_slept = slept(day.home, resident, effects);
    facts.flown = Lanes(day.flown);
    const TravelBurden<Lanes> burden = travel_day(effects, fading, facts, block.state);
    const std::array<Lanes, 4> parts{block.performance * burden.rhythm, block.performance * burden.clock,
                                     block.performance * burden.sleep, block.performance * burden.road};
    out[d].change = parts[0] + parts[1] + parts[2] + parts[3];
    out[d].slowing = burden.slowing;
    const Lanes alertness =
        ThreeProcess::alertness(Lanes(day.pressure), Lanes(plan.event_time), Lanes(24.0f), facts.misalignment)
            .alertness;
    const std::array<Lanes, kTravelOutputs> shown{facts.misalignment, facts.slept,      block.state.debt,
                                                  alertness,          block.state.road, parts[0],
                                                  parts[1],           parts[2],         parts[3]};
    for (std::size_t i = 0; i < kTravelOutputs; ++i) shown[i].store(rows.row(static_cast<std::size_t>(d), i));
  }
}

}  // namespace formcast
