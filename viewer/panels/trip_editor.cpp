#include "viewer/panels/trip_editor.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/desk/trip_search.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/panels/trip_fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr const char* kSearching = marked("Searching for better sleep and light");

/// Searches better sleep and light, and shows the result.
void draw_search(Frame& frame, View::TripEdit& edit) {
  const std::size_t trip = edit.at.value_or(frame.sheet().trips.size());
  ImGui::BeginDisabled(frame.desk.searching());
  const bool asked = ImGui::Button(
      as_label(frame.desk.searching() ? tr("Searching") : tr("Find better sleep and light"), "trip.search").c_str());
  ImGui::EndDisabled();
  frame.widgets.add_item("trip.search", frame.desk.searching() ? "searching" : "");
  if (asked) {
    edit.fault.clear(), edit.advice.clear(), edit.better.reset();
    try {
      frame.desk.search(with_trip(frame.board(), frame.view.sheet, edit.at, edit.form), frame.view.sheet, trip);
      edit.advice = tr(kSearching);
    } catch (const InputError& error) {
      edit.fault = error.what();
    }
  }
  // An answer to a form that was closed meanwhile is dropped.
  if (const auto found = frame.desk.found(); found && edit.advice == tr(kSearching)) {
    edit.advice.clear();
    edit.fault = found->answer.error;
    if (edit.fault.empty()) {
      const TripForm form = found_form(found->answer, trip);
      edit.advice = advice_text(*found, form, frame.desk.basis().smallest_worthwhile_change, frame.unit());
      edit.gains = gains(*found);
      if (found->answer.better) edit.better = form;
    }
  }
  if (edit.advice.empty()) return;
  say(edit.advice);
  frame.widgets.add_item("trip.advice", edit.advice);
  if (!edit.better) return;
  if (ImGui::Button(as_label(edit.gains ? tr("Use it") : tr("Use it all the same"), "trip.take").c_str())) {
    // Sleep and light alone: flights may have been edited since.
    const std::vector<FlightForm> flights = edit.form.flights;
    edit.form = *edit.better;
    edit.form.flights = flights;
    edit.better.reset();
    edit.advice.clear();
  }
  frame.widgets.add_item("trip.take");
}

void remove_trip(Frame& frame, std::size_t at, bool everywhere) {
  const std::string name = trip_name(frame.sheet().trips[at]);
  frame.desk.edit(everywhere ? tr("removed trip to {} from all plans", name) : tr("removed trip to {}", name),
                  without_trip(frame.board(), frame.view.sheet, at, everywhere));
}

/// A race abroad is abroad in every plan: a plan that stays at home is no fair comparison.
void draw_everywhere(Frame& frame, View::TripEdit& edit) {
  const std::size_t plans = frame.board().sheets.size();
  if (plans < 2) edit.everywhere = false;
  if (plans < 2) return;
  const std::string text = plans == 2 ? tr("in both plans") : tr("in all {} plans", plans);
  ImGui::Checkbox(as_label(text, "trip.everywhere").c_str(), &edit.everywhere);
  frame.widgets.add_item("trip.everywhere", edit.everywhere ? "on" : "off");
}

/// False where it cannot be flown.
bool keep_trip(Frame& frame, View::TripEdit& edit) {
  try {
    const std::size_t sheet = frame.view.sheet;
    Board board = edit.everywhere ? with_trip_everywhere(frame.board(), sheet, edit.at, edit.form)
                                  : with_trip(frame.board(), sheet, edit.at, edit.form);
    const std::vector<Trip>& trips = board.sheets[sheet].trips;
    const std::string city = city_of(trips[edit.at.value_or(trips.size() - 1)].legs.back().to);
    const std::string name = edit.at ? tr("trip changed: {}", city) : tr("trip to {}", city);
    frame.desk.edit(edit.everywhere ? tr("{} in all plans", name) : name, std::move(board));
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

/// True when the form is finished.
bool draw_form(Frame& frame, View::TripEdit& edit) {
  TripForm& form = edit.form;
  for (std::size_t n = 0; n < form.flights.size(); ++n) draw_flight(frame, edit, n);
  if (quiet_button(frame, "trip.more", tr("+ another flight"), tr("The journey goes on from there"))) {
    const FlightForm last = form.flights.back();
    form.flights.push_back({last.to, "", last.arrive, last.arrive, true});
  }
  if (form.flights.size() > 1) {
    ImGui::SameLine(0.0f, 4.0f);
    if (quiet_button(frame, "trip.fewer", tr("remove the last"), tr("The last flight"))) form.flights.pop_back();
  }
  ImGui::Separator();
  draw_behaviour(frame, form);
  draw_windows(frame, form);
  draw_search(frame, edit);
  say_fault(frame, "trip", edit.fault);
  draw_everywhere(frame, edit);
  const bool gone = edit.at && quiet_button(frame, "trip.remove", tr("Remove this trip"), tr("Ctrl Z brings it back"));
  const FormEnd end = form_foot(frame, "trip", tr("Save"));
  if (gone) remove_trip(frame, *edit.at, edit.everywhere);
  return gone || end == FormEnd::kCancel || (end == FormEnd::kKeep && keep_trip(frame, edit));
}

/// A trip that an undo has removed cannot be changed.
bool is_there(const Frame& frame) {
  const auto& edit = frame.view.trip;
  return edit && (!edit->at || *edit->at < frame.sheet().trips.size());
}

}  // namespace

void draw_trip_form(Frame& frame, bool opens) {
  if (!is_there(frame)) return;
  const std::string title = frame.view.trip->at ? trip_name(frame.sheet().trips[*frame.view.trip->at]) : tr("A trip");
  if (!begin_form(frame, "Trip", opens, title, trip_form_width() + 32.0f)) return;
  if (draw_form(frame, *frame.view.trip)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_trips(Frame& frame) {
  View& view = frame.view;
  ImGui::PushFont(frame.fonts.small);
  ImGui::Indent(kEventIndent);
  std::optional<std::size_t> gone;
  for (std::size_t t = 0; t < frame.sheet().trips.size(); ++t) {
    const Trip& trip = frame.sheet().trips[t];
    ImGui::PushID(static_cast<int>(t));
    const float width = ImGui::GetContentRegionAvail().x - 28.0f;
    if (ImGui::Selectable(trip_name(trip).c_str(), false, ImGuiSelectableFlags_None, {width, 22.0f})) {
      view.trip = View::TripEdit{.at = t, .form = form_of(frame.board(), view.sheet, t)};
      view.trip->everywhere = is_everywhere(frame.board(), view.sheet, t);
      view.form = View::Form::kTrip;
    }
    frame.widgets.add_item(fmt::format("trip.{}", t), trip_name(trip));
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::SmallButton("x")) gone = t;
    tooltip(tr("Remove this trip from this plan"));
    frame.widgets.add_item(fmt::format("trip.{}.delete", t));
    ImGui::PopID();
  }
  ImGui::Unindent(kEventIndent);
  ImGui::PopFont();
  if (gone) remove_trip(frame, *gone, false);
}

void draw_trip_button(Frame& frame) {
  if (!quiet_button(frame, "trip.add", tr("+ Trip"), tr("Flights, sleep and light"))) return;
  frame.view.trip = View::TripEdit{.at = std::nullopt, .form = new_form(frame.board(), frame.sheet())};
  frame.view.form = View::Form::kTrip;
}

}  // namespace formcast
