#include "viewer/panels/race_panel.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/panels/new_plan_panel.hpp"
#include "viewer/panels/remove_panel.hpp"
#include "viewer/panels/sessions_panel.hpp"
#include "viewer/panels/today_panel.hpp"
#include "viewer/panels/trip_editor.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

std::string with_unit_of(const char* name, const std::string& unit) {
  return unit.empty() || unit == "1" ? name : fmt::format("{} [{}]", name, unit);
}

bool keep_race(Frame& frame, View::RaceEdit& edit) {
  try {
    NamedBoard changed = with_race(frame.board(), edit.form, frame.view.sheet, frame.desk.twin().athlete, frame.unit(),
                                   frame.load_unit());
    if (!changed.name.empty()) frame.desk.edit(std::move(changed.name), std::move(changed.board));
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

/// B and C events that may change places with the race; true when one has.
bool draw_other_events(Frame& frame) {
  const std::vector<BoardEvent>& events = frame.board().events;
  if (events.empty()) return false;
  say(frame, tr("Priority A. In its place:"), true);
  for (std::size_t e = 0; e < events.size(); ++e) {
    const std::string text = fmt::format("{}, {}", events[e].name, short_day_text(frame.board().date(events[e].day)));
    if (!quiet_button(frame, fmt::format("race.event.{}", e), text.c_str(),
                      tr("Makes it the A event; this race becomes one of its priority")))
      continue;
    Board board = frame.board();
    std::string name = make_race(board, e);
    frame.desk.edit(std::move(name), std::move(board));
    return true;
  }
  return false;
}

bool keep_noise(Frame& frame, View::NoiseEdit& edit) {
  try {
    Board board = frame.board();
    board.noise = with_noise(board.noise, edit.form);
    const bool same = board.noise == frame.board().noise;
    if (!same) frame.desk.edit(noise_text(board.noise), std::move(board));
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

}  // namespace

void draw_race_form(Frame& frame, bool opens) {
  std::optional<View::RaceEdit>& edit = frame.view.race;
  if (opens) edit = View::RaceEdit{race_form(frame.board(), frame.view.sheet), ""};
  if (!edit || !begin_form(frame, "Race", opens, tr("The race"), 400.0f)) return;
  const float width = ImGui::GetContentRegionAvail().x, half = 0.5f * (width - 8.0f);
  bool keep = form_field(frame, "race.name", tr("Name"), edit->form.name, width, tr("such as Cup final"));
  keep = date_field(frame, "race.date", edit->form.date, width) || keep;
  keep = form_field(frame, "race.aim", with_unit_of(tr("Aim"), frame.unit()), edit->form.aim, half,
                    tr_in("aim", "none")) ||
         keep;
  ImGui::SameLine(0.0f, 8.0f);
  keep =
      form_field(frame, "race.load", with_unit_of(tr("Load of the race"), frame.load_unit()), edit->form.load, half) ||
      keep;
  const bool swapped = draw_other_events(frame);
  say(frame,
      tr("Taper and blocks move with the race in every plan, blocks by whole weeks. Days that were set by hand keep "
         "their "
         "dates."),
      true);
  say_fault(frame, "race", edit->fault);
  const FormEnd end = form_foot(frame, "race", tr("Save"));
  const bool kept = (keep || end == FormEnd::kKeep) && keep_race(frame, *edit);
  if (swapped || kept || end == FormEnd::kCancel) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_noise_form(Frame& frame, bool opens) {
  std::optional<View::NoiseEdit>& edit = frame.view.noise;
  if (opens) edit = View::NoiseEdit{noise_form(frame.board().noise), ""};
  if (!edit || !begin_form(frame, "Noise", opens, tr("What may go wrong"), 400.0f)) return;
  const float width = ImGui::GetContentRegionAvail().x, third = (width - 16.0f) / 3.0f;
  bool keep = form_field(frame, "noise.execution", tr("Execution [%]"), edit->form.execution, third, "0");
  ImGui::SameLine(0.0f, 8.0f);
  keep = form_field(frame, "noise.missed", tr("Missed [%]"), edit->form.missed, third, "0") || keep;
  ImGui::SameLine(0.0f, 8.0f);
  keep = form_field(frame, "noise.illness", tr("Illnesses a year"), edit->form.illness, third, "0") || keep;
  say(frame,
      tr("Execution: by how much the load of a day differs from the planned one, as a standard deviation. Missed: of "
         "sessions. All plans have the same missed days and the same illnesses, so that their difference is their "
         "own."),
      true);
  say_fault(frame, "noise", edit->fault);
  const FormEnd end = form_foot(frame, "noise", tr("Save"));
  const bool kept = (keep || end == FormEnd::kKeep) && keep_noise(frame, *edit);
  if (kept || end == FormEnd::kCancel) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_forms(Frame& frame) {
  const View::Form opens = std::exchange(frame.view.form, View::Form::kNone);
  if (frame.desk.read_only()) return;
  draw_race_form(frame, opens == View::Form::kRace);
  draw_event_form(frame, opens == View::Form::kEvent);
  draw_new_plan_form(frame, opens == View::Form::kNewPlan);
  draw_noise_form(frame, opens == View::Form::kNoise);
  draw_sessions_form(frame, opens == View::Form::kSessions);
  draw_remove_form(frame, opens == View::Form::kRemove);
  draw_today_form(frame, opens == View::Form::kToday);
  draw_trip_form(frame, opens == View::Form::kTrip);
}

}  // namespace formcast
