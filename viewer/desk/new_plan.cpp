#include "viewer/desk/new_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/language.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kWeek = 7;
constexpr int kFewDays = 4;            // that a first week needs to be one
constexpr double kLargestFactor = 10;  // of a block, in a scenario
/// Of the planned load, three days to one day before a B event; our choice.
constexpr std::array<double, 3> kMiniTaper{0.7, 0.6, 0.5};

double total_of(const Week& week) { return std::accumulate(week.begin(), week.end(), 0.0); }

/// The first loading week. After a record that ends at rest there is no usual week to scale: five equal days.
Block first_block(const Board& board, const PlanChoices& choices) {
  Block block;
  const double usual = total_of(board.usual), first = choices.first.value_or(usual);
  if (usual > 0.0 && first <= kLargestFactor * usual) {
    block.load = first / usual;
    return block;
  }
  const double share = first / 5.0;
  block.week = Week{share, share, 0.0, share, share, share, 0.0};
  return block;
}

/// Calendar weeks of a plan, counted from the Monday on or before the plans' first day.
struct WeekCount {
  int before = 0;          ///< 1 where the first week has few days
  int recovery_every = 0;  ///< 0 for never
  int taper = 0;           ///< in which the taper begins; far away for none

  /// A recovery week just before the taper would lengthen it, and one within would have loads rise towards the race.
  bool recovers(int week) const {
    const int n = week - before + 1;
    return recovery_every > 0 && n > 0 && n % recovery_every == 0 && week + 1 < taper;
  }
};

WeekCount week_count(const Board& board, const PlanChoices& choices) {
  const auto past = static_cast<int>(weekday(board.start));
  WeekCount count{past > kWeek - kFewDays ? 1 : 0, choices.loading > 0 ? choices.loading + 1 : 0, board.days};
  if (choices.taper_days > 0) count.taper = (board.target - choices.taper_days + past) / kWeek;
  return count;
}

/// The blocks from the Monday on or before the plans' first day.
std::vector<Block> blocks_of(const Board& board, const PlanChoices& choices) {
  std::vector<Block> blocks;
  Block block = first_block(board, choices);
  const WeekCount count = week_count(board, choices);
  if (count.before > 0) {
    blocks.push_back(block);
    blocks.back().weeks = count.before;
  }
  block.ramp = choices.ramp / 100.0;
  // With recovery weeks as long as they come before the taper, then without.
  int rounds = 0;
  while (count.recovers(count.before + (rounds + 1) * count.recovery_every - 1)) ++rounds;
  if (rounds > 0) {
    blocks.push_back(block);
    blocks.back().weeks = rounds * count.recovery_every;
    blocks.back().recovery_every = count.recovery_every;
    blocks.back().recovery_load = choices.recovery / 100.0;
    block.load *= std::pow(1.0 + block.ramp, rounds * choices.loading);
  }
  blocks.push_back(block);
  return blocks;
}

void put_mini_tapers(const Board& board, const PlanChoices& choices, Sheet& sheet) {
  for (const BoardEvent& event : board.events) {
    if (event.priority != Event::Priority::kB || event.day > board.target) continue;
    for (std::size_t n = 0; n < kMiniTaper.size(); ++n) {
      const int day = event.day - static_cast<int>(kMiniTaper.size() - n);
      const bool tapers = board.target - day <= choices.taper_days;
      if (day >= 0 && !tapers) sheet.load[static_cast<std::size_t>(day)] *= kMiniTaper[n];
    }
  }
}

/// Totals of whole calendar weeks, of the record and then the plan; not a number for a week that is not known.
struct Weeks {
  int monday = 0;  ///< day of the first
  std::vector<double> totals;
};

Weeks weeks_with_record(const Board& board, const Sheet& sheet, const Twin& twin) {
  const auto past = static_cast<int>((twin.start - board.start).count());
  Weeks weeks{past - static_cast<int>(weekday(twin.start)), {}};
  for (int monday = weeks.monday; monday < board.days; monday += kWeek) {
    double total = 0.0;
    for (int day = monday; day < monday + kWeek; ++day) total += load_on(sheet, twin.load, past, day);
    weeks.totals.push_back(total);
  }
  return weeks;
}

struct Extreme {
  double value = 0.0;
  std::size_t week = 0;
  int weeks = 0;  ///< of those looked at
};

/// The heaviest of the weeks [from, to).
Extreme heaviest(const Weeks& weeks, std::size_t from, std::size_t to) {
  Extreme most;
  for (std::size_t n = from; n < to; ++n) {
    if (std::isnan(weeks.totals[n])) continue;
    ++most.weeks;
    if (weeks.totals[n] > most.value) most.value = weeks.totals[n], most.week = n;
  }
  return most;
}

/// The steepest rise over the heaviest of the four weeks before. Over the week before alone, every week after a
/// recovery week would be steep.
Extreme steepest(const Weeks& weeks, std::size_t from, std::size_t to) {
  constexpr std::size_t kBefore = 4;
  Extreme most;
  for (std::size_t n = std::max(from, kBefore); n < to; ++n) {
    const Extreme before = heaviest(weeks, n - kBefore, n);
    if (std::isnan(weeks.totals[n]) || before.weeks < static_cast<int>(kBefore) || before.value <= 0.0) continue;
    const double rise = weeks.totals[n] / before.value - 1.0;
    ++most.weeks;
    if (rise > most.value) most.value = rise, most.week = n;
  }
  return most;
}

}  // namespace

int weeks_to_race(const Board& board) { return board.target / kWeek; }

std::string free_plan_name(const Board& board, const std::string& like) {
  const auto taken = [&](const std::string& name) {
    return std::any_of(board.sheets.begin(), board.sheets.end(), [&](const Sheet& s) { return s.name == name; });
  };
  std::string name = like;
  for (int n = 2; taken(name); ++n) name = fmt::format("{} {}", like, n);
  return name;
}

std::size_t free_colour(const Board& board) {
  std::size_t colour = 0;
  while (std::ranges::any_of(board.sheets, [&](const Sheet& sheet) { return sheet.colour == colour; })) ++colour;
  return colour;
}

Sheet new_sheet(const Board& board, const Sheet& like, const PlanChoices& choices) {
  Plan plan;
  plan.begin = board.start - date::days{weekday(board.start)};
  plan.blocks = blocks_of(board, choices);
  if (choices.taper_days > 0) {
    plan.taper = Taper{Taper::Shape::kExponential, choices.taper_days, choices.left / 100.0};
  }
  const Date race = board.date(board.target);
  const Plan other = plan_of(board, like);
  for (const PlannedTest& test : other.tests) {
    if (test.date == race) plan.tests.push_back(test);
  }
  for (const Override& day : other.overrides) {
    if (day.date == race) plan.overrides.push_back(day);
  }
  Sheet sheet;
  sheet.name = free_plan_name(board, choices.name);
  sheet.colour = free_colour(board);
  sheet.trips = like.trips;
  put_plan(board, sheet, plan);
  if (choices.mini_tapers) put_mini_tapers(board, choices, sheet);
  return sheet;
}

std::vector<PlanWeek> weeks_of(const Board& board, const Sheet& sheet, const PlanChoices& choices) {
  std::vector<PlanWeek> weeks;
  const int first = -static_cast<int>(weekday(board.start));
  const WeekCount count = week_count(board, choices);
  for (int monday = first, n = 0; monday < board.days; monday += kWeek, ++n) {
    PlanWeek week{board.date(monday), 0.0, PlanWeek::Kind::kLoading};
    for (int day = std::max(monday, 0); day < std::min(monday + kWeek, board.days); ++day) {
      week.total += sheet.load[static_cast<std::size_t>(day)];
    }
    if (count.recovers(n)) week.kind = PlanWeek::Kind::kRecovery;
    if (monday + kWeek / 2 >= board.target - choices.taper_days) week.kind = PlanWeek::Kind::kTaper;
    if (monday > board.target) week.kind = PlanWeek::Kind::kAfter;
    weeks.push_back(week);
  }
  return weeks;
}

std::vector<std::string> beyond_record(const Board& board, const Sheet& sheet, const Twin& twin) {
  constexpr double kAlike = 0.005;  // no more than a rounded number shows
  constexpr int kFewWeeks = 5;
  const Weeks weeks = weeks_with_record(board, sheet, twin);
  const auto planned = static_cast<std::size_t>(std::max(0, -weeks.monday) / kWeek), end = weeks.totals.size();
  const Extreme most = heaviest(weeks, 0, planned), heavy = heaviest(weeks, planned, end);
  const Extreme risen = steepest(weeks, 0, planned), steep = steepest(weeks, planned, end);
  std::vector<std::string> said;
  if (most.weeks < kFewWeeks) return said;
  const auto week_text = [&](std::size_t n, bool year) {
    const Date monday = board.date(weeks.monday + kWeek * static_cast<int>(n));
    return tr("the week of {}", year ? long_day_text(monday) : day_text(monday));
  };
  if (heavy.value > most.value * (1.0 + kAlike)) {
    const auto more = std::count_if(weeks.totals.begin() + static_cast<std::ptrdiff_t>(planned), weeks.totals.end(),
                                    [&](double total) { return total > most.value * (1.0 + kAlike); });
    said.push_back(
        tr_count(static_cast<std::size_t>(more),
                 "A week is heavier than any of the record: {1} has {2} {3}, the record's heaviest had {4} ({5})",
                 "{0} weeks are heavier than any of the record: {1} has {2} {3}, the record's heaviest had {4} ({5})",
                 more, week_text(heavy.week, false), grouped(heavy.value), twin.load_unit, grouped(most.value),
                 week_text(most.week, true)));
  }
  if (risen.weeks > 0 && steep.value > risen.value + kAlike) {
    said.push_back(
        tr("Steeper than the record: {} is {:.0f} % above the heaviest of the four before it; the record's steepest "
           "rise was {:.0f} % ({})",
           week_text(steep.week, false), 100.0 * steep.value, 100.0 * risen.value, week_text(risen.week, true)));
  }
  return said;
}

NoiseForm noise_form(const PlanNoise& noise) {
  const auto text = [](double value) { return localised(fmt::format("{:.4g}", value)); };
  return {text(100.0 * noise.execution), text(100.0 * noise.missed), text(noise.illness_per_year)};
}

PlanNoise with_noise(const PlanNoise& noise, const NoiseForm& form) {
  const NoiseForm before = noise_form(noise);
  PlanNoise changed = noise;
  const auto read = [](const std::string& typed, const char* what, double high) {
    return typed_number(typed, what, 0.0, high).value_or(0.0);
  };
  if (form.execution != before.execution)
    changed.execution = read(form.execution, tr("execution noise"), 200.0) / 100.0;
  if (form.missed != before.missed) changed.missed = read(form.missed, tr("missed sessions"), 100.0) / 100.0;
  if (form.illness != before.illness) changed.illness_per_year = read(form.illness, tr("illnesses a year"), 100.0);
  return changed;
}

std::string noise_text(const PlanNoise& noise) {
  const NoiseForm form = noise_form(noise);
  std::string text;
  const auto add = [&](double value, const std::string& said) {
    if (value > 0.0) text += (text.empty() ? "" : ", ") + said;
  };
  add(noise.execution, tr("execution noise {} %", form.execution));
  add(noise.missed, tr("{} % of sessions missed", form.missed));
  add(noise.illness_per_year,
      form.illness == "1" ? tr("{} illness a year", form.illness) : tr("{} illnesses a year", form.illness));
  return text.empty() ? tr("nothing goes wrong") : text;
}

}  // namespace formcast
