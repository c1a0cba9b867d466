#include "viewer/panels/trip_editor.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/desk/trip_search.hpp"
#include "viewer/panels/trip_fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr const char* kWindow = "trip";
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
  ImGui::PushTextWrapPos(trip_form_width() + 16.0f);
  ImGui::TextUnformatted(edit.advice.c_str());
  ImGui::PopTextWrapPos();
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
  if (ImGui::SmallButton(as_label(tr("+ another flight"), "trip.more").c_str())) {
    const FlightForm last = form.flights.back();
    form.flights.push_back({last.to, "", last.arrive, last.arrive, true});
  }
  frame.widgets.add_item("trip.more");
  if (form.flights.size() > 1) {
    ImGui::SameLine();
    if (ImGui::SmallButton(as_label(tr("remove the last"), "trip.fewer").c_str())) form.flights.pop_back();
  }
  ImGui::Separator();
  draw_behaviour(frame, form);
  draw_windows(frame, form);
  draw_search(frame, edit);
  if (!edit.fault.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    ImGui::PushTextWrapPos(trip_form_width() + 16.0f);
    ImGui::TextUnformatted(edit.fault.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    frame.widgets.add_item("trip.fault", edit.fault);
  }
  draw_everywhere(frame, edit);
  const bool keep = ImGui::Button(as_label(tr("Save"), "trip.keep").c_str());
  frame.widgets.add_item("trip.keep");
  ImGui::SameLine();
  const bool leave = ImGui::Button(as_label(tr("Cancel"), "trip.cancel").c_str()) ||
                     (!ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Escape));
  frame.widgets.add_item("trip.cancel");
  if (edit.at) {
    ImGui::SameLine();
    if (ImGui::Button(as_label(tr("Remove"), "trip.remove").c_str())) {
      remove_trip(frame, *edit.at, edit.everywhere);
      return true;
    }
    frame.widgets.add_item("trip.remove");
  }
  return keep ? keep_trip(frame, edit) : leave;
}

}  // namespace

void draw_trips(Frame& frame) {
  View& view = frame.view;
  ImGui::Spacing();
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", tr("Trips of this plan"));
  bool opens = false;
  std::optional<std::size_t> gone;
  for (std::size_t t = 0; t < frame.sheet().trips.size(); ++t) {
    const Trip& trip = frame.sheet().trips[t];
    ImGui::PushID(static_cast<int>(t));
    const float width = ImGui::GetContentRegionAvail().x - 28.0f;
    if (ImGui::Selectable(trip_name(trip).c_str(), false, ImGuiSelectableFlags_None, {width, 22.0f})) {
      view.trip = View::TripEdit{.at = t, .form = form_of(frame.board(), view.sheet, t)};
      view.trip->everywhere = is_everywhere(frame.board(), view.sheet, t);
      opens = true;
    }
    frame.widgets.add_item(fmt::format("trip.{}", t), trip_name(trip));
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::SmallButton("x")) gone = t;
    tooltip(tr("Remove this trip from this plan"));
    frame.widgets.add_item(fmt::format("trip.{}.delete", t));
    ImGui::PopID();
  }
  if (ImGui::SmallButton(as_label(tr("+ Trip"), "trip.add").c_str())) {
    const std::string home = frame.board().travel ? frame.board().travel->home.zone : "";
    view.trip = View::TripEdit{.at = std::nullopt, .form = new_form(frame.board(), frame.sheet(), home)};
    opens = true;
  }
  frame.widgets.add_item("trip.add");
  ImGui::PopFont();
  if (gone) remove_trip(frame, *gone, false);
  if (opens) ImGui::OpenPopup(kWindow);
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({0.0f, 0.0f},
                                      {ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y - 24.0f});
  if (!ImGui::BeginPopupModal(kWindow, nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar))
    return;
  if (!view.trip || draw_form(frame, *view.trip)) {
    view.trip.reset();
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

}  // namespace formcast
