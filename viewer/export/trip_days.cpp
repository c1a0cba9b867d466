#include "viewer/export/trip_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"

namespace formcast {
namespace {

/// Nights that are moved before a departure, and the day of it.
bool prepares(const Trip& trip, Date date) {
  const Leg& first = trip.legs.front();
  const Date leaves = local_date(first.from.zone, first.depart);
  return trip.shift && date <= leaves && leaves - date <= date::days{trip.shift->days};
}

bool unusual(const AdviceDay& day) { return std::abs(day.misalignment) >= 0.5 || day.flown > 0.0 || day.debt >= 0.5; }

/// Light that the body clock needs, in quarters of an hour: it is known no better.
std::vector<Period> in_quarters(const std::vector<Period>& periods) {
  const auto near = [](Instant at) {
    const auto minutes = at.time_since_epoch().count() + 7;
    return Instant{std::chrono::minutes{minutes - minutes % 15}};
  };
  std::vector<Period> rounded;
  for (const Period& period : periods) {
    if (near(period.begin) < near(period.end)) rounded.push_back({near(period.begin), near(period.end)});
  }
  return rounded;
}

/// What is left of times for light where the athlete is awake; less than half an hour is not worth asking for.
std::vector<Period> while_awake(std::vector<Period> periods, const std::vector<Period>& sleep) {
  static constexpr std::chrono::minutes kShortest{30};
  for (const Period& night : sleep) {
    std::vector<Period> left;
    for (const Period& period : periods) {
      if (night.end <= period.begin || period.end <= night.begin) {
        left.push_back(period);
        continue;
      }
      left.push_back({period.begin, night.begin});  // perhaps the wrong way round: too short
      left.push_back({night.end, period.end});
    }
    periods = std::move(left);
  }
  std::erase_if(periods, [](const Period& period) { return period.end - period.begin < kShortest; });
  return periods;
}

}  // namespace

std::vector<TripDay> trip_days(const Board& board, const Sheet& sheet) {
  if (sheet.trips.empty()) return {};
  return trip_days(sheet, travel_advice(*board.travel, sheet.trips, board.start, board.days));
}

std::vector<TripDay> trip_days(const Sheet& sheet, const Advice& advised) {
  std::vector<TripDay> days;
  const bool planned =
      std::ranges::any_of(sheet.trips, [](const Trip& trip) { return !trip.bright.empty() || !trip.dark.empty(); });
  std::vector<Period> sleep;
  for (const AdviceDay& advice : advised.days) sleep.insert(sleep.end(), advice.sleep.begin(), advice.sleep.end());
  const auto awake = [&](const std::vector<Period>& needed) { return in_quarters(while_awake(needed, sleep)); };
  for (const AdviceDay& advice : advised.days) {
    TripDay day{advice.date, advice.zone, advice.sleep, {}, {}};
    const auto here = [&](const Period& period) { return local_date(day.zone, period.begin) == day.date; };
    bool shown = unusual(advice);
    if (!planned && shown) day.seek = awake(advice.seek), day.avoid = awake(advice.avoid);
    for (const Trip& trip : sheet.trips) {
      for (const BrightLight& light : trip.bright) {
        if (here(light.when)) day.seek.push_back(light.when);
      }
      std::ranges::copy_if(trip.dark, std::back_inserter(day.avoid), here);
      shown = shown || prepares(trip, day.date) || std::ranges::any_of(trip.naps, here);
    }
    if (shown || !day.seek.empty() || !day.avoid.empty()) days.push_back(std::move(day));
  }
  return days;
}

std::string periods_text(const TripDay& day, const std::vector<Period>& periods) {
  std::string text;
  for (const Period& period : periods) {
    const auto clock = [&](Instant at) { return iso(local_time(day.zone, at)).substr(11); };
    text += (text.empty() ? "" : ", ") + tr("{} to {}", clock(period.begin), clock(period.end));
  }
  return text;
}

}  // namespace formcast
