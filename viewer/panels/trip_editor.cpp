#include "viewer/panels/trip_editor.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/desk/trip_search.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr const char* kWindow = "Trip";
constexpr const char* kSearching = "Searching for better sleep and light";

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
  frame.widgets.add_item(id, typed);
  ImGui::EndGroup();
  if (changed) text = typed;
  return changed;
}

/// Zones whose names contain the typed text, "_" read as a blank; a click takes one. Returns how many are offered.
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
    frame.widgets.add_item(fmt::format("{}.{}", id, found), zone);
    if (++found == kMost) break;
  }
  return found;
}

/// Of one of two fields side by side.
float field_width() { return std::min(190.0f, 0.5f * (ImGui::GetIO().DisplaySize.x - 72.0f)); }

void draw_flight(Frame& frame, std::size_t n, FlightForm& flight) {
  const float width = field_width();
  const std::string id = fmt::format("flight.{}", n);
  ImGui::PushID(static_cast<int>(n));
  text_field(frame, id + ".from", "From (time zone)", flight.from, width, "Europe/Paris");
  ImGui::SameLine();
  text_field(frame, id + ".to", "To", flight.to, width, "Australia/Brisbane");
  // The row is always there, so that nothing moves while typing.
  if (suggest_zones(frame, id + ".from", flight.from) + suggest_zones(frame, id + ".to", flight.to) == 0) {
    ImGui::Dummy({1.0f, ImGui::GetTextLineHeight()});
  }
  text_field(frame, id + ".depart", "Departs, local time", flight.depart, width, "2016-05-31 11:00");
  ImGui::SameLine();
  text_field(frame, id + ".arrive", "Arrives, local time there", flight.arrive, width, "2016-06-01 18:45");
  ImGui::Checkbox("sleeps on board at night", &flight.sleeps);
  frame.widgets.add_item(id + ".sleeps", flight.sleeps ? "on" : "off");
  ImGui::PopID();
}

void draw_behaviour(Frame& frame, TripForm& form) {
  constexpr const char* kFrom[]{"sleep by local time from arrival", "sleep by local time from boarding",
                                "sleep by home time all along"};
  constexpr const char* kWays[]{"earlier", "later", "the shorter way"};
  const float width = 2.0f * field_width() + 8.0f;
  ImGui::SetNextItemWidth(width);
  ImGui::Combo("##sleep", &form.local_time_from, kFrom, 3);
  frame.widgets.add_item("trip.local_time", kFrom[form.local_time_from]);
  const bool shifts = form.shift_days > 0;
  ImGui::SetNextItemWidth(shifts ? width - 132.0f : width);
  const std::string nights = fmt::format("bedtime: %d nights, {} min each", form.shift_minutes);
  ImGui::SliderInt("##shift", &form.shift_days, 0, 7, shifts ? nights.c_str() : "bedtime stays until departure");
  frame.widgets.add_item("trip.shift", std::to_string(form.shift_days));
  if (!shifts) return;
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetNextItemWidth(128.0f);
  ImGui::Combo("##way", &form.shift_way, kWays, 3);
  frame.widgets.add_item("trip.way", kWays[form.shift_way]);
}

void short_field(Frame& frame, const std::string& id, const char* hint, std::string& text, float width) {
  char typed[32] = {};
  std::strncpy(typed, text.c_str(), sizeof typed - 1);
  ImGui::SetNextItemWidth(width);
  if (ImGui::InputTextWithHint(("##" + id).c_str(), hint, typed, sizeof typed)) text = typed;
  frame.widgets.add_item(id, typed);
}

/// One window of light or sleep; false when it is to be removed.
bool draw_window(Frame& frame, std::size_t n, WindowForm& window) {
  constexpr const char* kWhats[]{"seek light", "avoid light", "nap"};
  const std::string id = fmt::format("window.{}", n);
  ImGui::PushID(static_cast<int>(1000 + n));
  int what = static_cast<int>(window.what);
  ImGui::SetNextItemWidth(104.0f);
  if (ImGui::Combo("##what", &what, kWhats, 3)) window.what = static_cast<WindowForm::What>(what);
  frame.widgets.add_item(id + ".what", kWhats[what]);
  ImGui::SameLine(0.0f, 4.0f);
  short_field(frame, id + ".date", "2016-06-01", window.date, 92.0f);
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetNextItemWidth(62.0f);
  ImGui::InputInt("##days", &window.days, 0);
  ImGui::SetItemTooltip("Days in a row");
  frame.widgets.add_item(id + ".days", std::to_string(window.days));
  if (field_width() >= 170.0f) ImGui::SameLine(0.0f, 4.0f);
  short_field(frame, id + ".from", "10:00", window.from, 52.0f);
  ImGui::SameLine(0.0f, 4.0f);
  short_field(frame, id + ".to", "12:00", window.to, 52.0f);
  ImGui::SameLine(0.0f, 4.0f);
  const bool gone = ImGui::Button("x");
  ImGui::SetItemTooltip("Remove");
  frame.widgets.add_item(id + ".delete");
  ImGui::PopID();
  return !gone;
}

/// When the athlete is to seek or avoid light, or to nap, in local time.
void draw_windows(Frame& frame, TripForm& form) {
  ImGui::PushFont(frame.fonts.small);
  if (!form.windows.empty()) ImGui::TextDisabled("Light and naps: first day, days in a row, from, to; local time");
  const float row = field_width() >= 170.0f ? 34.0f : 68.0f;
  const float height = std::min(row * static_cast<float>(form.windows.size()), 0.25f * ImGui::GetIO().DisplaySize.y);
  std::optional<std::size_t> gone;
  if (!form.windows.empty()) {
    ImGui::BeginChild("windows", {2.0f * field_width() + 24.0f, height});
    for (std::size_t n = 0; n < form.windows.size(); ++n) {
      if (!draw_window(frame, n, form.windows[n])) gone = n;
    }
    ImGui::EndChild();
  }
  if (gone) form.windows.erase(form.windows.begin() + static_cast<std::ptrdiff_t>(*gone));
  if (ImGui::SmallButton("+ light or nap")) {
    WindowForm next;
    if (!form.windows.empty()) next = form.windows.back();
    if (next.date.empty()) next.date = form.flights.back().arrive.substr(0, 10), next.from = "10:00", next.to = "12:00";
    form.windows.push_back(next);
  }
  frame.widgets.add_item("window.add");
  ImGui::PopFont();
}

/// Searches better sleep and light, and shows the result.
void draw_search(Frame& frame, View::TripEdit& edit) {
  const std::size_t trip = edit.at.value_or(frame.sheet().trips.size());
  ImGui::BeginDisabled(frame.desk.searching());
  const bool asked = ImGui::Button(frame.desk.searching() ? "Searching" : "Find better sleep and light");
  ImGui::EndDisabled();
  frame.widgets.add_item("trip.search", frame.desk.searching() ? "searching" : "");
  if (asked) {
    edit.fault.clear(), edit.advice.clear(), edit.better.reset();
    try {
      const Board board = with_trip(frame.board(), frame.view.sheet, edit.at, edit.form);
      frame.desk.search(search_text(board, frame.view.sheet, trip), trip);
      edit.advice = kSearching;
    } catch (const InputError& error) {
      edit.fault = error.what();
    }
  }
  // An answer to a form that was closed meanwhile is dropped.
  if (const auto answer = frame.desk.found(); answer && edit.advice == kSearching) {
    edit.advice.clear();
    edit.fault = answer->error;
    if (answer->error.empty()) {
      const TripForm form = found_form(*answer, trip);
      edit.advice = advice_text(*answer, form);
      if (answer->better) edit.better = form;
    }
  }
  if (edit.advice.empty()) return;
  ImGui::PushTextWrapPos(2.0f * field_width() + 24.0f);
  ImGui::TextUnformatted(edit.advice.c_str());
  ImGui::PopTextWrapPos();
  frame.widgets.add_item("trip.advice", edit.advice);
  if (!edit.better) return;
  if (ImGui::Button("Use it")) {
    // Sleep and light alone: flights may have been edited since.
    const std::vector<FlightForm> flights = edit.form.flights;
    edit.form = *edit.better;
    edit.form.flights = flights;
    edit.better.reset();
    edit.advice.clear();
  }
  frame.widgets.add_item("trip.take");
}

/// True when the form is finished.
bool draw_form(Frame& frame, View::TripEdit& edit) {
  TripForm& form = edit.form;
  for (std::size_t n = 0; n < form.flights.size(); ++n) draw_flight(frame, n, form.flights[n]);
  if (ImGui::SmallButton("+ another flight")) {
    const FlightForm last = form.flights.back();
    form.flights.push_back({last.to, "", last.arrive, last.arrive, true});
  }
  frame.widgets.add_item("trip.more");
  if (form.flights.size() > 1) {
    ImGui::SameLine();
    if (ImGui::SmallButton("remove the last")) form.flights.pop_back();
  }
  ImGui::Separator();
  draw_behaviour(frame, form);
  draw_windows(frame, form);
  draw_search(frame, edit);
  if (!edit.fault.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    ImGui::PushTextWrapPos(2.0f * field_width() + 24.0f);
    ImGui::TextUnformatted(edit.fault.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    frame.widgets.add_item("trip.fault", edit.fault);
  }
  const bool keep = ImGui::Button("Save");
  frame.widgets.add_item("trip.keep");
  ImGui::SameLine();
  const bool leave = ImGui::Button("Cancel") || (!ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Escape));
  frame.widgets.add_item("trip.cancel");
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
      view.trip = View::TripEdit{t, form_of(frame.board(), view.sheet, t), "", {}, ""};
      opens = true;
    }
    frame.widgets.add_item(fmt::format("trip.{}", t), trip_name(trip));
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::SmallButton("x")) gone = t;
    ImGui::SetItemTooltip("Remove this trip");
    frame.widgets.add_item(fmt::format("trip.{}.delete", t));
    ImGui::PopID();
  }
  if (ImGui::SmallButton("+ Trip")) {
    const std::string home = frame.board().travel ? frame.board().travel->home.zone : "";
    view.trip = View::TripEdit{std::nullopt, new_form(frame.board(), frame.sheet(), home), "", {}, ""};
    opens = true;
  }
  frame.widgets.add_item("trip.add");
  ImGui::PopFont();
  if (gone) {
    // Later trips begin where it led.
    frame.edit([&](const Board&, Sheet& sheet) {
      std::string name = "removed trip to " + trip_name(sheet.trips[*gone]);
      sheet.trips.resize(*gone);
      return name;
    });
  }
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
