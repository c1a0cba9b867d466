#include "viewer/desk/edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

double& at(Sheet& sheet, int day) { return sheet.load[static_cast<std::size_t>(day)]; }

/// No load, and no session.
void empty(Sheet& sheet, int day) {
  at(sheet, day) = 0.0;
  sheet.sessions.erase(day);
}

bool holds(const std::vector<int>& days, int day) { return std::binary_search(days.begin(), days.end(), day); }

void toggle(std::vector<int>& days, int day) {
  const auto found = std::lower_bound(days.begin(), days.end(), day);
  if (found != days.end() && *found == day) {
    days.erase(found);
  } else {
    days.insert(found, day);
  }
}

void unmark(std::vector<int>& days, Board::Days span) {
  std::erase_if(days, [&](int day) { return span.first <= day && day <= span.last; });
}

/// What is left of the load planned `to_race` days before the race.
double part_of(const std::optional<Taper>& taper, std::int64_t to_race) {
  if (!taper || to_race < 1 || to_race > taper->days) return 1.0;
  return taper_factor(*taper, taper->days - static_cast<int>(to_race) + 1);
}

/// Days that were set by hand are tapered too, in proportion, as they are loads that were planned.
void put_taper(const Board& board, Sheet& sheet, const std::optional<Taper>& taper) {
  Plan plan = structure_of(board, sheet);
  for (Override& day : plan.overrides) {
    const auto to_race = (board.date(board.target) - day.date).count();
    const double before = part_of(plan.taper, to_race);
    if (before > 0.0) day.load *= part_of(taper, to_race) / before;
  }
  plan.taper = taper;
  put_plan(board, sheet, plan);
}

}  // namespace

double total_of(const Sheet& sheet, Board::Days span) {
  double sum = 0.0;
  for (int day = span.first; day <= span.last; ++day) sum += sheet.load[static_cast<std::size_t>(day)];
  return sum;
}

std::vector<double> loads_of(const Sheet& sheet, Board::Days span) {
  return {sheet.load.begin() + span.first, sheet.load.begin() + span.last + 1};
}

std::string span_text(const Board& board, Board::Days span) {
  if (span.count() == 1) return day_text(board.date(span.first));
  return tr("{} to {}", day_text(board.date(span.first)), day_text(board.date(span.last)));
}

std::string set_load(const Board& board, Sheet& sheet, int day, double load, const std::string& unit) {
  at(sheet, day) = std::max(load, 0.0);
  if (at(sheet, day) == 0.0) sheet.sessions.erase(day);
  unmark(sheet.ill, {day, day});
  return tr("{} set to {}", day_text(board.date(day)), with_unit(at(sheet, day), unit));
}

std::string scale_to(const Board& board, Sheet& sheet, Board::Days span, double to, const std::string& unit) {
  const double now = total_of(sheet, span), aim = std::max(to, 0.0);
  for (int day = span.first; day <= span.last; ++day) {
    at(sheet, day) = now > 0.0 ? at(sheet, day) * (aim / now) : aim / span.count();
  }
  unmark(sheet.ill, span);
  return tr("{} scaled to {}", span_text(board, span), with_unit(aim, unit));
}

std::string swap_days(const Board& board, Sheet& sheet, int from, int to) {
  std::swap(at(sheet, from), at(sheet, to));
  move_marks(sheet, [&](int day) { return day == from ? to : day == to ? from : day; });
  return tr("{} moved to {}", day_text(board.date(from)), day_text(board.date(to)));
}

std::string rest(const Board& board, Sheet& sheet, Board::Days span) {
  for (int day = span.first; day <= span.last; ++day) empty(sheet, day);
  return tr("{}: rest", span_text(board, span));
}

std::string mark_ill(const Board& board, Sheet& sheet, Board::Days span) {
  bool all = true;
  for (int day = span.first; day <= span.last; ++day) all = all && holds(sheet.ill, day);
  unmark(sheet.ill, span);
  if (all) return tr("{}: no longer ill", span_text(board, span));
  for (int day = span.first; day <= span.last; ++day) {
    empty(sheet, day);
    toggle(sheet.ill, day);
  }
  return tr("{}: ill", span_text(board, span));
}

std::string paste(const Board& board, Sheet& sheet, std::span<const double> copied, int from, int times) {
  const int length = static_cast<int>(copied.size());
  const int last = std::min(from + length * times, board.days) - 1;
  for (int day = from; day <= last; ++day) at(sheet, day) = copied[static_cast<std::size_t>((day - from) % length)];
  unmark(sheet.ill, {from, last});
  const std::string on = day_text(board.date(from));
  return times > 1 ? tr("{} days pasted on {}, {} times", length, on, times) : tr("{} days pasted on {}", length, on);
}

std::string shift_by(const Board& board, Sheet& sheet, int from, int by) {
  const Sheet before = sheet;
  const int begin = std::max(std::min(from, from + by), 0);
  for (int day = begin; day < board.days; ++day) {
    const int source = day - by;
    const bool there = source >= from && source < board.days;
    at(sheet, day) = there ? before.load[static_cast<std::size_t>(source)] : 0.0;
  }
  move_marks(sheet, [&](int day) -> std::optional<int> {
    if (day < begin) return day;
    const int to = day + by;
    return day >= from && to >= 0 && to < board.days ? std::optional(to) : std::nullopt;
  });
  return tr("everything from {} moved by {:+} days", day_text(board.date(from)), by);
}

std::string ramp_to(const Board& board, Sheet& sheet, Board::Days span, double factor) {
  const int weeks = (span.count() + 6) / 7;
  const double first = total_of(sheet, {span.first, std::min(span.first + 6, span.last)});
  for (int week = 0; week < weeks; ++week) {
    const Board::Days days{span.first + 7 * week, std::min(span.first + 7 * week + 6, span.last)};
    const double part = weeks > 1 ? static_cast<double>(week) / (weeks - 1) : 1.0;
    const double aim = first * (1.0 + (factor - 1.0) * part) * days.count() / std::min(7, span.count());
    scale_to(board, sheet, days, aim, "");
  }
  return tr("{}: ramp to {:.0f} %", span_text(board, span), 100.0 * factor);
}

std::string recovery_week(const Board& board, Sheet& sheet, int day, double part) {
  const Board::Days week = board.week_of(day);
  for (int d = week.first; d <= week.last; ++d) at(sheet, d) *= part;
  return tr("recovery week of {}, {:.0f} %", day_text(board.date(week.first)), 100.0 * part);
}

std::string taper_to_target(const Board& board, Sheet& sheet, const Taper& taper) {
  put_taper(board, sheet, taper);
  return tr("taper of {} days to {:.0f} %", taper.days, 100.0 * taper.to);
}

std::string remove_taper(const Board& board, Sheet& sheet) {
  put_taper(board, sheet, std::nullopt);
  return tr("no taper");
}

std::string toggle_test(const Board& board, Sheet& sheet, int day) {
  toggle(sheet.tests, day);
  const std::string on = day_text(board.date(day));
  return holds(sheet.tests, day) ? tr("test on {}", on) : tr("no test on {}", on);
}

}  // namespace formcast
