#include "viewer/trip_editor.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "sim/input.hpp"
#include "sim/zones.hpp"
#include "viewer/trip_form.hpp"
#include "viewer/words.hpp"

namespace formcast {
namespace {

constexpr const char* kWindow = "Trip";

/// Two fields lie side by side, on a telephone, too.
float field_width() { return std::min(190.0f, 0.5f * (ImGui::GetIO().DisplaySize.x - 56.0f)); }

void label(Frame& frame, const char* text) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", text);
  ImGui::PopFont();
}

bool text_field(Frame& frame, const std::string& id, const char* name, std::string& text, float width,
                const char* hint) {
  char typed[128] = {};
  std::strncpy(typed, text.c_str(), sizeof typed - 1);
  ImGui::BeginGroup();
  ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset = 0.0f;  // a field beside this one would push the label down
  label(frame, name);
  ImGui::SetNextItemWidth(width);
  const bool changed = ImGui::InputTextWithHint(("##" + id).c_str(), hint, typed, sizeof typed);
  frame.marks.add_item(id, typed);
  ImGui::EndGroup();
  if (changed) text = typed;
  return changed;
}

/// Zones whose names hold what is typed, "_" read as a blank; a click takes one. Returns how many are offered.
int suggest_zones(Frame& frame, const std::string& id, std::string& text) {
  constexpr int kMost = 3;
  if (knows_zone(text) || text.size() < 2) return 0;
  const auto plain = [](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return c == '_' ? ' ' : static_cast<char>(std::tolower(c)); });
    return name;
  };
  const std::string wanted = plain(text);
  int found = 0;
  for (const std::string& zone : zone_names()) {
    if (plain(zone).find(wanted) == std::string::npos) continue;
    if (found > 0) ImGui::SameLine();
    if (ImGui::SmallButton(fmt::format("{}##{}{}", zone, id, found).c_str())) text = zone;
    frame.marks.add_item(fmt::format("{}.{}", id, found), zone);
    if (++found == kMost) break;
  }
  return found;
}

void draw_flight(Frame& frame, std::size_t n, FlightForm& flight) {
  const std::string id = fmt::format("flight.{}", n);
  ImGui::PushID(static_cast<int>(n));
  text_field(frame, id + ".from", "From (time zone)", flight.from, field_width(), "Europe/Paris");
  ImGui::SameLine();
  text_field(frame, id + ".to", "To", flight.to, field_width(), "Australia/Brisbane");
  // The row is there with and without, so that nothing moves while somebody types.
  if (suggest_zones(frame, id + ".from", flight.from) + suggest_zones(frame, id + ".to", flight.to) == 0) {
    ImGui::Dummy({1.0f, ImGui::GetTextLineHeight()});
  }
  text_field(frame, id + ".depart", "Departs, local time", flight.depart, field_width(), "2016-05-31 11:00");
  ImGui::SameLine();
  text_field(frame, id + ".arrive", "Arrives, local time there", flight.arrive, field_width(), "2016-06-01 18:45");
  ImGui::Checkbox("sleeps aboard when it is night", &flight.sleeps);
  frame.marks.add_item(id + ".sleeps", flight.sleeps ? "on" : "off");
  ImGui::PopID();
}

void draw_behaviour(Frame& frame, TripForm& form) {
  constexpr const char* kFrom[]{"from arrival", "from boarding", "not at all: home time is kept"};
  label(frame, "Sleep by local time");
  ImGui::SetNextItemWidth(240.0f);
  ImGui::Combo("##local_time", &form.local_time_from, kFrom, 3);
  frame.marks.add_item("trip.local_time", kFrom[form.local_time_from]);
  label(frame, "Nights before that bedtime moves");
  ImGui::SetNextItemWidth(240.0f);
  ImGui::SliderInt("##shift", &form.shift_days, 0, 7, form.shift_days == 0 ? "none" : "%d, an hour each");
  frame.marks.add_item("trip.shift", std::to_string(form.shift_days));
}

/// True when the form is done with.
bool draw_form(Frame& frame, View::TripEdit& edit) {
  TripForm& form = edit.form;
  for (std::size_t n = 0; n < form.flights.size(); ++n) draw_flight(frame, n, form.flights[n]);
  if (ImGui::SmallButton("+ another flight")) {
    const FlightForm last = form.flights.back();
    form.flights.push_back({last.to, "", last.arrive, last.arrive, true});
  }
  frame.marks.add_item("trip.more");
  if (form.flights.size() > 1) {
    ImGui::SameLine();
    if (ImGui::SmallButton("remove the last")) form.flights.pop_back();
  }
  ImGui::Separator();
  draw_behaviour(frame, form);
  if (!edit.fault.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    ImGui::PushTextWrapPos(std::min(420.0f, ImGui::GetIO().DisplaySize.x - 32.0f));
    ImGui::TextUnformatted(edit.fault.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    frame.marks.add_item("trip.fault", edit.fault);
  }
  const bool keep = ImGui::Button("Fly it");
  frame.marks.add_item("trip.keep");
  ImGui::SameLine();
  const bool leave = ImGui::Button("Cancel") || (!ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Escape));
  frame.marks.add_item("trip.cancel");
  if (!keep) return leave;
  try {
    Board board = with_trip(frame.board(), frame.view.sheet, edit.at, form);
    frame.desk.edit(fmt::format("trip {} {}", edit.at ? "changed:" : "to", form.flights.back().to), std::move(board));
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

std::string trip_name(const Trip& trip) {
  const std::string& zone = trip.legs.back().to.zone;
  std::string city = zone.substr(zone.rfind('/') + 1);
  std::replace(city.begin(), city.end(), '_', ' ');
  return fmt::format("{}, {}", city, short_day_text(local_date(trip.legs.front().from.zone, trip.legs.front().depart)));
}

}  // namespace

void draw_trips(Frame& frame) {
  View& view = frame.view;
  ImGui::Spacing();
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("Trips of this plan");
  bool opens = false;
  std::optional<std::size_t> gone;
  for (std::size_t t = 0; t < frame.sheet().trips.size(); ++t) {
    const Trip& trip = frame.sheet().trips[t];
    ImGui::PushID(static_cast<int>(t));
    const float width = ImGui::GetContentRegionAvail().x - 28.0f;
    if (ImGui::Selectable(trip_name(trip).c_str(), false, ImGuiSelectableFlags_None, {width, 22.0f})) {
      view.trip = View::TripEdit{t, form_of(trip), ""};
      opens = true;
    }
    frame.marks.add_item(fmt::format("trip.{}", t), trip_name(trip));
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::SmallButton("x")) gone = t;
    ImGui::SetItemTooltip("Without this trip");
    frame.marks.add_item(fmt::format("trip.{}.delete", t));
    ImGui::PopID();
  }
  if (ImGui::SmallButton("+ Trip")) {
    const std::string home = frame.board().travel ? frame.board().travel->home.zone : "";
    view.trip = View::TripEdit{std::nullopt, new_form(frame.board(), frame.sheet(), home), ""};
    opens = true;
  }
  frame.marks.add_item("trip.add");
  ImGui::PopFont();
  if (gone) {
    // Those after it begin where it led.
    frame.edit([&](const Board&, Sheet& sheet) {
      std::string name = "without the trip to " + trip_name(sheet.trips[*gone]);
      sheet.trips.resize(*gone);
      return name;
    });
  }
  if (opens) ImGui::OpenPopup(kWindow);
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  if (!ImGui::BeginPopupModal(kWindow, nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar))
    return;
  if (!view.trip || draw_form(frame, *view.trip)) {
    view.trip.reset();
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

}  // namespace formcast
