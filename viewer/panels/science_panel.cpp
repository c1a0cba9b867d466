#include "viewer/panels/science_panel.hpp"

#include <fmt/format.h>

#include <array>

#include "sim/base/language.hpp"
#include "viewer/desk/twin_words.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/science.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// A column of sections, as wide as it is given.
void draw_column(Frame& frame, const char* id, float width, std::initializer_list<void (*)(Frame&)> sections) {
  ImGui::BeginChild(id, {width, 0.0f}, ImGuiChildFlags_AutoResizeY);
  for (const auto section : sections) section(frame);
  ImGui::EndChild();
}

}  // namespace

Box chart_room(float height, float left, float below) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::Dummy({width, height + below});
  return {{from.x + left, from.y + 4.0f}, {from.x + width - 4.0f, from.y + height}};
}

void cell(Frame& frame, const std::string& text, bool number, bool faint) {
  ImGui::TableNextColumn();
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, faint ? frame.theme.faint : frame.theme.text);
  if (number) {
    const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x;
    if (room > 0.0f) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room);
  }
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

void draw_bars(Frame& frame, std::span<const double> heights, float height, const std::string& first,
               const std::string& last) {
  const Box box = chart_room(height, 4.0f);
  double highest = 0.0;
  for (const double h : heights) highest = std::max(highest, h);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = box.width() / static_cast<float>(heights.size());
  for (std::size_t i = 0; i < heights.size() && highest > 0.0; ++i) {
    const float x = box.from.x + static_cast<float>(i) * width;
    const float top = box.to.y - static_cast<float>(heights[i] / highest) * box.height();
    list.AddRectFilled({x + 1.0f, top}, {x + width - 1.0f, box.to.y}, faded(frame.theme.accent, 0.7f));
  }
  list.AddLine({box.from.x, box.to.y}, box.to, frame.theme.line);
  const auto text = [&](float x, const std::string& of, Align align) {
    draw_text(list, frame.fonts.small, 13.0f, {x, box.to.y + 2.0f}, frame.theme.faint, of, align);
  };
  text(box.from.x, first, Align::kLeft);
  text(box.to.x, last, Align::kRight);
}

std::string shown_model(const Frame& frame) {
  const Twin& twin = frame.desk.twin();
  if (!frame.view.science.model.empty()) return frame.view.science.model;
  for (const TwinModel& model : twin.models) {
    if (model.name == twin.identifiability.model) return model.name;
  }
  return twin.models.empty() ? "" : twin.models.front().name;
}

void draw_warnings(Frame& frame) {
  const std::vector<std::string> warnings = warnings_text(frame.desk.twin());
  heading(frame, tr("To know about this twin"));
  if (frame.view.science.at_warnings) ImGui::SetScrollHereY(0.0f);
  frame.view.science.at_warnings = false;
  if (warnings.empty()) say(frame, tr("Nothing stands out."));
  for (std::size_t w = 0; w < warnings.size(); ++w) {
    ImGui::PushFont(frame.fonts.small);
    ImGui::PushTextWrapPos(0.0f);
    ImGui::Bullet();
    ImGui::TextUnformatted(warnings[w].c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    frame.widgets.add_item(fmt::format("science.warning.{}", w), warnings[w]);
  }
}

void draw_provenance(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  heading(frame, tr("Where it comes from"));
  if (!ImGui::BeginTable("provenance", 2, ImGuiTableFlags_SizingFixedFit)) return;
  ImGui::TableSetupColumn("what");
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch);
  const auto row = [&](const char* what, const std::string& value) {
    cell(frame, tr(what), false, true);
    ImGui::TableNextColumn();
    say(frame, value);
    frame.widgets.add_item(fmt::format("science.{}", what), value);
  };
  row(marked("timing"), twin.timing == Timing::kNextDay ? tr("next-day: tests come before the day's training")
                                                        : tr("same-day: tests come after the day's training"));
  row(marked("record"), tr("{} to {}, {} days, {} tests, {} travel tests, {} loads missing", digits_text(twin.start),
                           digits_text(twin.next_day() - date::days{1}), twin.days(), twin.tests.size(),
                           twin.travel_tests.size(), twin.missing_loads()));
  row(marked("source"), twin.source);
  row(marked("digest"), twin.source_digest);
  for (const TwinSource& update : twin.updates) row(marked("update"), update.source + ", " + update.digest);
  row(marked("priors"), twin.prior_source == "population" ? tr("of the population, scaled to this athlete")
                                                          : tr("from the squad: {}", twin.prior_source));
  row(marked("twin file"), tr("version {}, by Formcast {}", twin.version, twin.engine_version));
  ImGui::EndTable();
}

void draw_science(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  const bool wide = ImGui::GetContentRegionAvail().x > 700.0f;
  ImGui::PushFont(frame.fonts.key);
  ImGui::TextUnformatted(tr("The twin of {}", twin.athlete).c_str());
  ImGui::PopFont();
  frame.widgets.add_item("science.panel", twin.athlete);
  if (wide) {
    ImGui::SameLine(ImGui::GetContentRegionAvail().x - 32.0f);
    if (quiet_button(frame, "science.close", tr("Close"), tr("Back to the charts (P)")))
      frame.view.science.open = false;
    const float half = 0.5f * (ImGui::GetContentRegionAvail().x - 24.0f);
    draw_column(frame, "left-half", half, {draw_warnings, draw_models, draw_parameters});
    ImGui::SameLine(0.0f, 24.0f);
    draw_column(frame, "right-half", half,
                {draw_influence, draw_skill, draw_predicted, draw_residuals, draw_effects, draw_provenance});
    return;
  }
  for (const auto section : {draw_warnings, draw_models, draw_parameters, draw_influence, draw_skill, draw_predicted,
                             draw_residuals, draw_effects, draw_provenance}) {
    section(frame);
  }
}

}  // namespace formcast
