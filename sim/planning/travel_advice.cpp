#include "sim/planning/travel_advice.hpp"

#include <algorithm>
#include <cmath>

#include "sim/ensemble/travel_members.hpp"

namespace formcast {
namespace {

/// Light before the minimum of body temperature delays the clock and light after it advances it, most within so many
/// hours (Khalsa et al. 2003, J Physiol 549:945).
constexpr double kReach = 4.0;
constexpr double kNear = 0.5, kSettled = 1.0, kShortestPart = 0.5;  // [h]

struct Hours {
  double begin, end;
};

/// A window without the parts asleep.
std::vector<Hours> awake(const Hours& window, const std::vector<ScheduleSpell>& asleep) {
  std::vector<Hours> left{window};
  for (const ScheduleSpell& spell : asleep) {
    std::vector<Hours> next;
    for (const Hours& part : left) {
      const double before = std::min(part.end, spell.begin), after = std::max(part.begin, spell.end);
      if (spell.end <= part.begin || spell.begin >= part.end) {
        next.push_back(part);
        continue;
      }
      if (part.begin < before) next.push_back({part.begin, before});
      if (after < part.end) next.push_back({after, part.end});
    }
    left = std::move(next);
  }
  std::erase_if(left, [](const Hours& part) { return part.end - part.begin < kShortestPart; });
  return left;
}

std::vector<Period> periods(const TripExposure& plan, const std::vector<Hours>& hours) {
  std::vector<Period> made;
  for (const Hours& part : hours) made.push_back({plan.at(part.begin), plan.at(part.end)});
  return made;
}

double local_hour(const TripExposure& plan, const TravelSide& side, double hour) {
  const auto at = plan.at(hour) + std::chrono::minutes{std::lround(side.utc_offset * 60.0)};
  return static_cast<double>((at - date::floor<date::days>(at)).count()) / 60.0;
}

/// Nights and naps that end on the day, pieces of one sleep joined.
std::vector<Hours> sleeps(const TravelSide& side) {
  std::vector<Hours> joined;
  for (const ScheduleSpell& spell : side.asleep) {
    if (!joined.empty() && joined.back().end == spell.begin) {
      joined.back().end = spell.end;
    } else {
      joined.push_back({spell.begin, spell.end});
    }
  }
  return joined;
}

void add_light(const TripExposure& plan, std::size_t d, double cbt_min, AdviceDay& day) {
  if (std::abs(day.misalignment) < kNear) return;
  const TravelSide& side = plan.days[d].away;
  std::vector<ScheduleSpell> asleep = side.asleep;
  if (d + 1 < plan.days.size()) {
    const auto& tonight = plan.days[d + 1].away.asleep;
    asleep.insert(asleep.end(), tonight.begin(), tonight.end());
  }
  const Hours before{cbt_min - kReach, cbt_min}, after{cbt_min, cbt_min + kReach};
  const bool late = day.misalignment > 0.0;  // the body clock must be advanced
  day.seek = periods(plan, awake(late ? after : before, asleep));
  day.avoid = periods(plan, awake(late ? before : after, asleep));
}

}  // namespace

Advice travel_advice(const TravelHabits& travel, const std::vector<Trip>& trips, Date first, int days) {
  const TripExposure plan = trip_exposure(travel, trips, first, days);
  TravelBlock block = typical_travel(travel.effects);
  TravelDayLanes change;
  std::vector<float> shown(kTravelOutputs * kLanes);
  const TravelRows rows{shown.data(), kLanes};
  const auto at = [&](TravelOutput which) {
    return static_cast<double>(rows.row(0, static_cast<std::size_t>(which))[0]);
  };
  Advice advice;
  for (int d = 0; d < days; ++d) {
    simulate_travel(plan, d, 1, block, &change, rows);
    const TravelDay& of = plan.days[static_cast<std::size_t>(d)];
    AdviceDay& day = advice.days.emplace_back();
    const auto cbt_min = static_cast<double>(block.away_cbt_min[0]);
    day.date = first + date::days{d};
    day.zone = of.away.zone;
    day.body_clock = local_hour(plan, of.away, cbt_min);
    day.misalignment = at(TravelOutput::kMisalignment);
    day.sleep = periods(plan, sleeps(of.away));
    day.slept = at(TravelOutput::kSleep);
    day.debt = at(TravelOutput::kSleepDebt);
    day.flown = of.flown;
    add_light(plan, static_cast<std::size_t>(d), cbt_min, day);
  }
  const auto last = std::find_if(advice.days.rbegin(), advice.days.rend(),
                                 [](const AdviceDay& day) { return std::abs(day.misalignment) > kSettled; });
  const auto settled = static_cast<std::size_t>(advice.days.rend() - last);
  if (settled < advice.days.size()) advice.settled = settled;
  return advice;
}

}  // namespace formcast
