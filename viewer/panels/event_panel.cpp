#include "viewer/panels/event_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "sim/base/input_error.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr const char* kPopup = "Event";

bool text_field(Frame& frame, const std::string& id, const char* hint, std::string& text) {
  char typed[202] = {};
  std::strncpy(typed, text.c_str(), sizeof typed - 1);
  ImGui::SetNextItemWidth(-1.0f);
  const bool entered =
      ImGui::InputTextWithHint(("##" + id).c_str(), hint, typed, sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
  text = typed;
  frame.widgets.add_item(id, text);
  return entered;
}

void keep(Frame& frame, View::EventEdit& edit) {
  try {
    Board board = with_event(frame.board(), edit.at, edit.form);
    frame.desk.edit(fmt::format("{} on {}", edit.form.name, edit.form.date), std::move(board));
    ImGui::CloseCurrentPopup();
  } catch (const InputError& error) {
    edit.fault = error.what();
  }
}

void draw_form(Frame& frame, View::EventEdit& edit) {
  say(frame, "Another event besides race day", true);
  bool done = text_field(frame, "event.name", "Name", edit.form.name);
  done = text_field(frame, "event.date", "2016-05-14", edit.form.date) || done;
  for (const Event::Priority priority : {Event::Priority::kB, Event::Priority::kC}) {
    if (priority != Event::Priority::kB) ImGui::SameLine(0.0f, 4.0f);
    const bool b = priority == Event::Priority::kB, on = edit.form.priority == priority;
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, faded(frame.theme.accent, 0.4f));
    if (ImGui::Button(b ? "B: mini-taper" : "C: train through")) edit.form.priority = priority;
    if (on) ImGui::PopStyleColor();
    frame.widgets.add_item(b ? "event.B" : "event.C", on ? "on" : "off");
  }
  if (!edit.fault.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    ImGui::TextWrapped("%s", edit.fault.c_str());
    ImGui::PopStyleColor();
    frame.widgets.add_item("event.fault", edit.fault);
  }
  done = ImGui::Button("Save") || done;
  frame.widgets.add_item("event.keep");
  if (done) return keep(frame, edit);
  if (!edit.at) return;
  ImGui::SameLine();
  const bool gone = ImGui::Button("Remove");
  frame.widgets.add_item("event.delete");
  if (!gone) return;
  Board board = frame.board();
  std::string name = remove_event(board, *edit.at);
  frame.desk.edit(std::move(name), std::move(board));
  ImGui::CloseCurrentPopup();
}

/// An event that an undo has removed cannot be changed.
bool is_there(const Frame& frame) {
  const auto& edit = frame.view.event;
  return edit && (!edit->at || *edit->at < frame.board().events.size());
}

}  // namespace

void draw_events(Frame& frame) {
  View& view = frame.view;
  const Board& board = frame.board();
  bool opens = false;
  heading(frame, "Events");
  say(frame, "A   " + long_day_text(board.date(board.target)));
  frame.widgets.add_item("event.A", iso(board.date(board.target)));
  ImGui::PushFont(frame.fonts.small);
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    const std::string text =
        fmt::format("{}   {}, {}##event{}", letter_of(event), short_day_text(board.date(event.day)), event.name, e);
    if (ImGui::Selectable(text.c_str(), false, ImGuiSelectableFlags_DontClosePopups, {0.0f, 20.0f})) {
      view.event = View::EventEdit{e, form_of(board, event), ""};
      opens = true;
    }
    ImGui::SetItemTooltip("Change %s", event.name.c_str());
    frame.widgets.add_item(fmt::format("event.{}", e), event.name);
  }
  ImGui::PopFont();
  if (view.day != board.target &&
      quiet_button(frame, "event.race", "Make this race day",
                   "The two days swap places in every plan, so that the race keeps its load")) {
    Board changed = board;
    std::string name = set_target(changed, view.day);
    frame.desk.edit(std::move(name), std::move(changed));
  }
  if (quiet_button(frame, "event.add", "+ B or C event", "Another event; it changes no numbers")) {
    view.event = View::EventEdit{std::nullopt, {"", iso(board.date(view.day)), Event::Priority::kB}, ""};
    opens = true;
  }
  if (opens) ImGui::OpenPopup(kPopup);
  ImGui::SetNextWindowSize({280.0f, 0.0f});
  if (!ImGui::BeginPopup(kPopup)) return;
  keep_on_screen();
  if (is_there(frame)) {
    draw_form(frame, *view.event);
  } else {
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void draw_aim(Frame& frame) {
  View& view = frame.view;
  const auto& aim = frame.board().target_performance;
  const std::string shown = aim ? with_unit(*aim, "") : "";
  char typed[40] = {};
  std::strncpy(typed, view.aim.value_or(shown).c_str(), sizeof typed - 1);
  ImGui::PushFont(frame.fonts.small);
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("Aim");
  ImGui::SameLine();
  ImGui::SetNextItemWidth(84.0f);
  ImGui::InputTextWithHint("##aim", "none", typed, sizeof typed,
                           ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_AutoSelectAll);
  const bool typing = ImGui::IsItemActive(), kept = ImGui::IsItemDeactivatedAfterEdit();
  ImGui::SetItemTooltip("Performance to aim for; empty: none. Its line in the chart can be dragged");
  frame.widgets.add_item("aim", view.aim.value_or(shown));
  ImGui::SameLine();
  ImGui::TextDisabled("%s", frame.unit() == "1" ? "" : frame.unit().c_str());
  ImGui::PopFont();
  if (typing) view.aim = typed;
  if (kept) {
    Board board = frame.board();
    char* end = nullptr;
    const double value = std::strtod(typed, &end);
    const bool empty = std::strlen(typed) == 0, number = !empty && *end == '\0' && std::abs(value) <= 1e9;
    if ((empty && aim) || (number && aim != value)) {
      std::string name = set_aim(board, empty ? std::nullopt : std::optional<double>(value), frame.unit());
      frame.desk.edit(std::move(name), std::move(board));
    }
  }
  if (!typing) view.aim.reset();
}

std::string event_outlook_text(const Desk& desk, const BoardEvent& event, std::size_t sheet) {
  const auto& bands = desk.outlook(sheet).result.bands[static_cast<std::size_t>(Output::kPerformance)];
  if (static_cast<std::size_t>(event.day) >= bands.size()) return "";
  const Quantiles& of = bands[static_cast<std::size_t>(event.day)];
  const auto text = [](float value, const std::string& unit) { return with_unit(static_cast<double>(value), unit); };
  return fmt::format("{} ({} to {})", text(of[2], desk.twin().performance_unit), text(of.front(), ""),
                     text(of.back(), ""));
}

void draw_event_outlooks(Frame& frame) {
  const Board& board = frame.board();
  if (board.events.empty()) return;
  heading(frame, "Other events, typical and 90 of 100");
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    say(frame, fmt::format("{}   {}, {}", letter_of(event), event.name, day_text(board.date(event.day))));
    for (std::size_t s = 0; s < board.sheets.size(); ++s) {
      const std::string text = board.sheets[s].shown ? event_outlook_text(frame.desk, event, s) : "";
      if (text.empty()) continue;
      ImGui::PushFont(frame.fonts.small);
      ImGui::PushStyleColor(ImGuiCol_Text,
                            frame.desk.is_current(s) ? frame.theme.plan(board.sheets[s].colour) : frame.theme.faint);
      ImGui::PushTextWrapPos(0.0f);
      ImGui::Text("%s  %s", board.sheets[s].name.c_str(), text.c_str());
      ImGui::PopTextWrapPos();
      ImGui::PopStyleColor();
      ImGui::PopFont();
      frame.widgets.add_item(fmt::format("event.{}.{}", e, s), text);
    }
  }
}

}  // namespace formcast
