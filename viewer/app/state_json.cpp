#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/app/survey_state.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/readiness_text.hpp"
#include "viewer/desk/twin_words.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

Json plan_json(const Desk& desk, std::size_t s) {
  const Sheet& sheet = desk.board().sheets[s];
  const Outlook& of = desk.outlook(s);
  const double total = total_of(sheet, {0, desk.board().days - 1});
  Json json{{"name", sheet.name},     {"shown", sheet.shown},          {"total_load", total},
            {"members", of.members},  {"current", desk.is_current(s)}, {"trips", sheet.trips.size()},
            {"fault", desk.fault(s)}, {"seconds", of.seconds}};
  if (!of.known()) return json;
  const Quantiles& target = of.result.target_performance;
  json["target"] = {target[0], target[1], target[2], target[3], target[4]};
  json["likely"] = likely_text(target, desk.twin().performance_unit);
  if (const auto ready = readiness_on(desk.hindsight().past, of, desk.board().target)) json["readiness"] = *ready;
  if (desk.board().target_performance) {
    json["chance"] = chance_of(of, *desk.board().target_performance);
  }
  return json;
}

/// B and C events with each plan's outlook on them.
Json events_json(const Desk& desk) {
  const Board& board = desk.board();
  Json events = Json::array();
  for (const BoardEvent& event : board.events) {
    Json plans = Json::array();
    for (std::size_t s = 0; s < board.sheets.size(); ++s) {
      if (!board.sheets[s].shown) continue;
      plans.push_back({{"name", board.sheets[s].name}, {"likely", event_outlook_text(desk, event, s)}});
    }
    events.push_back({{"date", iso(board.date(event.day))},
                      {"name", event.name},
                      {"priority", letter_of(event)},
                      {"plans", std::move(plans)}});
  }
  return events;
}

/// An unknown value is null in JSON.
Json number(float x) { return std::isfinite(x) ? Json(x) : Json(); }

/// The edited plan compared with each of the others: the sentence, its probabilities, and what both rest on.
void add_pairs(Json& json, const Desk& desk, std::size_t mine) {
  constexpr std::array<const char*, 5> kVerdicts{"unknown", "better", "worse", "alike", "too close to call"};
  const std::vector<Sheet>& sheets = desk.board().sheets;
  Json pairs = Json::array(), chances = Json::array();
  for (std::size_t s = 0; s < sheets.size() && mine < sheets.size(); ++s) {
    const auto said = comparison_text(desk, mine, s);
    if (!said) continue;
    const PairResult pair = *desk.pair(mine, s);
    pairs.push_back(*said);
    chances.push_back({{"plan", sheets[mine].name},
                       {"other", sheets[s].name},
                       {"verdict", kVerdicts[static_cast<std::size_t>(verdict(pair))]},
                       {"better", number(pair.probability_worthwhile)},
                       {"alike", number(pair.probability_alike)},
                       {"difference_mean", number(pair.difference_mean)}});
  }
  json["pairs_basis"] = pairs.empty() ? "" : comparison_basis_text(desk);
  json["smallest_worthwhile_change"] = number(desk.basis().smallest_worthwhile_change);
  json["pairs"] = std::move(pairs);
  json["chances"] = std::move(chances);
}

/// The weeks of a plan as a coach reads them: Monday, sum, change on the week before, monotony; before them the last
/// four that are done, where something was planned.
Json weeks_json(const Desk& desk, std::size_t s) {
  const Board& board = desk.board();
  const auto past = static_cast<int>((desk.twin().start - board.start).count());
  Json weeks = Json::array();
  const int first = -static_cast<int>(weekday(board.start));
  for (int monday = first - 4 * 7; monday < board.days; monday += 7) {
    const WeekFacts facts = week_facts(board.sheets[s], desk.twin().load, past, monday);
    const DoneLoads done = done_loads(board.sheets[s], desk.twin().load, past, {monday, monday + 6});
    if (monday < first && done.days == 0) continue;
    weeks.push_back({{"monday", iso(board.date(monday))},
                     {"total", facts.total},
                     {"planned", nullptr},
                     {"change", nullptr},
                     {"monotony", nullptr}});
    if (done.days > 0) weeks.back()["planned"] = done.planned;
    if (facts.change) weeks.back()["change"] = *facts.change;
    if (facts.monotony) weeks.back()["monotony"] = *facts.monotony;
  }
  return weeks;
}

}  // namespace

std::string App::state() const {
  Json json{{"frame", frames_}, {"dark", theme_.dark}, {"learning", learning_}, {"focus", focus_.name()}};
  Json messages = Json::array(), widgets = Json::object();
  for (const Message& message : messages_) messages.push_back({{"text", message.text}, {"wrong", message.wrong}});
  for (const Widget& widget : widgets_.all()) {
    widgets[widget.id] = {{"box", {widget.from.x, widget.from.y, widget.to.x, widget.to.y}}, {"value", widget.value}};
  }
  json["messages"] = std::move(messages);
  if (import_.is_open()) json["import"] = import_state();
  json["squad"] = squad_state();
  if (survey_->shown) json["survey"] = survey_state();
  if (json["squad"].is_null() && desk_.has_athlete()) {
    const Board& board = desk_.board();
    json["athlete"] = desk_.twin().athlete;
    json["athletes"] = view_.athletes.size();  // to choose from
    json["load_unit"] = desk_.twin().load_unit;
    json["title"] = board.title;
    json["target_date"] = iso(board.date(board.target));
    json["aim"] = board.target_performance ? Json(*board.target_performance) : Json();
    json["events"] = events_json(desk_);
    json["read_only"] = desk_.read_only();
    json["settled"] = desk_.settled();
    json["edit"] = desk_.history().steps()[desk_.history().at()].name;
    json["plan"] = view_.sheet;
    json["to_know"] = warnings_text(desk_.twin());
    const auto rows = view_.learned.rows.find(desk_.twin().athlete);
    json["rows_to_look_at"] = rows == view_.learned.rows.end() ? std::vector<std::string>{} : rows->second;
    json["news"] = new_tests_text(desk_.twin(), desk_.forecasts(), desk_.news());
    json["drift"] = find_drift(desk_.forecasts()).reason;
    json["today"] = iso(board.date(desk_.today()));
    json["without_twin"] = view_.learned.twinless;
    json["science"] = view_.science.open;
    const ModelledPast& past = desk_.hindsight().past;
    const auto today = readiness_on(past, desk_.outlook(std::min(view_.sheet, board.sheets.size() - 1)), desk_.today());
    json["readiness_today"] = today ? tr("Readiness today {}", readiness_value(*today)) : no_readiness_text(past);
    Json plans = Json::array();
    for (std::size_t s = 0; s < board.sheets.size(); ++s) plans.push_back(plan_json(desk_, s));
    if (view_.weeks && view_.sheet < board.sheets.size()) json["weeks"] = weeks_json(desk_, view_.sheet);
    json["plans"] = std::move(plans);
    add_pairs(json, desk_, view_.sheet);
  }
  json["widgets"] = std::move(widgets);
  return json.dump();
}

}  // namespace formcast
