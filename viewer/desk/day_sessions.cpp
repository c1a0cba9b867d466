#include "viewer/desk/day_sessions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

double sum_of(const std::vector<PlannedSession>& sessions) {
  double sum = 0.0;
  for (const PlannedSession& session : sessions) sum += session.load;
  return sum;
}

}  // namespace

std::vector<PlannedSession> sessions_on(const Sheet& sheet, int day) {
  const auto found = sheet.sessions.find(day);
  if (found == sheet.sessions.end()) return {};
  std::vector<PlannedSession> sessions = found->second;
  const double load = sheet.load[static_cast<std::size_t>(day)], sum = sum_of(sessions);
  if (load == sum) return sessions;
  for (PlannedSession& session : sessions) {
    session.load = sum > 0.0 ? session.load * (load / sum) : load / static_cast<double>(sessions.size());
  }
  return sessions;
}

std::string sessions_text(const std::vector<PlannedSession>& sessions) {
  std::string text;
  for (const PlannedSession& session : sessions) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", session.name, with_unit(session.load, ""));
  }
  return text;
}

std::string set_sessions(const Board& board, Sheet& sheet, int day, std::vector<PlannedSession> sessions,
                         const std::string& unit) {
  const std::string when = day_text(board.date(day));
  if (sessions.empty()) {
    sheet.sessions.erase(day);
    return tr("{}: no sessions named", when);
  }
  double& load = sheet.load[static_cast<std::size_t>(day)];
  load = sum_of(sessions);
  std::erase(sheet.ill, day);
  const std::string named = sessions_text(sessions);
  sheet.sessions[day] = std::move(sessions);
  return tr("{}: {}, {} in all", when, named, with_unit(load, unit));
}

void move_marks(Sheet& sheet, const std::function<std::optional<int>(int)>& place) {
  for (std::vector<int>* marks : {&sheet.tests, &sheet.ill}) {
    std::vector<int> moved;
    for (const int day : *marks) {
      if (const auto to = place(day)) moved.push_back(*to);
    }
    std::ranges::sort(moved);
    *marks = std::move(moved);
  }
  std::map<int, std::vector<PlannedSession>> moved;
  for (auto& [day, sessions] : sheet.sessions) {
    if (const auto to = place(day)) moved[*to] = std::move(sessions);
  }
  sheet.sessions = std::move(moved);
}

}  // namespace formcast
