#include "viewer/desk/race.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/scenario/plan_reader.hpp"
#include "viewer/desk/event_edits.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kMostDays = 1000;  // of a scenario
constexpr std::size_t kLongestName = 200;

std::string titled(const std::string& race, Date day, bool with_year) {
  const date::year_month_day on{day};
  const auto number = static_cast<unsigned>(on.day());
  return with_year ? tr("{} on {} {} {}", race, number, month_text(on.month()), static_cast<int>(on.year()))
                   : tr("{} on {} {}", race, number, month_text(on.month()));
}

/// As plans have it that were made in English, such as the sample's.
std::string titled_in_english(const std::string& race, Date day, bool with_year) {
  const date::year_month_day on{day};
  const std::string title =
      fmt::format("{} on {} {}", race, static_cast<unsigned>(on.day()), english_month_text(on.month()));
  return with_year ? fmt::format("{} {}", title, static_cast<int>(on.year())) : title;
}

/// With or without its year, as plans that go on with a record may now begin in another.
bool is_made(const Board& board) {
  const Date day = board.date(board.target);
  if (board.race.empty()) return false;
  return std::ranges::any_of(std::array{false, true}, [&](bool year) {
    return board.title == titled(board.race, day, year) || board.title == titled_in_english(board.race, day, year);
  });
}

std::vector<Plan> plans_of(const Board& board) {
  std::vector<Plan> plans;
  for (const Sheet& sheet : board.sheets) plans.push_back(structure_of(board, sheet));
  return plans;
}

/// Race day's test and its load, where that was set by hand, on another date; what was set there makes room.
void carry_race(Plan& plan, Date from, Date to) {
  const auto carry = [&](auto& entries) {
    std::erase_if(entries, [&](const auto& entry) { return entry.date == to; });
    for (auto& entry : entries) {
      if (entry.date == from) entry.date = to;
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  };
  carry(plan.overrides);
  carry(plan.tests);
}

/// What was race day keeps its load; what becomes race day needs none by hand where its test costs as much.
void change_race(Plan& plan, Date from, double load, Date to) {
  const auto set =
      std::any_of(plan.overrides.begin(), plan.overrides.end(), [&](const Override& day) { return day.date == from; });
  if (!set && load > 0.0) plan.overrides.push_back({from, load});
  for (const PlannedTest& test : plan.tests) {
    if (test.date != to) continue;
    std::erase_if(plan.overrides, [&](const Override& day) { return day.date == to && day.load == test.load; });
  }
}

/// Blocks follow the race by calendar weeks, so that a recovery week stays one from Monday to Sunday, as far from the
/// race as it was.
void carry_blocks(Plan& plan, const Board& board, Date from, Date to) {
  const auto monday = [](Date day) { return day - date::days{weekday(day)}; };
  const auto by = monday(to) - monday(from);
  if (is_steady(plan) || by.count() == 0) return;
  const Date first = board.start - date::days{kLongestBefore}, last = board.date(board.days - 1);
  plan.begin = std::clamp(plan.begin.value_or(board.start) + by, first, last);
}

/// The last day that a plan has something on besides its structure.
int last_day(const Board& board, const Sheet& sheet, const Plan& plan, Date race) {
  int last = sheet.ill.empty() ? 0 : sheet.ill.back();
  const auto reach = [&](Date date) { last = std::max(last, static_cast<int>((date - board.start).count())); };
  for (const Override& day : plan.overrides) {
    if (day.date != race) reach(day.date);
  }
  for (const PlannedTest& test : plan.tests) {
    if (test.date != race) reach(test.date);
  }
  const auto reach_end = [&](Instant end) { reach(date::ceil<date::days>(end)); };
  for (const Trip& trip : plan.trips) {
    reach_end(trip.legs.back().arrive);
    for (const BrightLight& light : trip.bright) reach_end(light.when.end);
    for (const std::vector<Period>* periods : {&trip.dark, &trip.naps}) {
      for (const Period& period : *periods) reach_end(period.end);
    }
  }
  return std::min(last, board.days - 1);
}

/// Days of the board when the race is on `day`.
int days_to_end(const Board& board, const std::vector<Plan>& plans, int day) {
  int last = day + board.days - 1 - board.target;
  for (const BoardEvent& event : board.events) last = std::max(last, event.day);
  for (std::size_t s = 0; s < plans.size(); ++s) {
    last = std::max(last, last_day(board, board.sheets[s], plans[s], board.date(board.target)));
  }
  return std::min(last + 1, kMostDays);
}

enum class Loads { kGoWithRace, kStay };

void move_target(Board& board, int day, Loads loads) {
  const bool made = is_made(board);
  const Date from = board.date(board.target), to = board.date(day);
  std::vector<Plan> plans = plans_of(board);
  for (std::size_t s = 0; s < plans.size(); ++s) {
    const double raced = board.sheets[s].load[static_cast<std::size_t>(board.target)];
    loads == Loads::kStay ? change_race(plans[s], from, raced, to) : carry_race(plans[s], from, to);
  }
  if (loads == Loads::kGoWithRace) board.days = days_to_end(board, plans, day);
  board.target = day;
  for (std::size_t s = 0; s < plans.size(); ++s) {
    carry_blocks(plans[s], board, from, to);
    put_plan(board, board.sheets[s], plans[s]);
  }
  if (made) board.title = race_title(board.race, to, board.start);
}

std::string day_of_race(const Board& board, int day) {
  const auto year = [](Date of) { return date::year_month_day{of}.year(); };
  return year(board.date(day)) == year(board.start) ? day_text(board.date(day)) : long_day_text(board.date(day));
}

/// Race day's load, as the cost of its test where it has one.
void set_race_load(Board& board, double load) {
  for (Sheet& sheet : board.sheets) {
    sheet.load[static_cast<std::size_t>(board.target)] = load;
    for (PlannedTest& test : sheet.pattern.tests) {
      if (test.date == board.date(board.target)) test.load = load;
    }
  }
}

int typed_race_day(const Board& board, const std::string& typed) {
  const Date date = typed_date(typed);
  const auto day = (date - board.start).count();
  if (day < 0)
    throw InputError(tr("{} is before the plans, which begin on {}", long_day_text(date), long_day_text(board.start)));
  if (day > std::max(kLongestToRace, board.target))
    throw InputError(
        tr("{} is more than two years after the plans begin; the last day that can be planned for "
           "is {}",
           long_day_text(date), long_day_text(board.date(kLongestToRace))));
  return static_cast<int>(day);
}

void add(std::string& said, const std::string& more) { said += (said.empty() ? "" : ", ") + more; }

}  // namespace

const std::string& race_name(const Board& board) { return board.race.empty() ? board.title : board.race; }

std::string race_title(const std::string& race, Date day, Date start) {
  return titled(race, day, date::year_month_day{day}.year() != date::year_month_day{start}.year());
}

std::string set_target(Board& board, int day) {
  move_target(board, day, Loads::kGoWithRace);
  return tr("race day is {}", day_of_race(board, day));
}

std::string make_race(Board& board, std::size_t event) {
  const BoardEvent chosen = board.events[event];
  const bool made = is_made(board);
  board.events[event] = {board.target, board.race.empty() ? tr("Race") : board.race, chosen.priority};
  sort_events(board);
  move_target(board, chosen.day, Loads::kStay);
  board.race = chosen.name;
  if (made) board.title = race_title(board.race, board.date(board.target), board.start);
  return tr("{} on {} is the A event", chosen.name, day_of_race(board, chosen.day));
}

RaceForm race_form(const Board& board, std::size_t sheet) {
  const auto text = [](double value) { return localised(fmt::format("{:.6g}", value)); };
  return {board.race, digits_text(board.date(board.target)),
          board.target_performance ? text(*board.target_performance) : "",
          text(board.sheets[sheet].load[static_cast<std::size_t>(board.target)])};
}

NamedBoard with_race(const Board& board, const RaceForm& form, std::size_t sheet, const std::string& athlete,
                     const std::string& unit, const std::string& load_unit) {
  constexpr double kMost = 1e9;
  NamedBoard edit{board, ""};
  Board& changed = edit.board;
  const RaceForm before = race_form(board, sheet);
  if (form.name.size() > kLongestName) throw InputError(tr("the name is too long for one line"));
  const int day = typed_race_day(board, form.date);
  if (day != board.target) add(edit.name, set_target(changed, day));
  if (form.name != board.race) {
    // A title that is the coach's own stays, whatever the race is called.
    const bool follows = is_made(changed) || (board.race.empty() && board.title == athlete);
    changed.race = form.name;
    if (follows) changed.title = form.name.empty() ? athlete : race_title(form.name, board.date(day), board.start);
    add(edit.name, form.name.empty() ? tr("the race has no name") : tr("the race is \"{}\"", form.name));
  }
  if (form.aim != before.aim) {
    add(edit.name, set_aim(changed, typed_number(form.aim, tr("aim"), -kMost, kMost), unit));
  }
  if (form.load != before.load) {
    const double load = typed_number(form.load, tr("load"), 0.0, kMost).value_or(0.0);
    set_race_load(changed, load);
    add(edit.name, tr("race day's load is {}", with_unit(load, load_unit)));
  }
  return edit;
}

}  // namespace formcast
