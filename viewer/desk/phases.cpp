#include "viewer/desk/phases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/desk/pattern.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kPhaseWeek = 7, kThursday = 3;

bool is_structured(const Board& board, const Sheet& sheet) {
  if (sheet.pattern.blocks.empty()) return false;
  const std::vector<double> made = loads_of(board, sheet.pattern);
  std::ptrdiff_t set = 0;
  for (std::size_t day = 0; day < made.size(); ++day) set += made[day] != sheet.load[day] ? 1 : 0;
  set += std::ranges::count_if(sheet.pattern.overrides, [](const Override& day) { return day.sessions.empty(); });
  return 2 * set <= board.days;
}

/// A calendar week on its own, of which a plan set by hand has many.
bool is_single(const Block& block) { return block.weeks == 1 && block.ramp == 0.0 && block.recovery_every == 0; }

std::string phase_weeks(int weeks) { return tr_count(static_cast<std::size_t>(weeks), "{} week", "{} weeks", weeks); }

std::string detail_of(const Block& block, int weeks) {
  std::string text = phase_weeks(weeks);
  if (block.ramp != 0.0) return text + tr(", {:+.0f} % each", 100.0 * block.ramp);
  if (std::abs(block.load - 1.0) > 0.005) text += tr(" at {:.0f} %", 100.0 * block.load);
  return text;
}

/// Adds the block's weeks from day `begin` to `end`, recovery weeks apart.
void add_block_phases(const Block& block, int begin, int end, std::vector<Phase>& phases) {
  const auto recovers = [&](int week) { return block.recovery_every > 0 && (week + 1) % block.recovery_every == 0; };
  const int weeks = (end - begin + kPhaseWeek - 1) / kPhaseWeek;
  for (int week = 0; week < weeks;) {
    int last = week;
    while (!recovers(week) && last + 1 < weeks && !recovers(last + 1)) ++last;
    Phase phase;
    phase.kind = recovers(week) ? Phase::Kind::kRecovery : Phase::Kind::kBlock;
    phase.days = {begin + kPhaseWeek * week, std::min(begin + kPhaseWeek * (last + 1), end) - 1};
    phase.name = recovers(week) ? tr("Recovery") : tr("Block");
    phase.detail =
        recovers(week) ? fmt::format("{:.0f} %", 100.0 * block.recovery_load) : detail_of(block, last + 1 - week);
    phases.push_back(std::move(phase));
    week = last + 1;
  }
}

std::vector<Phase> block_phases(const Board& board, const Plan& plan) {
  std::vector<Phase> phases;
  int begin = plan.begin ? static_cast<int>((*plan.begin - board.start).count()) : 0, single = 0;
  if (is_steady(plan)) begin = 0;
  for (bool more = true; more && begin < board.days;) {
    const int round = begin;
    for (const Block& block : plan.blocks) {
      const int end = block.weeks ? begin + kPhaseWeek * *block.weeks : board.days;
      single = is_single(block) && begin < board.days ? single + 1 : 0;
      if (single > 1) {  // weeks one by one are one stretch
        phases.back().days.last = end - 1;
        phases.back().detail = phase_weeks(single);
      } else if (begin < board.days) {
        add_block_phases(block, begin, std::min(end, board.days), phases);
      }
      begin = std::max(end, begin);
    }
    more = plan.repeat && begin > round;
  }
  if (is_steady(plan) && !phases.empty()) phases.front().name = tr("Every week"), phases.front().detail = tr("alike");
  return phases;
}

}  // namespace

std::vector<Phase> phases_of(const Board& board, const Sheet& sheet) {
  const Plan& plan = sheet.pattern;
  std::vector<Phase> phases;
  if (is_structured(board, sheet)) phases = block_phases(board, plan);
  const int taper = board.target - (plan.taper ? plan.taper->days : 0), end = std::max(taper, 0);
  for (Phase& phase : phases) {
    phase.days.first = std::max(phase.days.first, 0);
    phase.days.last = std::min(phase.days.last, end - 1);
  }
  std::erase_if(phases, [](const Phase& phase) { return phase.days.count() <= 0; });
  if (plan.taper && end < board.target)
    phases.push_back({Phase::Kind::kTaper,
                      {end, board.target - 1},
                      tr("Taper"),
                      tr("{} days to {:.0f} %", plan.taper->days, 100.0 * plan.taper->to)});
  phases.push_back(
      {Phase::Kind::kRace, {board.target, board.target}, tr("Race"), short_day_text(board.date(board.target))});
  return phases;
}

int phase_of_week(const Board& board, const std::vector<Phase>& phases, int monday) {
  if (monday + kPhaseWeek <= 0 || monday >= board.days) return -1;
  const int day = std::clamp(monday + kThursday, 0, board.days - 1);
  const auto holds = [&](const Phase& phase) { return phase.days.first <= day && day <= phase.days.last; };
  const auto found = std::ranges::find_if(phases, holds);
  return found == phases.end() ? -1 : static_cast<int>(found - phases.begin());
}

}  // namespace formcast
