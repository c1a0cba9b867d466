#include "viewer/panels/event_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// True when the form's event is on the board.
bool keep(Frame& frame, View::EventEdit& edit) {
  try {
    Board board = with_event(frame.board(), edit.at, edit.form);
    const std::string on = tr("{} on {}", edit.form.name, digits_text(typed_date(edit.form.date)));
    frame.desk.edit(edit.form.is_race ? tr("{} is the A event", on) : on, std::move(board));
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

void choose_priority(Frame& frame, EventForm& form) {
  if (segment(frame, "event.A.chosen", tr("A: the race"), form.is_race)) form.is_race = true;
  tooltip(tr("It takes the place of the race; tapers and blocks lead to it"));
  for (const Event::Priority priority : {Event::Priority::kB, Event::Priority::kC}) {
    ImGui::SameLine(0.0f, 4.0f);
    const bool b = priority == Event::Priority::kB, on = !form.is_race && form.priority == priority;
    if (!segment(frame, b ? "event.B" : "event.C", b ? tr("B: mini-taper") : tr("C: train through"), on)) continue;
    form.priority = priority;
    form.is_race = false;
  }
}

/// True when the form is finished.
bool draw_form(Frame& frame, View::EventEdit& edit) {
  const float width = ImGui::GetContentRegionAvail().x;
  bool done = form_field(frame, "event.name", tr("Name"), edit.form.name, width);
  done = date_field(frame, "event.date", edit.form.date, width) || done;
  choose_priority(frame, edit.form);
  say_fault(frame, "event", edit.fault);
  bool gone = false;
  if (edit.at) {
    gone = quiet_button(frame, "event.delete", tr("Remove this event"), tr("Ctrl Z brings it back"));
  }
  const FormEnd end = form_foot(frame, "event", tr("Save"));
  if (gone) {
    Board board = frame.board();
    std::string name = remove_event(board, *edit.at);
    frame.desk.edit(std::move(name), std::move(board));
    return true;
  }
  return end == FormEnd::kCancel || ((done || end == FormEnd::kKeep) && keep(frame, edit));
}

/// An event that an undo has removed cannot be changed.
bool is_there(const Frame& frame) {
  const auto& edit = frame.view.event;
  return edit && (!edit->at || *edit->at < frame.board().events.size());
}

}  // namespace

void draw_event_form(Frame& frame, bool opens) {
  if (!is_there(frame) ||
      !begin_form(frame, "Event", opens, frame.view.event->at ? tr("An event") : tr("Another event"), 360.0f))
    return;
  if (draw_form(frame, *frame.view.event)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_events(Frame& frame) {
  View& view = frame.view;
  const Board& board = frame.board();
  ImGui::PushFont(frame.fonts.small);
  // A letter, a name as far as there is room, and the day at the right.
  const auto line = [&](const std::string& id, const std::string& letter, const std::string& name, Date on,
                        const std::string& value, const char* why) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 to{from.x + ImGui::GetContentRegionAvail().x, from.y + 20.0f};
    const bool pressed =
        ImGui::Selectable(as_label("", id).c_str(), false, ImGuiSelectableFlags_DontClosePopups, {0.0f, 20.0f});
    tooltip(why);
    frame.widgets.add_item(id, value);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string day = day_text(on);
    const float left = to.x - text_size(frame.fonts.small, 13.0f, day).x;
    const ImVec4 room{from.x, from.y, left - 8.0f, to.y};
    draw_text(list, frame.fonts.small, 13.0f, {from.x, from.y + 2.0f}, frame.theme.faint, letter);
    list.AddText(frame.fonts.small, 13.0f, {from.x + kEventIndent, from.y + 2.0f}, frame.theme.text, name.c_str(),
                 nullptr, 0.0f, &room);
    draw_text(list, frame.fonts.small, 13.0f, {left, from.y + 2.0f}, frame.theme.faint, day);
    return pressed;
  };
  const Date race = board.date(board.target);
  if (line("event.A", "A", board.race.empty() ? tr("Race") : board.race, race, iso(race),
           tr("Name, date, aim and load of the race")))
    view.form = View::Form::kRace;
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    if (!line(fmt::format("event.{}", e), letter_of(event), event.name, board.date(event.day), event.name,
              tr("Change this event")))
      continue;
    view.event = View::EventEdit{e, form_of(board, event), ""};
    view.form = View::Form::kEvent;
  }
  ImGui::PopFont();
}

void draw_event_buttons(Frame& frame) {
  View& view = frame.view;
  const Board& board = frame.board();
  if (quiet_button(frame, "event.add", tr("+ B or C event"), tr("Another event; it changes no numbers"))) {
    view.event = View::EventEdit{std::nullopt, {"", digits_text(board.date(view.day)), Event::Priority::kB, false}, ""};
    view.form = View::Form::kEvent;
  }
  beside(frame, tr("What may go wrong"), right_edge());
  if (quiet_button(frame, "noise.open", tr("What may go wrong"), noise_text(board.noise).c_str()))
    view.form = View::Form::kNoise;
  if (view.day == board.target) return;  // the button that is not always there is the last, and moves no other
  beside(frame, tr("Make this race day"), right_edge());
  if (quiet_button(frame, "event.race", tr("Make this race day"),
                   tr("The race moves here, and tapers and blocks of every plan with it"))) {
    Board changed = board;
    std::string name = set_target(changed, view.day);
    frame.desk.edit(std::move(name), std::move(changed));
  }
}

void draw_aim(Frame& frame) {
  View& view = frame.view;
  const auto& aim = frame.board().target_performance;
  const std::string shown = aim ? with_unit(*aim, "") : "";
  char typed[40] = {};
  std::strncpy(typed, view.aim.value_or(shown).c_str(), sizeof typed - 1);
  ImGui::PushFont(frame.fonts.small);
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("%s", tr("Aim"));
  ImGui::SameLine();
  ImGui::SetNextItemWidth(84.0f);
  ImGui::InputTextWithHint("##aim", tr_in("aim", "none"), typed, sizeof typed,
                           ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_AutoSelectAll);
  const bool typing = ImGui::IsItemActive(), kept = ImGui::IsItemDeactivatedAfterEdit();
  tooltip(tr("Performance to aim for; empty: none. Its line in the chart can be dragged"));
  frame.widgets.add_item("aim", view.aim.value_or(shown));
  ImGui::SameLine();
  ImGui::TextDisabled("%s", frame.unit() == "1" ? "" : frame.unit().c_str());
  ImGui::PopFont();
  if (typing) view.aim = typed;
  if (kept) {
    Board board = frame.board();
    const std::string text = as_typed(typed);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    const bool empty = text.empty(), number = !empty && *end == '\0' && std::abs(value) <= 1e9;
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
  return tr("{} ({} to {})", text(of[2], desk.twin().performance_unit), text(of.front(), ""), text(of.back(), ""));
}

void draw_event_outlooks(Frame& frame) {
  const Board& board = frame.board();
  if (board.events.empty()) return;
  heading(frame, tr("Other events, typical and 90 of 100"));
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
