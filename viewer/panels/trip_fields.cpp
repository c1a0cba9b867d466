#include "viewer/panels/trip_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr std::size_t kOffers = 3;  // of places for what is typed

/// A place, with what it may mean looked up as it is typed; Enter takes the first of that.
void place_field(Frame& frame, View::TripEdit& edit, const std::string& id, const char* name, std::string& text) {
  const std::string before = text;
  const bool entered = form_field(frame, id, name, text, trip_field_width(), tr("city, airport or zone"));
  if (entered && edit.typed == id && !edit.places.empty()) {
    text = edit.places.front().name;
    edit.places.clear();
  } else if (text != before) {
    edit.typed = id;
    edit.places = knows_zone(text) ? std::vector<FlightPlace>{} : places_like(text, kOffers);
  }
}

/// What a field may mean, beneath it, a line each; a click takes one.
void offer_places(Frame& frame, View::TripEdit& edit, const std::string& id, std::string& text) {
  ImGui::BeginGroup();
  for (std::size_t n = 0; n < edit.places.size(); ++n) {
    const FlightPlace place = edit.places[n];  // a copy, as taking one clears them
    const std::string shown = place.text();
    const bool taken = ImGui::Selectable(as_label(shown, fmt::format("{}{}", id, n)).c_str(), false,
                                         ImGuiSelectableFlags_DontClosePopups, {trip_field_width(), 0.0f});
    frame.widgets.add_item(fmt::format("{}.{}", id, n), shown);
    if (!taken) continue;
    text = place.name;
    edit.places.clear();
    edit.typed.clear();
    break;
  }
  ImGui::EndGroup();
}

/// What was typed, where it is no zone, and the zone that it is in; why it is none, where it is typed no longer.
std::string zone_text(const std::string& typed) {
  if (typed.empty()) return "";
  try {
    const std::optional<FlightPlace> place = place_named(typed);
    return !place || place->zone == typed ? "" : place->zone;
  } catch (const InputError&) {
    return "";
  }
}

/// The zones of places that were typed by city or airport.
std::string zones_text(const FlightForm& flight) {
  const std::string from = zone_text(flight.from), to = zone_text(flight.to);
  return from.empty() || to.empty() ? from + to : tr_in("places", "{} to {}", from, to);
}

void draw_places(Frame& frame, View::TripEdit& edit, const std::string& id, FlightForm& flight) {
  place_field(frame, edit, id + ".from", tr("From"), flight.from);
  ImGui::SameLine();
  place_field(frame, edit, id + ".to", tr("To"), flight.to);
  // There is always room for all of them, so that nothing moves while typing.
  ImGui::PushFont(frame.fonts.small);
  const ImVec2 at = ImGui::GetCursorPos();
  const float height = static_cast<float>(kOffers) * ImGui::GetTextLineHeightWithSpacing();
  const bool from = edit.typed == id + ".from", to = edit.typed == id + ".to";
  std::string& typed = from ? flight.from : flight.to;
  if ((from || to) && !edit.places.empty()) {
    if (to) ImGui::SetCursorPosX(at.x + trip_field_width() + 8.0f);
    offer_places(frame, edit, edit.typed, typed);
  } else if ((from || to) && typed.size() > 2 && zone_text(typed).empty() && !knows_zone(typed)) {
    ImGui::TextDisabled("%s", tr("No city, airport or time zone of this name is known"));
  } else if (const std::string zones = zones_text(flight); !zones.empty()) {
    ImGui::TextDisabled("%s", zones.c_str());
    frame.widgets.add_item(id + ".zones", zones);
  }
  ImGui::SetCursorPos(at);
  ImGui::Dummy({1.0f, height});
  ImGui::PopFont();
}

/// A moment by the local clock: typed, its date also chosen from a calendar.
void moment_field(Frame& frame, const std::string& id, const char* name, std::string& text, const char* hint) {
  const float button = ImGui::GetFrameHeight(), left = ImGui::GetCursorScreenPos().x;
  ImGui::BeginGroup();
  form_field(frame, id, name, text, trip_field_width() - button - 4.0f, hint);
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetItemRectSize().y - button);
  const std::size_t date = std::min(text.find(' '), text.size());
  const std::optional<Date> day = month_button(frame, id + ".month", date_typed(text.substr(0, date)), left);
  if (day) text.replace(0, date, digits_text(*day));
  ImGui::EndGroup();
}

/// One window of light or sleep; false when it is to be removed.
bool draw_window(Frame& frame, std::size_t n, WindowForm& window) {
  const std::array<const char*, 3> whats{tr("seek light"), tr("avoid light"), tr("nap")};
  const std::string id = fmt::format("window.{}", n);
  ImGui::PushID(static_cast<int>(1000 + n));
  int what = static_cast<int>(window.what);
  ImGui::SetNextItemWidth(104.0f);
  if (ImGui::Combo("##what", &what, whats.data(), 3)) window.what = static_cast<WindowForm::What>(what);
  frame.widgets.add_item(id + ".what", whats[static_cast<std::size_t>(what)]);
  ImGui::SameLine(0.0f, 4.0f);
  text_cell(frame, id + ".date", tr("2016-06-01"), window.date, 92.0f);
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetNextItemWidth(62.0f);
  ImGui::InputInt("##days", &window.days, 0);
  tooltip(tr("Days in a row"));
  frame.widgets.add_item(id + ".days", std::to_string(window.days));
  if (trip_field_width() >= 170.0f) ImGui::SameLine(0.0f, 4.0f);
  text_cell(frame, id + ".from", "10:00", window.from, 52.0f);
  ImGui::SameLine(0.0f, 4.0f);
  text_cell(frame, id + ".to", "12:00", window.to, 52.0f);
  ImGui::SameLine(0.0f, 4.0f);
  const bool gone = ImGui::Button("x");
  tooltip(tr("Remove"));
  frame.widgets.add_item(id + ".delete");
  ImGui::PopID();
  return !gone;
}

}  // namespace

float trip_field_width() { return std::min(200.0f, 0.5f * (ImGui::GetIO().DisplaySize.x - 72.0f)); }

float trip_form_width() { return 2.0f * trip_field_width() + 8.0f; }

void draw_flight(Frame& frame, View::TripEdit& edit, std::size_t n) {
  FlightForm& flight = edit.form.flights[n];
  const std::string id = fmt::format("flight.{}", n);
  ImGui::PushID(static_cast<int>(n));
  draw_places(frame, edit, id, flight);
  moment_field(frame, id + ".depart", tr("Departs, local time"), flight.depart, tr("2016-05-31 11:00"));
  ImGui::SameLine();
  moment_field(frame, id + ".arrive", tr("Arrives, local time there"), flight.arrive, tr("2016-06-01 18:45"));
  ImGui::Checkbox(as_label(tr("sleeps on board at night"), "sleeps").c_str(), &flight.sleeps);
  frame.widgets.add_item(id + ".sleeps", flight.sleeps ? "on" : "off");
  ImGui::PopID();
}

void draw_behaviour(Frame& frame, TripForm& form) {
  const std::array<const char*, 3> from{tr("sleep by local time from arrival"), tr("sleep by local time from boarding"),
                                        tr("sleep by home time all along")};
  const std::array<const char*, 3> ways{tr("earlier"), tr("later"), tr("the shorter way")};
  const float width = trip_form_width();
  ImGui::SetNextItemWidth(width);
  ImGui::Combo("##sleep", &form.local_time_from, from.data(), 3);
  frame.widgets.add_item("trip.local_time", from[static_cast<std::size_t>(form.local_time_from)]);
  const bool shifts = form.shift_days > 0;
  ImGui::SetNextItemWidth(shifts ? width - 132.0f : width);
  const std::string nights = tr_count(static_cast<std::size_t>(form.shift_days), "bedtime: {} night, {} min each",
                                      "bedtime: {} nights, {} min each", "%d", form.shift_minutes);  // ImGui's number
  ImGui::SliderInt("##shift", &form.shift_days, 0, 7, shifts ? nights.c_str() : tr("bedtime stays until departure"));
  frame.widgets.add_item("trip.shift", std::to_string(form.shift_days));
  if (!shifts) return;
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetNextItemWidth(128.0f);
  ImGui::Combo("##way", &form.shift_way, ways.data(), 3);
  frame.widgets.add_item("trip.way", ways[static_cast<std::size_t>(form.shift_way)]);
}

void draw_windows(Frame& frame, TripForm& form) {
  ImGui::PushFont(frame.fonts.small);
  if (!form.windows.empty())
    ImGui::TextDisabled("%s", tr("Light and naps: first day, days in a row, from, to; local time"));
  const float row = trip_field_width() >= 170.0f ? 34.0f : 68.0f;
  const float height = std::min(row * static_cast<float>(form.windows.size()), 0.25f * ImGui::GetIO().DisplaySize.y);
  std::optional<std::size_t> gone;
  if (!form.windows.empty()) {
    ImGui::BeginChild("windows", {trip_form_width(), height});
    for (std::size_t n = 0; n < form.windows.size(); ++n) {
      if (!draw_window(frame, n, form.windows[n])) gone = n;
    }
    ImGui::EndChild();
  }
  if (gone) form.windows.erase(form.windows.begin() + static_cast<std::ptrdiff_t>(*gone));
  if (ImGui::SmallButton(as_label(tr("+ light or nap"), "window.add").c_str())) {
    WindowForm next;
    if (!form.windows.empty()) next = form.windows.back();
    if (next.date.empty()) {
      const std::string& arrive = form.flights.back().arrive;
      next.date = arrive.substr(0, arrive.find(' '));
      next.from = "10:00", next.to = "12:00";
    }
    form.windows.push_back(next);
  }
  frame.widgets.add_item("window.add");
  ImGui::PopFont();
}

}  // namespace formcast
