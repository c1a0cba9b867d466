#include "viewer/desk/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sim/base/input_error.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::string_view kMark = "\"formcast_session\"";
constexpr std::size_t kSearched = 200;  // bytes at the beginning of a file

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw InputError({file}, "this is a session, but " + why + "; nothing was changed");
}

[[noreturn]] void refuse_member(const std::string& file, const char* name) {
  refuse(file, fmt::format("its \"{}\" cannot be read", name));
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

/// An empty list where there is none.
Json list_of(const Json& json, const char* name, const std::string& file) {
  if (!json.contains(name)) return Json::array();
  if (!json[name].is_array()) refuse_member(file, name);
  return json[name];
}

Session::SheetMarks marks_from(const Json& json, const std::string& file) {
  if (!json.is_object()) refuse_member(file, "plans");
  Session::SheetMarks marks{static_cast<std::size_t>(count(json, "colour", file)), flag(json, "shown", file), {}};
  for (const Json& day : list_of(json, "ill", file)) marks.ill.push_back(count_of(day, "ill", file));
  return marks;
}

}  // namespace

std::vector<Session::SheetMarks> marks_of(const Board& board) {
  std::vector<Session::SheetMarks> marks;
  for (const Sheet& sheet : board.sheets) marks.push_back({sheet.colour, sheet.shown, sheet.ill});
  return marks;
}

bool is_session(const std::string& text) {
  return std::string_view(text).substr(0, kSearched).find(kMark) != std::string_view::npos;
}

std::string to_json(const Session& session) {
  Json plans = Json::array();
  for (const Session::SheetMarks& marks : session.sheets) {
    plans.push_back({{"colour", marks.colour}, {"shown", marks.shown}, {"ill", marks.ill}});
  }
  const Json json{{"formcast_session", kVersion},
                  {"plan", session.sheet},
                  {"day", session.day},
                  {"states", session.states},
                  {"axis", {session.first, session.last}},
                  {"dark", session.dark},
                  {"plans", std::move(plans)},
                  {"scenario", session.scenario},
                  {"twin", session.twin}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Session parse_session(const std::string& text, const std::string& file) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) refuse(file, "it is cut off or damaged");
  if (!json.is_object() || !json.contains("formcast_session")) refuse(file, "its version is missing");
  const int version = count(json, "formcast_session", file);
  if (version != kVersion)
    refuse(file, fmt::format("of version {}; this Formcast reads version {}", version, kVersion));
  Session session;
  session.twin = text_of(json, "twin", file);
  session.scenario = text_of(json, "scenario", file);
  for (const Json& plan : list_of(json, "plans", file)) session.sheets.push_back(marks_from(plan, file));
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

Board board_of(const Session& session, const Twin& twin, const std::string& file) {
  Board board = board_of(parse_scenario(session.scenario, file + ", its plans", Athletes::kNotRead), twin.usual_week);
  if (session.sheets.empty()) return board;
  if (session.sheets.size() != board.sheets.size()) refuse(file, "its plans do not match its scenario");
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    const Session::SheetMarks& marks = session.sheets[s];
    Sheet& sheet = board.sheets[s];
    const bool ascending =
        std::adjacent_find(marks.ill.begin(), marks.ill.end(), std::greater_equal<>()) == marks.ill.end();
    const bool inside = marks.ill.empty() || (marks.ill.front() >= 0 && marks.ill.back() < board.days);
    if (!ascending || !inside) refuse(file, "its days of illness are not in the plans");
    sheet.colour = marks.colour;
    sheet.shown = marks.shown;
    sheet.ill = marks.ill;
  }
  return board;
}

}  // namespace formcast
