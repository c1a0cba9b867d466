#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/twin/twin.hpp"
#include "viewer/desk/board.hpp"

namespace formcast {

/// A new plan in a few choices.
struct PlanChoices {
  std::string name = "New plan";
  int loading = 3;              ///< loading weeks before each recovery week; 0: no recovery weeks
  int recovery = 60;            ///< load of a recovery week [% of what it would have carried]
  int ramp = 5;                 ///< each loading week over the one before [%]
  std::optional<double> first;  ///< load of the first week [load unit]; nothing: the usual week's
  int taper_days = 14;          ///< 0: no taper
  int left = 40;                ///< load on the eve of race day [% of the planned]
  bool mini_tapers = true;      ///< three lighter days before each B event
};

/// The plan as a sheet of the board, in calendar weeks from the week in which the plans begin; a week with fewer than
/// four of its days left comes before the first. No recovery week is just before the taper or within it. The race's
/// load and test and the trips are those of `like`.
Sheet new_sheet(const Board& board, const Sheet& like, const PlanChoices& choices);

/// Weeks from the plans' first day to race day, rounded down.
int weeks_to_race(const Board& board);

/// `like`, or "like 2" where a plan has that name.
std::string free_plan_name(const Board& board, const std::string& like);

/// The first colour of the theme that no plan has.
std::size_t free_colour(const Board& board);

/// A calendar week of a plan.
struct PlanWeek {
  enum class Kind { kLoading, kRecovery, kTaper, kAfter };
  Date monday;
  double total = 0.0;          ///< of its days on the board [load unit]
  Kind kind = Kind::kLoading;  ///< of its Thursday
};
/// The weeks of a sheet made of these choices, up to race day's and after.
std::vector<PlanWeek> weeks_of(const Board& board, const Sheet& sheet, const PlanChoices& choices);

/// What the plan has that the record has not: weeks heavier than its heaviest, and a steeper rise over the heaviest of
/// the four weeks before. In words; empty where there is nothing, or the record has fewer than five whole weeks.
std::vector<std::string> beyond_record(const Board& board, const Sheet& sheet, const Twin& twin);

/// What may go wrong with a plan, as it is typed.
struct NoiseForm {
  std::string execution;  ///< standard deviation of load done over load planned [%]
  std::string missed;     ///< sessions missed [%]
  std::string illness;    ///< onsets in a year of health
};
NoiseForm noise_form(const PlanNoise& noise);
/// The noise with the form's numbers. Throws InputError in plain words.
PlanNoise with_noise(const PlanNoise& noise, const NoiseForm& form);
/// "execution noise 10 %, 5 % of sessions missed, 1.5 illnesses a year", or "nothing goes wrong".
std::string noise_text(const PlanNoise& noise);

}  // namespace formcast
