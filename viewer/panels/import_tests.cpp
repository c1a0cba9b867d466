// Tests that are typed or pasted into the dialog.

#include <fmt/format.h>

#include <cstring>

#include <imgui_internal.h>

#include "sim/base/language.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

void cell(Frame& frame, const std::string& id, const char* hint, std::string& text, float width) {
  char typed[48] = {};
  std::strncpy(typed, text.c_str(), sizeof typed - 1);
  ImGui::SetNextItemWidth(width);
  if (ImGui::InputTextWithHint(("##" + id).c_str(), hint, typed, sizeof typed)) text = typed;
  frame.widgets.add_item(id, typed);
}

/// Rows copied from a sheet are tests, not the text of a field.
void heed_paste(ImportDesk& import) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!(io.KeyCtrl || io.KeySuper) || !ImGui::IsKeyPressed(ImGuiKey_V, false)) return;
  const char* text = ImGui::GetClipboardText();
  if (text == nullptr || (std::strchr(text, '\n') == nullptr && std::strchr(text, '\t') == nullptr)) return;
  ImGui::ClearActiveID();
  import.paste_tests(text);
}

}  // namespace

void draw_import_tests(Frame& frame, ImportDesk& import) {
  heed_paste(import);
  const std::size_t found = import.report().tests.size();
  const std::string aside = found == 0 ? tr("A date and a value each; rows of a sheet can be pasted")
                                       : tr("{} from the files; add others here", found);
  import_heading(frame, tr("Tests"), aside);
  constexpr float kDate = 120.0f, kValue = 90.0f;
  std::optional<std::size_t> gone;
  for (std::size_t n = 0; n < import.typed_tests.size(); ++n) {
    TypedTest& test = import.typed_tests[n];
    const std::string id = fmt::format("import.test.{}", n);
    cell(frame, id + ".date", tr("2016-01-06"), test.date, kDate);
    ImGui::SameLine(0.0f, 4.0f);
    cell(frame, id + ".value", import.test_unit.c_str(), test.value, kValue);
    ImGui::SameLine(0.0f, 4.0f);
    if (ImGui::Button(fmt::format("x##{}", n).c_str())) gone = n;
    frame.widgets.add_item(id + ".delete");
  }
  if (gone) import.typed_tests.erase(import.typed_tests.begin() + static_cast<std::ptrdiff_t>(*gone));
  if (ImGui::Button(as_label(tr("+ Test"), "import.test.add").c_str())) import.typed_tests.emplace_back();
  frame.widgets.add_item("import.test.add");
  ImGui::SameLine();
  cell(frame, "import.test_unit", tr("unit, such as W"), import.test_unit, kDate);
  for (const std::string& fault : import.test_faults()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    say(fault);
    ImGui::PopStyleColor();
    frame.widgets.add_item("import.test_fault", fault);
  }
}

}  // namespace formcast
