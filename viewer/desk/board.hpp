#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/scenario/plan.hpp"
#include "sim/scenario/scenario.hpp"
#include "viewer/compute/plan_input.hpp"

namespace formcast {

/// A plan on the calendar: a load for every day, and the structure that it was made with. The loads are what counts;
/// where they differ from what the structure gives, they were set by hand (plan_of in pattern.hpp).
struct Sheet {
  std::string name;
  std::size_t colour = 0;    ///< of the palette's plan colours
  bool shown = true;         ///< on the charts
  std::vector<double> load;  ///< (days) [load unit]
  std::vector<int> tests;    ///< days with a test, ascending; what it costs is in the day's load
  std::vector<int> ill;      ///< days marked as illness, ascending; their loads are 0
  std::vector<Trip> trips;
  std::map<int, std::vector<PlannedSession>> sessions{};  ///< of days; their loads are shares (sessions_on)
  std::vector<double> planned{};  ///< loads planned for days that are done, the last of them day -1 [load unit]
  std::optional<Date> laid{};     ///< the day on which it was laid on last (plan_on.hpp)
  /// Blocks, taper, what the tests cost and the days that were set; its name and its trips are not used.
  Plan pattern{};
};

/// A B or C event.
struct BoardEvent {
  int day = 0;
  std::string name;
  Event::Priority priority = Event::Priority::kB;
  bool operator==(const BoardEvent&) const = default;
};
/// "B" or "C".
const char* letter_of(const BoardEvent& event);

/// All that a coach edits. A value: undoing an edit is going back to a copy.
struct Board {
  std::string title;
  Date start;  ///< of day 0
  int days = 0;
  int target = 0;    ///< target day: the A event
  std::string race;  ///< its name; empty: none
  std::optional<double> target_performance;
  std::optional<double> worthwhile;  ///< difference between plans that is worth having [p]; as Target's
  std::vector<BoardEvent> events;    ///< of priority B and C, ascending
  PlanNoise noise;
  std::uint64_t seed = 0;
  std::optional<TravelHabits> travel;
  Week usual{};  ///< the athlete's usual week, which plans may be made of
  std::vector<Sheet> sheets;

  Date date(int day) const { return start + date::days{day}; }
  /// The days of the calendar week, Monday to Sunday, that holds `day`: [first, last], cut to the board's.
  struct Days {
    int first = 0, last = 0;
    int count() const { return last - first + 1; }
  };
  Days week_of(int day) const;
};

/// The scenario's plans, resolved to days.
Board board_of(const Scenario& scenario, const Week& usual);

/// The board as a scenario: every plan with its structure and the days set by hand. `sheets` selects the plans; results
/// depend on all that is in it. The second holds all plans, and events besides.
Scenario scenario_of(const Board& board, const std::vector<std::size_t>& sheets, int members);
Scenario scenario_of(const Board& board, int members);

/// A plan as it is evaluated: bit for bit the loads that scenario_of() writes. The aim is not in it, as it changes no
/// outlook.
PlanInput plan_input(const Board& board, std::size_t sheet);

/// A week as coaches read it.
struct WeekFacts {
  double total = 0.0;  ///< of the days that are known [load unit]
  /// Mean daily load over its standard deviation in the week (Foster 1998, Med Sci Sports Exerc 30:1164); nothing where
  /// all days are alike or some are not known.
  std::optional<double> monotony;
  /// Total over that of the week before, less 1; nothing after a week of rest or where days of either are not known.
  std::optional<double> change;
};

/// Of the last seven of fourteen days' loads, not a number where they are not known.
WeekFacts week_facts(std::span<const double, 14> fortnight);

/// A day's load of a plan, or of the record `past` (days from `past_first`, which is negative) before it; not a number
/// on days of neither.
double load_on(const Sheet& sheet, std::span<const double> past, int past_first, int day);

/// Of the calendar week that begins on day `monday`, with loads as in load_on().
WeekFacts week_facts(const Sheet& sheet, std::span<const double> past, int past_first, int monday);

}  // namespace formcast
