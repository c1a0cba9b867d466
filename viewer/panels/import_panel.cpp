#include "viewer/panels/import_panel.hpp"

#include <algorithm>

#include "sim/base/language.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr const char* kWindow = "own-data";
constexpr float kNarrow = 760.0f, kFoot = 64.0f, kLeft = 344.0f, kGap = 24.0f;

/// A part of the dialog that scrolls by itself.
template <class Draw>
void scrolled(const char* id, ImVec2 size, Draw draw) {
  ImGui::BeginChild(id, size);
  ImGui::PushTextWrapPos(0.0f);
  draw();
  ImGui::PopTextWrapPos();
  ImGui::EndChild();
}

bool draw_head(Frame& frame, const ImportDesk& import) {
  const float right = ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + right - 48.0f);
  ImGui::PushFont(frame.fonts.key);
  const std::string title = import_title(import), subtitle = import_subtitle(import);
  ImGui::TextUnformatted(title.c_str());
  ImGui::PopFont();
  frame.widgets.add_item("import.title", title);
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, import.error().empty() ? frame.theme.faint : frame.theme.warn);
  ImGui::TextUnformatted(subtitle.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  frame.widgets.add_item("import.subtitle", subtitle);
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  ImGui::SameLine(right - 16.0f);
  const bool close = ImGui::Button("x##import");
  tooltip(tr("Close; everything stays as it was (Esc)"));
  frame.widgets.add_item("import.close");
  return close;
}

/// Where files come from, as long as there are none.
ImportAct draw_empty(Frame& frame) {
  say(tr(
      "Drop files, a folder or a zip onto this page: FIT, TCX and GPX of devices, exports of Garmin Connect, Strava, "
      "TrainingPeaks, intervals.icu, WHOOP and others, sheets with dates, durations and RPE, a sheet of tests. They "
      "are "
      "read here; nothing is sent, and no file is changed."));
  ImGui::Spacing();
  ImportAct act = ImportAct::kNone;
  if (ink_button(frame, "import.files", tr("Choose files"), true)) act = ImportAct::kFiles;
  ImGui::SameLine();
  if (ink_button(frame, "import.folder", tr("Choose a folder"), false)) act = ImportAct::kFolder;
  ImGui::Spacing();
  if (ink_button(frame, "import.demo", tr("Try it with a folder of exports"), false)) act = ImportAct::kDemonstration;
  return act;
}

void draw_reading(Frame& frame, const ImportDesk& import) {
  const ImportProgress& progress = import.progress();
  const float share =
      progress.total == 0 ? 0.0f : static_cast<float>(progress.done) / static_cast<float>(progress.total);
  ImGui::PushStyleColor(ImGuiCol_PlotHistogram, frame.theme.text);
  ImGui::ProgressBar(share, {-1.0f, 8.0f}, "");
  ImGui::PopStyleColor();
  frame.widgets.add_item("import.progress", std::to_string(progress.done) + "/" + std::to_string(progress.total));
}

ImportAct draw_decisions(Frame& frame, ImportDesk& import) {
  const ImportAct act = draw_import_table(frame, import);
  draw_import_questions(frame, import);
  draw_import_tests(frame, import);
  draw_import_history(frame, import);
  return act;
}

ImportAct draw_body(Frame& frame, ImportDesk& import, ImVec2 size) {
  ImportAct act = ImportAct::kNone;
  if (!import.has_report()) {
    scrolled("reading", size, [&] { draw_reading(frame, import); });
    return act;
  }
  if (ImGui::GetIO().DisplaySize.x < kNarrow) {
    scrolled("all", size, [&] {
      draw_import_files(frame, import);
      draw_import_measures(frame, import);
      act = draw_decisions(frame, import);
    });
    return act;
  }
  scrolled("files", {kLeft, size.y}, [&] {
    draw_import_files(frame, import);
    draw_import_measures(frame, import);
  });
  ImGui::SameLine(0.0f, kGap);
  scrolled("decisions", {size.x - kLeft - kGap, size.y}, [&] { act = draw_decisions(frame, import); });
  return act;
}

ImportAct draw_foot(Frame& frame, const ImportDesk& import) {
  const bool narrow = ImGui::GetIO().DisplaySize.x < kNarrow, ready = import.why_not().empty();
  const std::string label = learn_label(import);
  const char* saves = narrow ? tr("Save") : tr("Save this history");
  const float save = buttons_width({saves}, narrow ? 80.0f : 150.0f);
  const float learn = narrow ? ImGui::GetContentRegionAvail().x - save - 8.0f
                             : std::max(160.0f, ImGui::CalcTextSize(label.c_str()).x + 32.0f);
  const float high = narrow ? 44.0f : 36.0f;
  ImportAct act = ImportAct::kNone;
  ImGui::Separator();
  if (!narrow) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - learn - save - 8.0f);
  const bool made = import.of_several() ? !import.athletes_with_history().empty() : import.history().has_value();
  ImGui::BeginDisabled(!made || import.works());
  if (ink_button(frame, "import.save", saves, false, {save, high})) act = ImportAct::kSave;
  ImGui::EndDisabled();
  ImGui::SameLine(0.0f, 8.0f);
  ImGui::BeginDisabled(!ready);
  if (ink_button(frame, "import.learn", label, ready, {learn, high})) act = ImportAct::kLearn;
  ImGui::EndDisabled();
  return act;
}

}  // namespace

bool ink_button(Frame& frame, const std::string& id, const std::string& text, bool chosen, ImVec2 size) {
  const ImU32 ink = frame.theme.text;
  if (chosen) {
    for (const ImGuiCol slot : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive})
      ImGui::PushStyleColor(slot, ink);
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.panel);
  }
  const bool pressed = ImGui::Button(as_label(text, id).c_str(), size);
  if (chosen) ImGui::PopStyleColor(4);
  frame.widgets.add_item(id, text);
  return pressed;
}

void import_heading(Frame& frame, const char* text, const std::string& aside) {
  ImGui::Spacing();
  ImGui::TextUnformatted(text);
  if (aside.empty()) return;
  ImGui::SameLine();
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", aside.c_str());
  ImGui::PopFont();
}

ImportAct draw_import(Frame& frame, ImportDesk& import) {
  if (!import.is_open()) return ImportAct::kNone;
  if (!ImGui::IsPopupOpen(kWindow)) ImGui::OpenPopup(kWindow);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const bool narrow = screen.x < kNarrow;
  const ImVec2 size = narrow ? screen : ImVec2{std::min(1200.0f, screen.x - 64.0f), std::min(812.0f, screen.y - 48.0f)};
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize(import.empty() && !narrow ? ImVec2{620.0f, 0.0f} : size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, narrow ? ImVec2{16.0f, 16.0f} : ImVec2{kGap, kGap});
  const bool shown =
      ImGui::BeginPopupModal(kWindow, nullptr,
                             ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar();
  if (!shown) return ImportAct::kNone;
  bool close = draw_head(frame, import);
  ImGui::Separator();
  ImportAct act = ImportAct::kNone;
  if (import.empty()) {
    act = draw_empty(frame);
  } else {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    act = draw_body(frame, import, {room.x, room.y - kFoot});
    if (const ImportAct foot = draw_foot(frame, import); foot != ImportAct::kNone) act = foot;
  }
  close = escapes(frame) || close;
  if (close) act = ImportAct::kClose;
  if (close || act == ImportAct::kLearn) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return act;
}

}  // namespace formcast
