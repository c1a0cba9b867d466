#include "viewer/desk/week_edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "sim/base/language.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kWeek = 7;

void unmark(Sheet& sheet, Board::Days span) {
  move_marks(sheet, [&](int day) { return span.first <= day && day <= span.last ? std::nullopt : std::optional(day); });
}

/// The sessions of `span` also on the days after it, as repeat_span() has its loads.
void repeat_sessions(const Board& board, Sheet& sheet, Board::Days span, int times) {
  const int end = std::min(span.last + 1 + span.count() * times, board.days);
  for (int day = span.last + 1; day < end; ++day) {
    const auto from = sheet.sessions.find(day - span.count());
    if (day == board.target) continue;
    if (from == sheet.sessions.end()) {
      sheet.sessions.erase(day);
    } else {
      sheet.sessions[day] = from->second;
    }
  }
}

/// Takes the race off the target day and puts it back after the edit.
class Race {
 public:
  Race(const Board& board, Sheet& sheet)
      : sheet_(sheet), day_(board.target), load_(std::exchange(on_day(), 0.0)), tested_(test()) {
    std::erase(sheet_.tests, day_);
    sessions_ = sheet_.sessions.extract(day_);
  }
  void put_back() {
    on_day() = load_;
    sheet_.sessions.erase(day_);
    sheet_.sessions.insert(std::move(sessions_));
    if (test() != tested_) toggle();
  }

 private:
  double& on_day() { return sheet_.load[static_cast<std::size_t>(day_)]; }
  bool test() const { return std::binary_search(sheet_.tests.begin(), sheet_.tests.end(), day_); }
  void toggle() {
    if (!tested_) {
      std::erase(sheet_.tests, day_);
      return;
    }
    sheet_.tests.insert(std::lower_bound(sheet_.tests.begin(), sheet_.tests.end(), day_), day_);
  }

  Sheet& sheet_;
  int day_;
  double load_;
  bool tested_;
  decltype(Sheet::sessions)::node_type sessions_;
};

}  // namespace

std::string repeat_span(const Board& board, Sheet& sheet, Board::Days span, int times) {
  Race race(board, sheet);
  paste(board, sheet, loads_of(sheet, span), span.last + 1, times);
  repeat_sessions(board, sheet, span, times);
  race.put_back();
  return tr_count(static_cast<std::size_t>(times), "{} repeated {} time", "{} repeated {} times",
                  span_text(board, span), times);
}

std::string clear(const Board& board, Sheet& sheet, Board::Days span) {
  unmark(sheet, span);
  rest(board, sheet, span);
  return tr("{} cleared", span_text(board, span));
}

std::string take_out(const Board& board, Sheet& sheet, Board::Days span) {
  Race race(board, sheet);
  unmark(sheet, span);
  shift_by(board, sheet, span.last + 1, -span.count());
  race.put_back();
  return tr("{} removed", span_text(board, span));
}

int possible_move(const Board& board, Board::Days span, int weeks) {
  if (span.count() % kWeek != 0) return 0;
  return std::clamp(weeks, -(span.first / kWeek), (board.days - 1 - span.last) / kWeek);
}

std::string move_weeks(const Board& board, Sheet& sheet, Board::Days span, int weeks) {
  const int moved = possible_move(board, span, weeks), by = kWeek * moved;
  const auto place = [&](int day) {
    if (span.first <= day && day <= span.last) return day + by;
    if (by > 0 && span.last < day && day <= span.last + by) return day - span.count();
    if (by < 0 && span.first + by <= day && day < span.first) return day + span.count();
    return day;
  };
  const Sheet before = sheet;
  for (int day = 0; day < board.days; ++day) {
    sheet.load[static_cast<std::size_t>(place(day))] = before.load[static_cast<std::size_t>(day)];
  }
  move_marks(sheet, place);
  if (const int to = place(board.target); to != board.target) swap_days(board, sheet, to, board.target);
  const std::string which = span_text(board, span);
  const auto by_weeks = static_cast<std::size_t>(std::abs(moved));
  return moved < 0 ? tr_count(by_weeks, "{} moved {} week sooner", "{} moved {} weeks sooner", which, by_weeks)
                   : tr_count(by_weeks, "{} moved {} week later", "{} moved {} weeks later", which, by_weeks);
}

}  // namespace formcast
