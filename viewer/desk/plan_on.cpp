#include "viewer/desk/plan_on.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "viewer/desk/done.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kLaidWeek = 7;
constexpr int kLookBack = 4 * kLaidWeek;
constexpr double kLeast = 0.5, kSteepest = 0.10;  // our choice
constexpr double kLaidAlike = 0.005;              // no more than a rounded number shows
constexpr double kLargestLoad = 10.0;             // of a block, in a scenario

int record_begin(const Board& board, const Twin& twin) { return static_cast<int>((twin.start - board.start).count()); }

/// A block with days still to come.
struct Rest {
  Block* block = nullptr;
  int passed = 0;   ///< loading weeks of it that are over
  int loading = 0;  ///< those that begin before the race, from this week on
  int steps = 0;    ///< of its ramp, from this week to the last before the race; -1 where it begins after that
};

int loading_weeks(const Block& block, int weeks) {
  return weeks - (block.recovery_every > 0 ? weeks / block.recovery_every : 0);
}

/// A plan that repeats written out to the end of the board.
void write_out(Plan& plan, int begin, int days) {
  if (!std::exchange(plan.repeat, false)) return;
  const std::vector<Block> once = plan.blocks;
  int weeks = 0;
  for (const Block& block : once) {
    if (!block.weeks) return;
    weeks += *block.weeks;
  }
  for (int end = begin + kLaidWeek * weeks; weeks > 0 && end < days; end += kLaidWeek * weeks) {
    plan.blocks.insert(plan.blocks.end(), once.begin(), once.end());
  }
}

std::vector<Rest> rest_of(Plan& plan, int begin, int target) {
  std::vector<Rest> all;
  for (Block& block : plan.blocks) {
    const int now = std::max(-begin, 0) / kLaidWeek, to_race = std::max(target - begin + kLaidWeek - 1, 0) / kLaidWeek;
    const int end = block.weeks.value_or(std::max(now, to_race) + 1);
    if (now < end) {
      const int passed = loading_weeks(block, now), until = std::min(end, to_race);
      const bool races = until > now;
      all.push_back({&block, passed, races ? loading_weeks(block, until) - passed : 0,
                     races ? loading_weeks(block, until - 1) - passed : -1});
    }
    begin += kLaidWeek * end;
  }
  return all;
}

/// The factor of the first loading week, and the growth of factors from one to the next.
struct Rise {
  double first = 1.0, growth = 1.0;
};

Rise rise_of(const std::vector<Rest>& rest, double share) {
  int before = 0, steps = -1;
  double most = 1.0 + kSteepest, least = 0.0;
  for (const Rest& of : rest) {
    if (of.steps < 0) continue;
    steps = std::max(steps, before + of.steps);
    before += of.loading;
    const double ramp = 1.0 + of.block->ramp;
    most = std::min(most, std::max(ramp, 1.0 + kSteepest) / ramp);
    least = std::max(least, std::min(1.0 / ramp, 1.0));
  }
  if (steps < 0) return {};
  Rise rise{std::max(share, kLeast), 1.0};
  if (share > 1.0) rise.first = std::min(share, std::pow(least, -steps));
  if (steps > 0) rise.growth = std::clamp(std::pow(rise.first, -1.0 / steps), std::min(least, 1.0), most);
  return rise;
}

void apply(const Rise& rise, const std::vector<Rest>& rest) {
  int before = 0;
  for (const Rest& of : rest) {
    if (of.steps < 0) continue;
    Block& block = *of.block;
    block.load *= rise.first * std::pow(rise.growth, before - of.passed);
    block.ramp = (1.0 + block.ramp) * rise.growth - 1.0;
    before += of.loading;
  }
}

/// Loads that a scenario allows: a larger factor goes into the week.
void keep_readable(const Board& board, Plan& plan) {
  for (Block& block : plan.blocks) {
    if (block.load <= kLargestLoad) continue;
    Week week = block.week.value_or(board.usual);
    for (double& load : week) load *= block.load;
    block.week = week;
    block.load = 1.0;
  }
}

double heaviest_week(const Board& board, const Sheet& sheet, int first) {
  double most = 0.0;
  for (int monday = first; monday < board.days; monday += kLaidWeek) {
    most = std::max(most, week_facts(sheet, {}, 0, monday).total);
  }
  return most;
}

/// What the first whole week and the heaviest one were and are.
std::string changes_text(const Board& board, const Sheet& before, const Sheet& after, const std::string& unit) {
  const int monday = (kLaidWeek - static_cast<int>(weekday(board.start))) % kLaidWeek;
  const auto change = [&](const char* text, double was, double is) {
    return fmt::format(fmt::runtime(text), with_unit(std::round(is), ""), with_unit(std::round(was), unit));
  };
  const double was = week_facts(before, {}, 0, monday).total, is = week_facts(after, {}, 0, monday).total;
  const char* which = monday == 0 ? tr("this week {} in place of {}") : tr("next week {} in place of {}");
  std::string text = change(which, was, is);
  const double most_was = heaviest_week(board, before, monday), most_is = heaviest_week(board, after, monday);
  if (std::abs(most_is - most_was) > kLaidAlike * most_was && most_was != was)
    text += ", " + change(tr("the heaviest {} in place of {}"), most_was, most_is);
  return text;
}

}  // namespace

std::optional<double> share_done(const Board& board, const Sheet& sheet, const Twin& twin) {
  const int laid = sheet.laid ? static_cast<int>((*sheet.laid - board.start).count()) : -kLookBack;
  const int since = std::clamp(laid, -kLookBack, 0), begin = record_begin(board, twin);
  const double before = done_loads(sheet, twin.load, begin, {-kLookBack, since - 1}).done;
  const DoneLoads after = done_loads(sheet, twin.load, begin, {since, -1});
  const double planned = before + after.planned;
  return after.days > 0 && planned > 0.0 ? std::optional((before + after.done) / planned) : std::nullopt;
}

std::optional<NamedBoard> plan_on(const Board& board, std::size_t sheet, const Twin& twin) {
  const Sheet& before = board.sheets[sheet];
  const auto share = share_done(board, before, twin);
  if (!share || std::abs(*share - 1.0) < kLaidAlike) return std::nullopt;
  Plan plan = structure_of(board, before);
  if (is_steady(plan)) plan.begin = board.start - date::days{weekday(board.start)};
  const auto begin = plan.begin ? static_cast<int>((*plan.begin - board.start).count()) : 0;
  write_out(plan, begin, board.days);
  const std::vector<Rest> rest = rest_of(plan, begin, board.target);
  const Rise rise = rise_of(rest, *share);
  if (std::abs(rise.first - 1.0) < kLaidAlike) return std::nullopt;
  apply(rise, rest);
  keep_readable(board, plan);
  NamedBoard edit{board, ""};
  Sheet& after = edit.board.sheets[sheet];
  put_plan(board, after, plan);
  after.laid = board.start;
  edit.name = fmt::format("{}{}: {}", tr(kPlannedOn), short_day_text(board.start),
                          changes_text(board, before, after, twin.load_unit));
  return edit;
}

}  // namespace formcast
