#include "viewer/desk/next_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/done.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

void expect_same_unit(const std::string& here, const std::string& there, const char* what) {
  if (here != there) throw InputError(tr("its {} are in {}, those here in {}", what, there, here));
}

/// What was planned for days that are over stays beside what was done.
void keep_planned(Sheet& sheet, int passed) {
  constexpr std::size_t kMostDays = 364;  // a year of whole weeks
  sheet.planned.insert(sheet.planned.end(), sheet.load.begin(), sheet.load.begin() + passed);
  const std::size_t more = sheet.planned.size() - std::min(sheet.planned.size(), kMostDays);
  sheet.planned.erase(sheet.planned.begin(), sheet.planned.begin() + static_cast<std::ptrdiff_t>(more));
  sheet.load.erase(sheet.load.begin(), sheet.load.begin() + passed);
}

/// What was planned when its days came does not change with undoing; plans of other steps are known by their names.
void put_planned(const Board& on_desk, Board& step) {
  for (Sheet& sheet : step.sheets) {
    const auto same = std::ranges::find(on_desk.sheets, sheet.name, &Sheet::name);
    if (same != on_desk.sheets.end()) sheet.planned = same->planned;
  }
}

/// Before the record grows: the usual week it then has is another one, and the days it takes no longer begin the plans.
void keep_plans(Board& board, const Week& usual) {
  for (Sheet& sheet : board.sheets) {
    if (!sheet.pattern.begin) sheet.pattern.begin = board.start;
    for (Block& block : sheet.pattern.blocks) {
      if (!block.week && usual != board.usual) block.week = board.usual;
    }
  }
  board.usual = usual;
}

}  // namespace

Board next_days(const Board& of, const Twin& twin) {
  Board board = of;
  keep_plans(board, twin.usual_week);
  const int passed = static_cast<int>((twin.next_day() - board.start).count());
  if (passed <= 0) {
    const std::string fault = lead_fault(twin.athlete, twin.next_day(), board.start, tr("the plan"));
    if (!fault.empty()) throw InputError(fault);
    return board;
  }
  if (passed > board.target)
    throw InputError(tr("the day they lead to, {}, is in the record", long_day_text(board.date(board.target))));
  Board next = board;
  next.start += date::days{passed};
  next.days -= passed;
  next.target -= passed;
  for (BoardEvent& event : next.events) event.day -= passed;
  std::erase_if(next.events, [](const BoardEvent& event) { return event.day < 0; });
  for (Sheet& sheet : next.sheets) {
    keep_planned(sheet, passed);
    move_marks(sheet, [&](int day) { return day < passed ? std::nullopt : std::optional(day - passed); });
  }
  return next;
}

ContinuedDesk with_record(const Session& left, const Twin& twin, const std::string& twin_json,
                          std::vector<PredictedTest> forecasts) {
  const Twin old = parse_twin(left.twin, tr("the desk"));
  ContinuedDesk continued{left, twin.next_day()};
  Session& session = continued.session;
  session.twin = twin_json;
  session.forecasts = std::move(forecasts);
  session.news = new_days(old, twin);
  if (!left.has_plans()) return continued;
  expect_same_unit(old.load_unit, twin.load_unit, tr("loads"));
  expect_same_unit(old.performance_unit, twin.performance_unit, tr("performances"));
  if (twin.next_day() < old.next_day())
    throw InputError(tr("its record ends on {}, the one here on {}", long_day_text(twin.next_day() - date::days{1}),
                        long_day_text(old.next_day() - date::days{1})));
  const Board board = board_of(left, old, tr("the desk"));
  const Undo undo = undo_of(left, old, board);
  // Steps of plans that are over, such as those before the race was moved, are left out.
  std::vector<Undo::Step> steps;
  std::size_t at = 0;
  for (std::size_t n = 0; n < undo.steps().size(); ++n) {
    const bool on_desk = n == undo.at();
    if (on_desk) at = steps.size();
    try {
      steps.push_back({undo.steps()[n].name, next_days(undo.steps()[n].board, twin)});
    } catch (const InputError&) {
      if (on_desk) throw;
    }
  }
  const int passed = static_cast<int>((twin.next_day() - board.start).count());
  session.day = std::max(left.day - std::max(passed, 0), 0);
  session.first = session.last = 0.0;  // the days on the axis are seen from the new border
  const Board next = steps[at].board;
  for (Undo::Step& step : steps) put_planned(next, step.board);
  set_plans(session, twin.athlete, next, Undo(std::move(steps), at));
  continued.start = next.start;
  return continued;
}

std::string continued_text(const ContinuedDesk& next, const Twin& twin) {
  const Session& session = next.session;
  const NewDays& news = session.news;
  if (!news.any()) return "";
  std::string text = tr_count(static_cast<std::size_t>(news.days), "{} more day in the record",
                              "{} more days in the record", news.days);
  std::vector<std::string> said;
  if (session.has_plans()) {
    text += tr("; the plans go on from {}", long_day_text(next.start));
    const Board board = board_of(session, twin, tr("the desk"));
    const std::string done = new_days_done(board, std::min(session.sheet, board.sheets.size() - 1), twin, news);
    if (!done.empty()) said.push_back(done);
  }
  for (std::string& test : new_tests_text(twin, session.forecasts, news)) said.push_back(std::move(test));
  for (const std::string& sentence : said) text += ". " + sentence;
  return text;
}

}  // namespace formcast
