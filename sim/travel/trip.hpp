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

namespace formcast {

/// Somewhere on earth, as far as clocks and daylight go.
struct Location {
  std::string zone;  ///< IANA name
  std::optional<double>
      latitude;  ///< [degrees], north positive; nothing: the sun rises at 6 and sets at 18, standard time
  std::optional<double> longitude;  ///< [degrees], east positive; nothing: the meridian of the zone's standard time
  bool operator==(const Location&) const = default;
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

/// Light at the eye while awake [lux]; asleep it is dark. Sources:
/// indoor    rooms that people occupy for long are lit with 200 lux, 300 away from the window by day (CIBSE Code for
///           Interior Lighting, as the handbook of IES VE, 2.6, gives it)
/// evening   homes reach 65 lux with all lights on and 3 with as few as possible in the hours before bedtime
///           (Burgess & Molina 2014, Photochem Photobiol 90:723)
/// outdoor   in the open under a heavily overcast sky (the same); a clear summer day has 100 000
/// cabin, bright, dark   our choice: a dimmed cabin; a light box or a walk in the morning; dark glasses
struct LightLevels {
  double indoor = 200.0;    ///< inside while the sun is up
  double evening = 40.0;    ///< inside while it is down
  double outdoor = 5000.0;  ///< outside while the sun is up
  double cabin = 50.0;      ///< awake on an aeroplane
  double bright = 5000.0;   ///< in a bright-light window; never less than would be there anyway
  double dark = 10.0;       ///< at most this in a window of avoiding light
};

/// Home and habits, shared by all plans of a scenario.
struct Travel {
  Location home;
  std::map<std::string, Location> places;                            ///< by the file's names
  DailyWindow sleep{std::chrono::hours{23}, std::chrono::hours{7}};  ///< habitual: the chronotype
  /// Each day, by the local clock.
  std::vector<DailyWindow> outdoors{{std::chrono::hours{16}, std::chrono::hours{18}}};
  LightLevels light;
  std::chrono::minutes event{std::chrono::hours{17}};  ///< local time at which performance counts, every day
  EffectPriors effects = kEffectPriors;
  std::bitset<kEffects> effects_given;  ///< those that the file gives; the others are the population's
};

struct Leg {
  Location from, to;
  Instant depart, arrive;
  bool sleeps = true;           ///< aboard, when the night of the clock sleep goes by falls into the flight
  std::optional<Period> sleep;  ///< aboard, in place of that night
};

/// Bedtime moved before the first departure, night by night.
struct SleepShift {
  enum class Way { kEarlier, kLater, kShorter };
  static constexpr std::array<std::string_view, 2> kBedtimes{"earlier", "later"};  // as files name the first two
  int days = 0;                    ///< so many nights, the last of them the one before departure
  std::chrono::minutes a_day{60};  ///< further each night, until it is that of the destination
  Way way = Way::kShorter;         ///< by the shorter way round; later when both are twelve hours
};

struct BrightLight {
  Period when;
  double lux = 0.0;
};

/// A journey with its behaviour. Legs follow one another; where a stop is kStay or longer its place counts as a
/// destination, a shorter one is passed through.
struct Trip {
  /// From when sleep goes by the destination's clock.
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

/// A trips file as it was read: home, habits and effects, and the trips that athletes of a history have made
/// (docs/travel-model.md). Twins carry it.
struct TripsText {
  std::string source;  ///< without its folder
  std::string digest;  ///< of the text
  std::string text;    ///< empty: nobody has told of trips
};

/// What a trips file says of one athlete.
struct Travels {
  Travel travel;
  std::vector<Trip> trips;  ///< those the athlete was on, which may be none
};

}  // namespace formcast
