#include "viewer/panels/side_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/charts/legend.hpp"
#include "viewer/desk/new_plan.hpp"
#include "viewer/desk/skill_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/panels/news_panel.hpp"
#include "viewer/panels/readiness_panel.hpp"
#include "viewer/panels/span_tools.hpp"
#include "viewer/panels/today_panel.hpp"
#include "viewer/panels/trip_editor.hpp"
#include "viewer/screen/typography.hpp"
#include "viewer/squad/search.hpp"

namespace formcast {
namespace {

void duplicate(Frame& frame) {
  Sheet copy = frame.sheet();
  copy.name = free_plan_name(frame.board(), copy.name);
  copy.shown = true;
  std::string name = tr("\"{}\" copied to \"{}\"", frame.sheet().name, copy.name);
  add_plan(frame, std::move(name), std::move(copy));
}

void remove(Frame& frame) {
  if (frame.board().sheets.size() == 1) return;
  Board board = frame.board();
  std::string name = tr("\"{}\" deleted", frame.sheet().name);
  board.sheets.erase(board.sheets.begin() + static_cast<std::ptrdiff_t>(frame.view.sheet));
  frame.view.sheet = std::min(frame.view.sheet, board.sheets.size() - 1);
  frame.desk.edit(std::move(name), std::move(board));
}

}  // namespace

void add_plan(Frame& frame, std::string name, Sheet sheet) {
  Board board = frame.board();
  sheet.colour = free_colour(board);
  board.sheets.push_back(std::move(sheet));
  frame.desk.edit(std::move(name), std::move(board));
  frame.view.sheet = frame.board().sheets.size() - 1;
}

void draw_plan_buttons(Frame& frame) {
  if (frame.desk.read_only()) return;
  if (quiet_button(frame, "plan.copy", tr("+ Copy"), tr("A plan like this one, to change"))) duplicate(frame);
  ImGui::SameLine(0.0f, 4.0f);
  if (quiet_button(frame, "plan.new", tr("+ New plan"), tr("A plan in a few choices")))
    frame.view.form = View::Form::kNewPlan;
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::BeginDisabled(frame.board().sheets.size() == 1);
  if (quiet_button(frame, "plan.delete", tr("Delete"), tr("Delete this plan; Ctrl Z brings it back"))) remove(frame);
  ImGui::EndDisabled();
  frame.view.sheet = std::min(frame.view.sheet, frame.board().sheets.size() - 1);
}

void draw_last_edit(Frame& frame) {
  const Undo& history = frame.desk.history();
  ImGui::BeginDisabled(history.at() == 0);
  if (quiet_button(frame, "undo", tr("Undo"), tr("Ctrl Z"))) frame.desk.undo();
  ImGui::EndDisabled();
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::BeginDisabled(history.at() + 1 == history.steps().size());
  if (quiet_button(frame, "redo", tr("Redo"), tr("Ctrl Y"))) frame.desk.redo();
  ImGui::EndDisabled();
  frame.view.sheet = std::min(frame.view.sheet, frame.board().sheets.size() - 1);
}

void draw_race_and_trips(Frame& frame) {
  heading(frame, tr("Race, events and trips"));
  draw_aim(frame);
  draw_events(frame);
  draw_trips(frame);
  draw_trip_button(frame);
  beside(frame, tr("+ B or C event"), right_edge());
  draw_event_buttons(frame);
  const Identifiability& seen = frame.desk.twin().identifiability;
  const Date day = frame.desk.twin().next_day() + date::days{seen.best_test_day};
  if (seen.best_test_bits <= 0.0 || day < frame.board().date(frame.desk.today())) return;
  say(frame, tr("A test on {} would teach most.", day_text(day)), true);
}

void draw_athletes(Frame& frame, float width) {
  const std::vector<std::string>& athletes = frame.view.athletes;
  constexpr std::size_t kFewAthletes = 8;  // more are searched
  const std::string& mine = frame.desk.twin().athlete;
  ImGui::SetNextItemWidth(width);
  const bool open = ImGui::BeginCombo("##athletes", mine.c_str(), ImGuiComboFlags_HeightLarge);
  if (athletes.size() > 1) tooltip(tr("{} athletes to choose from", athletes.size()).c_str());
  frame.widgets.add_item("athletes", mine);
  if (!open) return;
  std::string& search = frame.view.search;
  if (ImGui::IsWindowAppearing()) search.clear();
  if (athletes.size() > kFewAthletes) {
    char text[101] = {};
    std::strncpy(text, search.c_str(), sizeof text - 1);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1.0f);
    if (ImGui::InputTextWithHint("##search", tr("Search"), text, sizeof text)) search = text;
    frame.widgets.add_item("athletes.search", search);
  }
  for (std::size_t a = 0; a < athletes.size(); ++a) {
    if (!matches(athletes[a], search)) continue;
    if (ImGui::Selectable(as_label(athletes[a], std::to_string(a)).c_str(), athletes[a] == mine))
      frame.view.athlete = a;
    frame.widgets.add_item(fmt::format("athlete.{}", a), athletes[a]);
  }
  if (!frame.desk.read_only()) {
    ImGui::Separator();
    if (ImGui::Selectable(as_label(tr("Remove the athlete {} from this device", mine), "remove").c_str()))
      frame.view.form = View::Form::kRemove;
    frame.widgets.add_item("athlete.remove", mine);
  }
  ImGui::EndCombo();
}

namespace {

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
  say(frame, tr("and {} more", texts.size() - kFew), true);
  std::string others;
  for (std::size_t n = kFew; n < texts.size(); ++n) others += texts[n] + "\n";
  tooltip(others.c_str());
}

/// What the history that was learned holds besides twins.
void draw_learned(Frame& frame) {
  const LearnedHistory& learned = frame.view.learned;
  const auto rows = learned.rows.find(frame.desk.twin().athlete);
  if (rows != learned.rows.end()) draw_few(frame, tr("Rows to look at"), rows->second, "row");
  draw_few(frame, tr("Athletes without a twin"), learned.twinless, "twinless");
}

}  // namespace

std::string record_text(const Twin& twin) {
  return tr("{} days and {} tests until {}", twin.days(), twin.tests.size(),
            long_day_text(twin.next_day() - date::days{1}));
}

void draw_trust(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  draw_learned(frame);
  heading(frame, tr("How far to trust this"));
  bool judged = false;
  for (const HorizonSkill& horizon : twin.skill.horizons) {
    const auto said = skill_text(horizon);
    if (!said) continue;
    judged = true;
    say(frame, *said);
  }
  if (!judged) say(frame, too_few_tests_text(twin));
  frame.widgets.add_item("skill", judged ? "judged" : "not judged");
  draw_coverage(frame);
  draw_readiness(frame);
  draw_twin_buttons(frame);
}

void draw_athlete(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  draw_athletes(frame, -1.0f);
  say(frame, record_text(twin), true);
  draw_today(frame);
  if (quiet_button(frame, "import.open", tr("Start with your own data"),
                   tr("Read files of devices, exports and sheets")))
    frame.view.import.wanted = true;
  draw_twin_warnings(frame);
  draw_news(frame);
  draw_trust(frame);
  draw_span_tools(frame);
  draw_race_and_trips(frame);
  heading(frame, tr("Last edit"));
  draw_last_edit(frame);
  if (frame.desk.history().at() > 0) say(frame, frame.desk.history().steps()[frame.desk.history().at()].name, true);
}

}  // namespace formcast
