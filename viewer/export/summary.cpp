#include "viewer/export/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/skill_text.hpp"
#include "viewer/desk/twin_words.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

/// Calendar weeks, several in one where there are more than fit beside one another.
struct Weeks {
  int each = 1;  ///< weeks
  std::vector<Board::Days> columns;
};

Weeks weeks_of(const Board& board) {
  constexpr std::size_t kMost = 17;  // sixteen weeks that do not begin on a Monday touch so many
  Weeks weeks;
  for (int day = 0; day < board.days; day = weeks.columns.back().last + 1) weeks.columns.push_back(board.week_of(day));
  const auto all = std::exchange(weeks.columns, {});
  const std::size_t each = (all.size() + kMost - 1) / kMost;
  for (std::size_t at = 0; at < all.size(); at += each) {
    weeks.columns.push_back({all[at].first, all[std::min(at + each, all.size()) - 1].last});
  }
  weeks.each = static_cast<int>(each);
  return weeks;
}

Json plan_json(const Desk& desk, std::size_t s, const Weeks& weeks) {
  const Board& board = desk.board();
  const Sheet& sheet = board.sheets[s];
  const Outlook& of = desk.outlook(s);
  const std::string& unit = desk.twin().performance_unit;
  Json json{{"name", sheet.name}, {"total", grouped(total_of(sheet, {0, board.days - 1}))}};
  for (const Board::Days& span : weeks.columns) json["weeks"].push_back(grouped(total_of(sheet, span)));
  if (!of.known() || !desk.is_current(s)) {
    json["fault"] = desk.fault(s).empty() ? tr("still being worked out") : desk.fault(s);
    return json;
  }
  const Quantiles& target = of.result.target_performance;
  const auto text = [&](std::size_t q, const std::string& in) { return with_unit(static_cast<double>(target[q]), in); };
  json["typical"] = text(2, unit);
  json["likely"] = tr("{} to {}", text(0, ""), text(4, unit));
  json["members"] = grouped(of.members);
  if (board.target_performance) {
    json["chance"] = fmt::format("{:.0f} %", 100.0 * chance_of(of, *board.target_performance));
  }
  return json;
}

void add_trips(Json& lines, const Sheet& sheet) {
  for (const Trip& trip : sheet.trips) {
    for (const Leg& leg : trip.legs) {
      const auto moment = [](Instant at, const Location& place) { return iso(local_time(place.zone, at)); };
      lines.push_back(tr("{}: {} ({}) to {} ({})", sheet.name, leg.from.zone, moment(leg.depart, leg.from), leg.to.zone,
                         moment(leg.arrive, leg.to)));
    }
  }
}

/// How good the athlete's forecasts have been, and the twin's warnings.
Json basis_of(const Twin& twin) {
  Json lines = Json::array();
  for (const HorizonSkill& horizon : twin.skill.horizons) {
    if (auto said = skill_text(horizon)) lines.push_back(std::move(*said));
  }
  if (lines.empty()) lines.push_back(too_few_tests_text(twin));
  for (std::string& warning : warnings_text(twin)) lines.push_back(std::move(warning));
  return lines;
}

}  // namespace

std::string summary_json(const Desk& desk, std::size_t sheet) {
  const Board& board = desk.board();
  const Twin& twin = desk.twin();
  const Weeks weeks = weeks_of(board);
  Json json{{"athlete", twin.athlete},
            {"title", board.title},
            {"race", board.race.empty() ? tr("Race day") : board.race},
            {"date", long_day_text(board.date(board.target))},
            {"from", long_day_text(board.start)},
            {"record", tr("{} days and {} tests until {}", twin.days(), twin.tests.size(),
                          long_day_text(twin.next_day() - date::days{1}))},
            {"load_unit", twin.load_unit},
            {"weeks_each", weeks.each}};
  if (board.target_performance) json["aim"] = with_unit(*board.target_performance, twin.performance_unit);
  for (const Board::Days& span : weeks.columns) json["weeks"].push_back(short_day_text(board.date(span.first)));
  Json plans = Json::array(), pairs = Json::array(), trips = Json::array();
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    if (!board.sheets[s].shown) continue;
    plans.push_back(plan_json(desk, s, weeks));
    add_trips(trips, board.sheets[s]);
    if (auto said = comparison_text(desk, sheet, s)) pairs.push_back(std::move(*said));
  }
  json["plans"] = std::move(plans);
  json["pairs_basis"] = pairs.empty() ? "" : comparison_basis_text(desk);
  json["pairs"] = std::move(pairs);
  json["trips"] = std::move(trips);
  json["basis"] = basis_of(twin);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace formcast
