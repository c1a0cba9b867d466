#include "viewer/panels/side_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "viewer/charts/legend.hpp"
#include "viewer/desk/skill_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/panels/readiness_panel.hpp"
#include "viewer/panels/span_tools.hpp"
#include "viewer/panels/trip_editor.hpp"
#include "viewer/screen/typography.hpp"
#include "viewer/squad/search.hpp"

namespace formcast {
namespace {

std::string free_name(const Board& board, const std::string& like) {
  for (int n = 2;; ++n) {
    const std::string name = fmt::format("{} {}", like, n);
    if (std::none_of(board.sheets.begin(), board.sheets.end(), [&](const Sheet& s) { return s.name == name; }))
      return name;
  }
}

void duplicate(Frame& frame) {
  Board board = frame.board();
  Sheet copy = frame.sheet();
  copy.name = free_name(board, copy.name);
  copy.colour = board.sheets.size();
  copy.shown = true;
  std::string name = fmt::format("\"{}\" copied to \"{}\"", frame.sheet().name, copy.name);
  board.sheets.push_back(std::move(copy));
  frame.desk.edit(std::move(name), std::move(board));
  frame.view.sheet = frame.board().sheets.size() - 1;
}

void remove(Frame& frame) {
  if (frame.board().sheets.size() == 1) return;
  Board board = frame.board();
  std::string name = fmt::format("\"{}\" deleted", frame.sheet().name);
  board.sheets.erase(board.sheets.begin() + static_cast<std::ptrdiff_t>(frame.view.sheet));
  frame.view.sheet = std::min(frame.view.sheet, board.sheets.size() - 1);
  frame.desk.edit(std::move(name), std::move(board));
}

/// The name as a text field; Enter or a click elsewhere keeps it.
void draw_renaming(Frame& frame, std::size_t s) {
  View& view = frame.view;
  char text[201] = {};
  std::strncpy(text, view.name.c_str(), sizeof text - 1);
  ImGui::SetNextItemWidth(-1.0f);
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  const bool done = ImGui::InputText("##name", text, sizeof text,
                                     ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  view.name = text;
  frame.widgets.add_item("plan.rename", view.name);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) return view.renaming.reset();
  if (!done && !ImGui::IsItemDeactivated()) return;
  view.renaming.reset();
  const auto& sheets = frame.board().sheets;
  const bool taken = std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& of) { return of.name == view.name; });
  if (view.name.empty() || taken) return;
  Board board = frame.board();
  board.sheets[s].name = view.name;
  frame.desk.edit(fmt::format("\"{}\" is now \"{}\"", sheets[s].name, view.name), std::move(board));
}

void draw_plan_row(Frame& frame, std::size_t s) {
  const Sheet& sheet = frame.board().sheets[s];
  ImGui::PushID(static_cast<int>(s));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton("swatch", {18.0f, 26.0f})) set_shown(frame, s, !sheet.shown);
  ImGui::SetItemTooltip(sheet.shown ? "Hide this plan" : "Show this plan");
  frame.widgets.add_item(fmt::format("plan.{}.shown", s), sheet.shown ? "on" : "off");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = frame.theme.plan(frame.board().sheets[s].colour);
  const ImVec2 from{at.x + 2.0f, at.y + 7.0f}, to{at.x + 14.0f, at.y + 19.0f};
  if (sheet.shown) list.AddRectFilled(from, to, colour, 3.0f);
  list.AddRect(from, to, colour, 3.0f, 0, 1.5f);
  ImGui::SameLine(0.0f, 4.0f);
  if (frame.view.renaming == s) {
    draw_renaming(frame, s);
  } else {
    if (ImGui::Selectable(sheet.name.c_str(), s == frame.view.sheet, ImGuiSelectableFlags_AllowDoubleClick,
                          {0.0f, 26.0f})) {
      frame.view.sheet = s;
      if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        frame.view.renaming = s;
        frame.view.name = sheet.name;
      }
    }
    if (ImGui::IsItemHovered()) frame.view.hovering = s;
    ImGui::SetItemTooltip("Click to edit this plan (key %d), double-click to rename it", static_cast<int>(s) + 1);
    frame.widgets.add_item(fmt::format("plan.{}", s), frame.board().sheets[s].name);
  }
  ImGui::PopID();
}

}  // namespace

void draw_plans(Frame& frame) {
  heading(frame, "Plans");
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) draw_plan_row(frame, s);
  if (quiet_button(frame, "plan.copy", "+ Copy", "A plan like this one, to change")) duplicate(frame);
  ImGui::SameLine(0.0f, 4.0f);
  if (quiet_button(frame, "plan.new", "+ New plan", "A plan in a few choices")) frame.view.form = View::Form::kNewPlan;
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::BeginDisabled(frame.board().sheets.size() == 1);
  if (quiet_button(frame, "plan.delete", "Delete", "Delete this plan; Ctrl Z brings it back")) remove(frame);
  ImGui::EndDisabled();
  draw_span_tools(frame);
  draw_events(frame);
  draw_trips(frame);
  heading(frame, "Last edit");
  const Undo& history = frame.desk.history();
  ImGui::BeginDisabled(history.at() == 0);
  if (quiet_button(frame, "undo", "Undo", "Ctrl Z")) frame.desk.undo();
  ImGui::EndDisabled();
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::BeginDisabled(history.at() + 1 == history.steps().size());
  if (quiet_button(frame, "redo", "Redo", "Ctrl Y")) frame.desk.redo();
  ImGui::EndDisabled();
  frame.view.sheet = std::min(frame.view.sheet, frame.board().sheets.size() - 1);
  if (history.at() > 0) say(frame, history.steps()[history.at()].name, true);
}

namespace {

/// The history's other athletes, when there are any.
void draw_athletes(Frame& frame) {
  const std::vector<std::string>& athletes = frame.view.athletes;
  if (athletes.size() < 2) return;
  constexpr std::size_t kFewAthletes = 8;  // more are searched
  const std::string& mine = frame.desk.twin().athlete;
  ImGui::SetNextItemWidth(-1.0f);
  const bool open =
      ImGui::BeginCombo("##athletes", fmt::format("{} athletes", athletes.size()).c_str(), ImGuiComboFlags_HeightLarge);
  frame.widgets.add_item("athletes", mine);
  if (!open) return;
  std::string& search = frame.view.search;
  if (ImGui::IsWindowAppearing()) search.clear();
  if (athletes.size() > kFewAthletes) {
    char text[101] = {};
    std::strncpy(text, search.c_str(), sizeof text - 1);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1.0f);
    if (ImGui::InputTextWithHint("##search", "Search", text, sizeof text)) search = text;
    frame.widgets.add_item("athletes.search", search);
  }
  for (std::size_t a = 0; a < athletes.size(); ++a) {
    if (!matches(athletes[a], search)) continue;
    if (ImGui::Selectable(fmt::format("{}##{}", athletes[a], a).c_str(), athletes[a] == mine)) frame.view.athlete = a;
    frame.widgets.add_item(fmt::format("athlete.{}", a), athletes[a]);
  }
  ImGui::EndCombo();
}

/// Sentences under a heading: the first few, the others in the tooltip of their number.
void draw_few(Frame& frame, const std::string& title, const std::vector<std::string>& texts, const char* id) {
  constexpr std::size_t kFew = 3;
  if (texts.empty()) return;
  heading(frame, title);
  for (std::size_t n = 0; n < std::min(texts.size(), kFew); ++n) {
    say(frame, texts[n]);
    frame.widgets.add_item(fmt::format("{}.{}", id, n), texts[n]);
  }
  if (texts.size() <= kFew) return;
  say(frame, fmt::format("and {} more", texts.size() - kFew), true);
  std::string others;
  for (std::size_t n = kFew; n < texts.size(); ++n) others += texts[n] + "\n";
  ImGui::SetItemTooltip("%s", others.c_str());
}

/// What the history that was learned holds besides twins.
void draw_learned(Frame& frame) {
  const LearnedHistory& learned = frame.view.learned;
  const auto rows = learned.rows.find(frame.desk.twin().athlete);
  if (rows != learned.rows.end()) draw_few(frame, "Rows to look at", rows->second, "row");
  draw_few(frame, "Athletes without a twin", learned.twinless, "twinless");
}

}  // namespace

void draw_athlete(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  draw_athletes(frame);
  ImGui::PushFont(frame.fonts.key);
  ImGui::TextUnformatted(twin.athlete.c_str());
  ImGui::PopFont();
  frame.widgets.add_item("athlete", twin.athlete);
  say(frame,
      fmt::format("{} days and {} tests until {}", twin.days(), twin.tests.size(),
                  long_day_text(twin.next_day() - date::days{1})),
      true);
  if (quiet_button(frame, "import.open", "Start with your own data", "Read files of devices, exports and sheets"))
    frame.view.import.wanted = true;
  draw_learned(frame);
  draw_readiness(frame);
  draw_twin_buttons(frame);
  heading(frame, "How good its forecasts have been");
  bool judged = false;
  for (const HorizonSkill& horizon : twin.skill.horizons) {
    const auto said = skill_text(horizon);
    if (!said) continue;
    judged = true;
    say(frame, *said);
  }
  if (!judged) say(frame, too_few_tests_text(twin));
  frame.widgets.add_item("skill", judged ? "judged" : "not judged");
  const Identifiability& seen = twin.identifiability;
  if (seen.best_test_bits > 0.0) {
    say(frame,
        fmt::format("A test on {} would teach most.", day_text(twin.next_day() + date::days{seen.best_test_day})),
        true);
  }
}

}  // namespace formcast
