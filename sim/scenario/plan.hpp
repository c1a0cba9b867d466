#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/history/usual_week.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A run of weeks built from one weekly pattern. Week n = 1, 2, ... of the block carries
///   pattern * load * (1 + ramp)^(loading weeks before it) * (recovery_load in a recovery week, else 1);
/// weeks recovery_every, 2 * recovery_every, ... are recovery weeks, all others are loading weeks.
struct Block {
  std::optional<Week> week;    ///< nothing: the athlete's usual week
  double load = 1.0;           ///< every day is multiplied by this
  std::optional<int> weeks;    ///< nothing: to the end of the plan
  double ramp = 0.0;           ///< each loading week carries (1 + ramp) times the loading week before
  int recovery_every = 0;      ///< every so many weeks is a recovery week; 0 = none
  double recovery_load = 0.6;  ///< of what that week would have carried
};

/// Loads reduced over the `days` days that end on the eve of the target day. The planned load of taper day
/// t = 1 ... D (D = days, t = D is the eve) is multiplied by f(t):
///   step         f = to
///   linear       f = 1 - (1 - to) t/D
///   exponential  f = to + (1 - to) (e^(-4 t/D) - e^-4) / (1 - e^-4)
/// Linear and exponential leave 1 on the day before the taper and arrive at `to` on the eve; the exponential
/// one falls with a time constant of D/4, the fast decay of Mujika & Padilla 2003 (Med Sci Sports Exerc 35:1182).
struct Taper {
  enum class Shape { kStep, kLinear, kExponential };
  Shape shape = Shape::kExponential;
  int days = 14;
  double to = 0.4;  ///< 0 ... 1
};

/// f(t), t = 1 ... taper.days.
double taper_factor(const Taper& taper, int t);

/// As many sessions as a day may have.
inline constexpr std::size_t kMostSessions = 10;

/// A session of a day, named by the coach. Only the day's load is simulated.
struct PlannedSession {
  std::string name;
  double load = 0.0;  ///< its part of the day's load [load unit]
  bool operator==(const PlannedSession&) const = default;
};

struct Override {
  Date date;
  double load = 0.0;                       ///< replaces whatever was planned [load unit]
  std::vector<PlannedSession> sessions{};  ///< what the load is made of, in order; their loads add up to it
};

struct PlannedTest {
  Date date;
  double load = 0.0;  ///< what the test itself costs, added to the day [load unit]
};

/// A training plan as a coach writes it.
struct Plan {
  std::string name;
  /// The day on which the first block begins; nothing: the scenario's first. Before it lie weeks that are over, or
  /// those until the first block, which carry that block's week without its load, ramp and recovery weeks.
  std::optional<Date> begin;
  std::vector<Block> blocks;  ///< one after another
  bool repeat = false;        ///< start over when the last block is done
  std::optional<Taper> taper;
  std::vector<Override> overrides;
  std::vector<PlannedTest> tests;
  std::vector<Trip> trips;  ///< ascending; each begins where the one before it ended, the first at home
};

/// The load of each day of the plan [load unit], (days). Day 0 is `start`; the first block's first week begins there,
/// or on plan.begin, and each day takes its weekday's entry. Order: pattern with ramp and recovery, taper, target day,
/// tests, overrides. The target day is without training: its pattern counts as 0 in every plan, tapered or not, and the
/// load of the race itself is that of a test or an override on that day. Days after the last block are rest
/// unless the plan repeats; tests and overrides outside the days are ignored (read_scenario refuses them).
/// Only + - * / on doubles, so that every platform plans the same bits.
std::vector<double> daily_loads(const Plan& plan, Date start, int days, Date target, const Week& usual);

}  // namespace formcast
