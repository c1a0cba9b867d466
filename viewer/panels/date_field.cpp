#include <fmt/format.h>

#include <array>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr float kDay = 34.0f;  // side of a day in the calendar [px]

date::year_month month_of(Date day) {
  const date::year_month_day of{day};
  return of.year() / of.month();
}

/// The month's name between buttons for the one before and the next.
void draw_month_head(Frame& frame, const std::string& id) {
  date::year_month month = month_of(frame.view.month);
  if (ImGui::ArrowButton("##before", ImGuiDir_Left)) month -= date::months{1};
  frame.widgets.add_item(id + ".before");
  ImGui::SameLine();
  const std::string name = fmt::format("{} {}", month_text(month.month()), static_cast<int>(month.year()));
  const float middle = ImGui::GetWindowPos().x + 0.5f * ImGui::GetWindowWidth();
  ImGui::SetCursorScreenPos({middle - 0.5f * ImGui::CalcTextSize(name.c_str()).x, ImGui::GetCursorScreenPos().y});
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(name.c_str());
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetFrameHeight() - ImGui::GetStyle().WindowPadding.x);
  if (ImGui::ArrowButton("##next", ImGuiDir_Right)) month += date::months{1};
  frame.widgets.add_item(id + ".next");
  frame.view.month = Date{month / 1};
}

/// A month in weeks from Monday; the day that is chosen.
std::optional<Date> draw_month(Frame& frame, const std::string& id, std::optional<Date> chosen) {
  constexpr std::array<const char*, 7> kDays{
      marked_in("weekday, two letters", "Mo"), marked_in("weekday, two letters", "Tu"),
      marked_in("weekday, two letters", "We"), marked_in("weekday, two letters", "Th"),
      marked_in("weekday, two letters", "Fr"), marked_in("weekday, two letters", "Sa"),
      marked_in("weekday, two letters", "Su")};
  draw_month_head(frame, id);
  const date::year_month month = month_of(frame.view.month);
  const Date first = frame.view.month - date::days{weekday(frame.view.month)};
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    draw_text(list, frame.fonts.small, 13.0f, {from.x + (static_cast<float>(day) + 0.5f) * kDay, from.y},
              frame.theme.faint, tr_in("weekday, two letters", kDays[day]), Align::kCentre);
  }
  std::optional<Date> pressed;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0.0f, 0.0f});
  for (int n = 0; n < 42; ++n) {
    const Date day = first + date::days{n};
    ImGui::SetCursorScreenPos(
        {from.x + static_cast<float>(n % 7) * kDay, from.y + 20.0f + static_cast<float>(n / 7) * (kDay - 2.0f)});
    const bool on = chosen == day, here = month_of(day) == month;
    ImGui::PushStyleColor(ImGuiCol_Button, on ? frame.theme.text : 0u);
    ImGui::PushStyleColor(ImGuiCol_Text, on ? frame.theme.panel : here ? frame.theme.text : frame.theme.faint);
    const std::string label = fmt::format("{}##{}", static_cast<unsigned>(date::year_month_day{day}.day()), n);
    if (ImGui::Button(label.c_str(), {kDay - 2.0f, kDay - 4.0f})) pressed = day;
    ImGui::PopStyleColor(2);
    frame.widgets.add_item(fmt::format("{}.day.{}", id, iso(day)), on ? "on" : "off");
  }
  ImGui::PopStyleVar();
  return pressed;
}

/// What the text is read as, or why it cannot be.
void say_reading(Frame& frame, const std::string& id, const std::string& text) {
  std::string said;
  bool wrong = false;
  try {
    const Date day = typed_date(text);
    const auto away = (day - frame.board().start).count();
    said = long_day_text(day);
    if (away > 0) said += tr(", {} weeks and {} days from the first planned day", away / 7, away % 7);
  } catch (const InputError& error) {
    said = text.empty() ? tr("such as 2016-05-14") : error.what();
    wrong = !text.empty();
  }
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, wrong ? frame.theme.warn : frame.theme.faint);
  say(said);
  ImGui::PopStyleColor();
  ImGui::PopFont();
  frame.widgets.add_item(id + ".read", said);
}

}  // namespace

std::optional<Date> month_button(Frame& frame, const std::string& id, std::optional<Date> chosen, float left) {
  if (ImGui::ArrowButton(("##" + id).c_str(), ImGuiDir_Down)) {
    frame.view.month = Date{month_of(chosen.value_or(frame.board().start)) / 1};
    ImGui::OpenPopup(id.c_str());
  }
  tooltip(tr("Choose it from a calendar"));
  frame.widgets.add_item(id);
  ImGui::SetNextWindowPos({left, ImGui::GetItemRectMax().y + 4.0f}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup(id.c_str())) return std::nullopt;
  keep_on_screen();
  const std::optional<Date> day = draw_month(frame, id, chosen);
  if (day || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return day;
}

bool date_field(Frame& frame, const std::string& id, std::string& text, float width) {
  const float button = ImGui::GetFrameHeight(), left = ImGui::GetCursorScreenPos().x;
  const bool entered = form_field(frame, id, tr("Date"), text, width - button - 4.0f, tr("2016-05-14"));
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetItemRectSize().y - button);
  const std::optional<Date> day = month_button(frame, id + ".month", date_typed(text), left);
  say_reading(frame, id, text);
  if (day) text = digits_text(*day);
  return entered;
}

}  // namespace formcast
