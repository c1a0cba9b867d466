#include "viewer/export/plan_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/base/csv_field.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/day_sessions.hpp"

namespace formcast {
namespace {

std::string events_of(const Board& board, const Sheet& sheet, int day) {
  const std::string race = board.race.empty() ? "race day" : board.race + ", race day";
  std::string text = day == board.target ? race : "";
  for (const BoardEvent& event : board.events) {
    if (event.day == day) text += fmt::format("{}{}, {} event", text.empty() ? "" : "; ", event.name, letter_of(event));
  }
  for (const Trip& trip : sheet.trips) {
    for (const Leg& leg : trip.legs) {
      if (local_date(leg.from.zone, leg.depart) != board.date(day)) continue;
      text += fmt::format("{}flight {} to {}", text.empty() ? "" : "; ", leg.from.zone, leg.to.zone);
    }
  }
  return text;
}

/// "Intervals 60; Easy run 30", which plan_csv_reader splits again.
std::string sessions_cell(const std::vector<PlannedSession>& sessions) {
  std::string text;
  for (const PlannedSession& session : sessions) {
    std::string name = session.name;
    std::ranges::replace(name, ';', ',');
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", name, session.load);
  }
  return text;
}

}  // namespace

std::string to_csv(const Board& board, const Sheet& sheet, const std::string& load_unit) {
  std::string text = csv_field(load_unit.empty() ? "load" : fmt::format("load [{}]", load_unit));
  text = "date," + text + ",test,illness,event,sessions\r\n";
  const auto holds = [](const std::vector<int>& days, int day) {
    return std::binary_search(days.begin(), days.end(), day);
  };
  for (int day = 0; day < board.days; ++day) {
    text += fmt::format("{},{},{},{},{},{}\r\n", iso(board.date(day)), sheet.load[static_cast<std::size_t>(day)],
                        holds(sheet.tests, day) ? "test" : "", holds(sheet.ill, day) ? "ill" : "",
                        csv_field(events_of(board, sheet, day)), csv_field(sessions_cell(sessions_on(sheet, day))));
  }
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return plain ? text : "\xEF\xBB\xBF" + text;
}

std::string file_stem(const std::string& title) {
  constexpr std::size_t kLongest = 80;
  std::string stem;
  for (const char c : title) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = byte >= 0x80 || std::isalnum(byte) != 0;
    const bool begins = byte < 0x80 || byte >= 0xC0;  // of a character, which is not split
    if (begins && stem.size() >= kLongest) break;
    if (kept) {
      stem += c;
    } else if (!stem.empty() && stem.back() != '-') {
      stem += '-';
    }
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "plans" : stem;
}

}  // namespace formcast
