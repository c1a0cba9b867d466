// Tests that are typed or pasted into the dialog.

#include <fmt/format.h>

#include <cstring>

#include <imgui_internal.h>

#include "sim/base/language.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// Rows copied from a sheet are tests, not the text of a field.
void heed_paste(ImportDesk& import) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!(io.KeyCtrl || io.KeySuper) || !ImGui::IsKeyPressed(ImGuiKey_V, false)) return;
  const char* text = ImGui::GetClipboardText();
  if (text == nullptr || (std::strchr(text, '\n') == nullptr && std::strchr(text, '\t') == nullptr)) return;
  ImGui::ClearActiveID();
  import.paste_tests(text);
}

void draw_performance(Frame& frame, ImportDesk& import, const ImportPerformance& of) {
  std::string& typing = frame.view.import.performance;
  const bool needs = !of.needs.empty();
  const bool chosen = needs ? typing == of.key : import.choices().performance == of.key && typing.empty();
  const std::string id = "import.performance." + of.key;
  ImGui::PushID(id.c_str());
  if (ImGui::RadioButton(of.key.empty() ? of.name.c_str() : performance_name(of).c_str(), chosen)) {
    typing = needs ? of.key : "";
    if (!needs) import.choose_performance(of.key);
  }
  const std::string line = of.key.empty() ? "" : performance_line(of);
  frame.widgets.add_item(id, fmt::format("{}: {}", chosen ? "on" : "off", line));
  if (!line.empty()) ImGui::SameLine(), say(frame, line, true);
  if (needs && chosen) draw_import_numbers(frame, import, typing);
  ImGui::PopID();
}

/// What sessions tell of performance, where there are no tests or somebody asks.
void draw_performances(Frame& frame, ImportDesk& import) {
  const ImportReport& report = import.report();
  if (report.performances.empty()) {
    if (report.tests.empty() || import.choices().offer_performances) return;
    if (quiet_button(frame, "import.performance.offer", tr("Or from sessions"),
                     tr("What sessions tell, in place of tests")))
      import.offer_performances();
    return;
  }
  say(frame, tr("Performance without a test, as sessions tell it: with an error of its own, or as a lower bound"),
      true);
  ImGui::PushStyleColor(ImGuiCol_CheckMark, frame.theme.text);
  draw_performance(frame, import, {"", tr("Tests alone"), "", 0, ""});
  for (const ImportPerformance& of : report.performances) draw_performance(frame, import, of);
  ImGui::PopStyleColor();
}

/// Whose test a row is, of athletes who have a history.
void choose_athlete(Frame& frame, const ImportDesk& import, const std::string& id, TypedTest& test) {
  constexpr float kName = 140.0f;
  ImGui::SetNextItemWidth(kName);
  const bool open = ImGui::BeginCombo(("##" + id).c_str(), test.athlete.empty() ? tr("whose") : test.athlete.c_str());
  frame.widgets.add_item(id, test.athlete);
  if (!open) return;
  for (const ImportAthlete* athlete : import.athletes_with_history()) {
    if (ImGui::Selectable(as_label(athlete->name, athlete->name).c_str(), athlete->name == test.athlete))
      test.athlete = athlete->name;
    frame.widgets.add_item(id + "." + athlete->name);
  }
  ImGui::EndCombo();
}

void draw_rows(Frame& frame, ImportDesk& import) {
  constexpr float kDate = 120.0f, kValue = 90.0f;
  std::optional<std::size_t> gone;
  for (std::size_t n = 0; n < import.typed_tests.size(); ++n) {
    TypedTest& test = import.typed_tests[n];
    const std::string id = fmt::format("import.test.{}", n);
    if (import.of_several()) choose_athlete(frame, import, id + ".athlete", test), ImGui::SameLine(0.0f, 4.0f);
    text_cell(frame, id + ".date", tr("2016-01-06"), test.date, kDate);
    ImGui::SameLine(0.0f, 4.0f);
    text_cell(frame, id + ".value", import.test_unit.c_str(), test.value, kValue);
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::Button(fmt::format("x##{}", n).c_str())) gone = n;
    frame.widgets.add_item(id + ".delete");
  }
  if (gone) import.typed_tests.erase(import.typed_tests.begin() + static_cast<std::ptrdiff_t>(*gone));
  if (ImGui::Button(as_label(tr("+ Test"), "import.test.add").c_str())) import.typed_tests.emplace_back();
  frame.widgets.add_item("import.test.add");
  ImGui::SameLine();
  text_cell(frame, "import.test_unit", tr("unit, such as W"), import.test_unit, kDate);
}

}  // namespace

void draw_import_tests(Frame& frame, ImportDesk& import) {
  heed_paste(import);
  const ImportReport& report = import.report();
  std::size_t found = report.tests.size();
  for (const ImportAthlete& athlete : report.athletes) found += athlete.tests;
  const std::string aside = found > 0 ? tr("{} from the files; add others here", found)
                            : import.of_several()
                                ? tr("An athlete, a date and a value each; rows of a sheet can be pasted")
                                : tr("A date and a value each; rows of a sheet can be pasted");
  import_heading(frame, tr("Tests"), aside);
  draw_rows(frame, import);
  for (const std::string& fault : import.test_faults()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    say(fault);
    ImGui::PopStyleColor();
    frame.widgets.add_item("import.test_fault", fault);
  }
  if (!import.of_several()) draw_performances(frame, import);
}

}  // namespace formcast
