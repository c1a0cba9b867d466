#include "viewer/desk/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::string_view kMark = "\"formcast_session\"";
constexpr std::size_t kSearched = 200;  // bytes at the beginning of a file
constexpr std::size_t kKeptSteps = 20;  // of undo; reading one takes a millisecond or two

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw InputError({file}, tr("this is a session, but {}; nothing was changed", why));
}

[[noreturn]] void refuse_member(const std::string& file, const char* name) {
  refuse(file, tr("its \"{}\" cannot be read", name));
}

/// A count; no session holds one below 0 or above a million.
int count_of(const Json& json, const char* name, const std::string& file) {
  constexpr int kMost = 1000000;
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > kMost) refuse_member(file, name);
  return json.get<int>();
}

int count(const Json& json, const char* name, const std::string& file) {
  return json.contains(name) ? count_of(json[name], name, file) : 0;
}

bool flag(const Json& json, const char* name, const std::string& file) {
  if (!json.contains(name)) return true;
  if (!json[name].is_boolean()) refuse_member(file, name);
  return json[name].get<bool>();
}

std::string text_of(const Json& json, const char* name, const std::string& file) {
  if (!json.contains(name) || !json[name].is_string()) refuse_member(file, name);
  return json[name].get<std::string>();
}

/// Nothing where there is none.
std::optional<Date> date_of(const Json& json, const char* name, const std::string& file) {
  if (!json.contains(name)) return std::nullopt;
  const std::optional<Date> date = parse_iso(text_of(json, name, file));
  if (!date) refuse_member(file, name);
  return date;
}

/// An empty list where there is none.
Json list_of(const Json& json, const char* name, const std::string& file) {
  if (!json.contains(name)) return Json::array();
  if (!json[name].is_array()) refuse_member(file, name);
  return json[name];
}

Json marks_json(const std::vector<Session::SheetMarks>& sheets) {
  Json plans = Json::array();
  for (const Session::SheetMarks& marks : sheets) {
    plans.push_back({{"colour", marks.colour}, {"shown", marks.shown}, {"ill", marks.ill}});
    if (!marks.planned.empty()) plans.back()["planned"] = marks.planned;
    if (marks.laid) plans.back()["laid"] = iso(*marks.laid);
  }
  return plans;
}

Session::SheetMarks marks_from(const Json& json, const std::string& file) {
  if (!json.is_object()) refuse_member(file, "plans");
  Session::SheetMarks marks;
  marks.colour = static_cast<std::size_t>(count(json, "colour", file));
  marks.shown = flag(json, "shown", file);
  for (const Json& day : list_of(json, "ill", file)) marks.ill.push_back(count_of(day, "ill", file));
  for (const Json& load : list_of(json, "planned", file)) {
    if (!load.is_number() || load.get<double>() < 0.0) refuse_member(file, "planned");
    marks.planned.push_back(load.get<double>());
  }
  marks.laid = date_of(json, "laid", file);
  return marks;
}

std::vector<Session::SheetMarks> all_marks_from(const Json& json, const std::string& file) {
  std::vector<Session::SheetMarks> sheets;
  for (const Json& plan : list_of(json, "plans", file)) sheets.push_back(marks_from(plan, file));
  return sheets;
}

/// Forecasts of tests, and what came last with the record.
void add_news(const Json& json, const std::string& file, Session& session) {
  if (json.contains("forecasts")) {
    auto forecasts = forecasts_from(json["forecasts"]);
    if (!forecasts) refuse_member(file, "forecasts");
    session.forecasts = std::move(*forecasts);
  }
  if (!json.contains("new")) return;
  const Json& news = json["new"];
  if (!news.is_object()) refuse_member(file, "new");
  session.news.days = count(news, "days", file);
  for (const Json& day : list_of(news, "tests", file)) session.news.tests.push_back(count_of(day, "tests", file));
  for (const Json& slip : list_of(news, "slips", file)) {
    if (!slip.is_string()) refuse_member(file, "slips");
    session.news.slips.push_back(slip.get<std::string>());
  }
}

Board board_from(const std::string& scenario, const std::vector<Session::SheetMarks>& sheets, const Twin& twin,
                 const std::string& file) {
  Board board = board_of(parse_scenario(scenario, file + tr(", its plans"), Athletes::kNotRead), twin.usual_week);
  if (sheets.empty()) return board;
  if (sheets.size() != board.sheets.size()) refuse(file, tr("its plans do not match its scenario"));
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    const Session::SheetMarks& marks = sheets[s];
    Sheet& sheet = board.sheets[s];
    const bool ascending =
        std::adjacent_find(marks.ill.begin(), marks.ill.end(), std::greater_equal<>()) == marks.ill.end();
    const bool inside = marks.ill.empty() || (marks.ill.front() >= 0 && marks.ill.back() < board.days);
    if (!ascending || !inside) refuse(file, tr("its days of illness are not in the plans"));
    sheet.colour = marks.colour;
    sheet.shown = marks.shown;
    sheet.ill = marks.ill;
    sheet.planned = marks.planned;
    sheet.laid = marks.laid;
  }
  return board;
}

}  // namespace

std::vector<Session::SheetMarks> marks_of(const Board& board) {
  std::vector<Session::SheetMarks> marks;
  for (const Sheet& sheet : board.sheets)
    marks.push_back({sheet.colour, sheet.shown, sheet.ill, sheet.planned, sheet.laid});
  return marks;
}

bool is_session(const std::string& text) {
  return std::string_view(text).substr(0, kSearched).find(kMark) != std::string_view::npos;
}

std::string to_json(const Session& session) {
  Json json{{"formcast_session", kVersion},
            {"plan", session.sheet},
            {"day", session.day},
            {"states", session.states},
            {"axis", {session.first, session.last}},
            {"dark", session.dark},
            {"plans", marks_json(session.sheets)}};
  if (session.today) json["today"] = iso(*session.today);
  if (session.has_plans()) json["scenario"] = session.scenario;
  if (!session.steps.empty()) {
    Json steps = Json::array();
    for (const Session::Step& step : session.steps) {
      steps.push_back({{"name", step.name}, {"scenario", step.scenario}, {"plans", marks_json(step.sheets)}});
    }
    json["at"] = session.at;
    json["steps"] = std::move(steps);
  }
  if (!session.forecasts.empty()) json["forecasts"] = to_json(std::span(session.forecasts));
  if (session.news.any()) {
    json["new"] = {{"days", session.news.days}, {"tests", session.news.tests}, {"slips", session.news.slips}};
  }
  json["twin"] = session.twin;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Session parse_session(const std::string& text, const std::string& file) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) refuse(file, tr("it is cut off or damaged"));
  if (!json.is_object() || !json.contains("formcast_session")) refuse(file, tr("its version is missing"));
  const int version = count(json, "formcast_session", file);
  if (version != kVersion) refuse(file, tr("of version {}; this Formcast reads version {}", version, kVersion));
  Session session;
  session.twin = text_of(json, "twin", file);
  add_news(json, file, session);
  session.today = date_of(json, "today", file);
  const bool knows = !session.forecasts.empty() || session.news.any() || session.today;
  if (!knows || json.contains("scenario")) session.scenario = text_of(json, "scenario", file);
  session.sheets = all_marks_from(json, file);
  for (const Json& step : list_of(json, "steps", file)) {
    if (!step.is_object()) refuse_member(file, "steps");
    session.steps.push_back({text_of(step, "name", file), text_of(step, "scenario", file), all_marks_from(step, file)});
  }
  session.at = static_cast<std::size_t>(count(json, "at", file));
  session.sheet = static_cast<std::size_t>(count(json, "plan", file));
  session.day = count(json, "day", file);
  session.states = std::min(count(json, "states", file), 2);
  const Json axis = list_of(json, "axis", file);
  if (axis.size() == 2 && axis[0].is_number() && axis[1].is_number()) {
    session.first = axis[0].get<double>();
    session.last = axis[1].get<double>();
  }
  session.has_dark = json.contains("dark");
  session.dark = flag(json, "dark", file);
  return session;
}

Session session_from(const std::string& text, const std::string& file) {
  return is_session(text) ? parse_session(text, file) : Session{.twin = text};
}

std::string kept_text(const Session& session) {
  const bool twin_alone = !session.has_plans() && session.forecasts.empty() && !session.news.any() && !session.today;
  return twin_alone ? session.twin : to_json(session);
}

Board board_of(const Session& session, const Twin& twin, const std::string& file) {
  return session.has_plans() ? board_from(session.scenario, session.sheets, twin, file) : first_board(twin);
}

Undo undo_of(const Session& session, const Twin& twin, const Board& on_desk) {
  std::vector<Undo::Step> steps;
  std::size_t at = 0;
  for (std::size_t n = 0; n < session.steps.size(); ++n) {
    const Session::Step& step = session.steps[n];
    if (n == session.at) {
      at = steps.size();
      steps.push_back({step.name, on_desk});
      continue;
    }
    try {
      steps.push_back({step.name, board_from(step.scenario, step.sheets, twin, tr("an undo step"))});
    } catch (const InputError&) {
      continue;  // of an earlier version, which the plans themselves have outlived
    }
  }
  return session.at < session.steps.size() ? Undo(std::move(steps), at) : Undo(on_desk);
}

std::string plans_text(const Board& board, const std::string& athlete) {
  constexpr int kMembersOfFiles = 10000;
  return to_toml(scenario_of(board, kMembersOfFiles), twin_file_name(athlete));
}

void set_plans(Session& session, const std::string& athlete, const Board& board, const Undo& undo) {
  session.scenario = plans_text(board, athlete);
  session.sheets = marks_of(board);
  const std::size_t last = std::min(undo.steps().size(), undo.at() + 1 + kKeptSteps / 4);
  const std::size_t first = last > kKeptSteps ? last - kKeptSteps : 0;
  session.steps.clear();
  for (std::size_t n = first; n < last; ++n) {
    const Undo::Step& step = undo.steps()[n];
    session.steps.push_back({step.name, plans_text(step.board, athlete), marks_of(step.board)});
  }
  session.at = undo.at() - first;
}

}  // namespace formcast
