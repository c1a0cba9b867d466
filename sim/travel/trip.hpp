#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/travel_effects.hpp"
#include "sim/base/zones.hpp"
#include "sim/travel/light_levels.hpp"

namespace formcast {

/// A place: its clock and its daylight.
struct Location {
  std::string zone;  ///< IANA name
  std::optional<double>
      latitude;  ///< [degrees], north positive; nothing: the sun rises at 6 and sets at 18, standard time
  std::optional<double> longitude;  ///< [degrees], east positive; nothing: the meridian of the zone's standard time
  std::string name{};               ///< that it is called by in a scenario's places; "" for none

  /// Whether it has the same clock and daylight, whatever its name.
  bool operator==(const Location& other) const {
    return zone == other.zone && latitude == other.latitude && longitude == other.longitude;
  }
};

/// From `begin` until just before `end`.
struct Period {
  Instant begin, end;
  bool operator==(const Period&) const = default;
};

/// The same time on any day. Both count from local midnight; where `to` is not after `from` it is the next day's.
struct DailyWindow {
  std::chrono::minutes from{}, to{};
  std::chrono::minutes length() const { return to > from ? to - from : to - from + std::chrono::hours{24}; }
  bool operator==(const DailyWindow&) const = default;
};

/// As many places as a scenario may name.
inline constexpr std::size_t kMostPlaces = 100;

/// Home and habits, shared by all plans of a scenario.
struct TravelHabits {
  Location home;
  std::map<std::string, Location> places;                            ///< by the file's names
  DailyWindow sleep{std::chrono::hours{23}, std::chrono::hours{7}};  ///< habitual: the chronotype
  /// Each day, by the local clock.
  std::vector<DailyWindow> outdoors{{std::chrono::hours{16}, std::chrono::hours{18}}};
  LightLevels light;
  std::chrono::minutes event{std::chrono::hours{17}};  ///< local time of the event, every day
  EffectPriors effects = kEffectPriors;
  std::bitset<kEffects> effects_given;  ///< by the file; the others are the population's
};

struct Leg {
  Location from, to;
  Instant depart, arrive;
  bool sleeps = true;           ///< aboard, when the night of the sleep clock falls into the flight
  std::optional<Period> sleep;  ///< aboard, in place of that night
};

/// Bedtime moved before the first departure, night by night.
struct SleepShift {
  enum class Way { kEarlier, kLater, kShorter };
  static constexpr std::array<std::string_view, 2> kBedtimes{"earlier", "later"};  // as files name the first two
  int days = 0;                    ///< nights, the last one before departure
  std::chrono::minutes a_day{60};  ///< further each night, until it is that of the destination
  Way way = Way::kShorter;         ///< by the shorter way round; later when both are twelve hours
};

struct BrightLight {
  Period when;
  double lux = 0.0;
};

/// A trip and its behaviour. Legs follow one another; a stop of kStay or longer is a destination, a shorter one a
/// stopover.
struct Trip {
  /// From when sleep follows the destination's clock.
  enum class LocalTimeFrom { kArrival, kBoarding, kNever };
  static constexpr std::array<std::string_view, 3> kLocalTimesFrom{"arrival", "boarding",
                                                                   "never"};  // as files name them
  static constexpr std::chrono::hours kStay{24};

  std::vector<Leg> legs;  ///< >= 1
  LocalTimeFrom local_time_from = LocalTimeFrom::kArrival;
  std::optional<SleepShift> shift;
  std::vector<BrightLight> bright;
  std::vector<Period> dark;
  std::vector<Period> naps;
};

/// A trips file: home, habits, effects, and the past trips of a history's athletes (docs/travel-model.md). Twins carry
/// it.
struct TripsFile {
  std::string source;  ///< without its folder
  std::string digest;  ///< of the text
  std::string text;    ///< empty: no trips
};

/// One athlete's part of a trips file.
struct AthleteTrips {
  TravelHabits travel;
  std::vector<Trip> trips;  ///< may be empty
};

}  // namespace formcast
