#include "viewer/app/keys.hpp"

#include <algorithm>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/charts/load_editor.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/load_text.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {
namespace {

void go_to(Frame& frame, int day) {
  View& view = frame.view;
  view.day = std::clamp(day, 0, frame.board().days - 1);
  view.selected.reset();
  const double width = view.axis.last - view.axis.first;
  if (view.day < view.axis.first) view.axis.first = view.day - 1.0;
  if (view.day + 1 > view.axis.last) view.axis.first = view.day + 2.0 - width;
  view.axis.last = view.axis.first + width;
}

/// Adds to the day, or to every selected day that is not rest.
void add_load(Frame& frame, double steps) {
  const double by = steps * 5.0 * load_step(frame.view.load_high);
  frame.edit([&](const Board& board, Sheet& sheet) {
    std::string name;
    for (int day = frame.span().first; day <= frame.span().last; ++day) {
      const double load = sheet.load[static_cast<std::size_t>(day)];
      if (frame.view.selected && load <= 0.0) continue;
      name = set_load(board, sheet, day, load + by, frame.load_unit());
    }
    return name.empty() ? std::string(tr("nothing to add to")) : name;
  });
}

void edit_keys(Frame& frame) {
  const auto pressed = [](ImGuiKey key, bool repeats = false) { return ImGui::IsKeyPressed(key, repeats); };
  const View& view = frame.view;
  if (pressed(ImGuiKey_R) || pressed(ImGuiKey_Delete) || pressed(ImGuiKey_Backspace)) {
    frame.edit([&](const Board& board, Sheet& sheet) { return rest(board, sheet, frame.span()); });
  }
  if (pressed(ImGuiKey_I)) {
    frame.edit([&](const Board& board, Sheet& sheet) { return mark_ill(board, sheet, frame.span()); });
  }
  if (pressed(ImGuiKey_N)) frame.view.form = View::Form::kSessions;
  if (pressed(ImGuiKey_T)) {
    frame.edit([&](const Board& board, Sheet& sheet) { return toggle_test(board, sheet, view.day); });
  }
  if (pressed(ImGuiKey_P)) frame.view.science.open = !frame.view.science.open;
  if (pressed(ImGuiKey_W)) frame.view.weeks = !frame.view.weeks;
  if (pressed(ImGuiKey_Equal, true) || pressed(ImGuiKey_KeypadAdd, true)) add_load(frame, 1.0);
  if (pressed(ImGuiKey_Minus, true) || pressed(ImGuiKey_KeypadSubtract, true)) add_load(frame, -1.0);
  if (pressed(ImGuiKey_F2)) {
    frame.view.renaming = frame.view.sheet;
    frame.view.name = frame.sheet().name;
    frame.view.tab = 2;
  }
  if (ImGui::IsAnyItemActive()) return;  // such as a slider
  if (pressed(ImGuiKey_LeftArrow, true)) go_to(frame, view.day - 1);
  if (pressed(ImGuiKey_RightArrow, true)) go_to(frame, view.day + 1);
  if (pressed(ImGuiKey_UpArrow, true)) go_to(frame, view.day - 7);
  if (pressed(ImGuiKey_DownArrow, true)) go_to(frame, view.day + 7);
}

/// Alt and a digit choose a plan; digits alone begin to type the day's load.
void heed_digits(Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  for (int n = 0; n < 9 && io.KeyAlt; ++n) {
    const auto sheet = static_cast<std::size_t>(n);
    const bool pressed = ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + n), false);
    if (pressed && sheet < frame.board().sheets.size()) frame.view.sheet = sheet;
  }
  if (io.KeyAlt || ImGui::IsAnyItemActive()) return;
  std::string digits;
  for (const ImWchar letter : io.InputQueueCharacters) {
    if (letter >= '0' && letter <= '9') digits += static_cast<char>(letter);
  }
  if (!digits.empty()) begin_typing(frame, digits);
}

/// What was copied here, or in a spreadsheet since.
void paste_loads(Frame& frame) {
  View& view = frame.view;
  const char* clipboard = ImGui::GetClipboardText();
  const std::string text = clipboard != nullptr ? clipboard : "";
  std::vector<double> loads = view.copied;
  try {
    if (!text.empty() && text != view.copied_text) loads = loads_from_text(text);
  } catch (const InputError& error) {
    view.notice = error.what();
    return;
  }
  if (loads.empty()) return;
  frame.edit([&](const Board& board, Sheet& sheet) { return paste(board, sheet, loads, frame.span().first, 1); });
}

}  // namespace

void heed_keys(Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.WantTextInput && !io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Slash, false) && io.KeyShift) {
    frame.view.keys = !frame.view.keys;
  }
  if (io.WantTextInput || frame.view.typing || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    frame.desk.cancel();
    frame.view.drag = {};
    frame.view.selected.reset();
    frame.desk.drop_ghosts();
  }
  if (frame.view.drag.does != DragState::Does::kNothing) return;
  if (!io.KeyCtrl && !io.KeySuper) {
    edit_keys(frame);
    return heed_digits(frame);
  }
  if (pressed(ImGuiKey_Z)) return io.KeyShift ? frame.desk.redo() : frame.desk.undo();
  if (pressed(ImGuiKey_Y)) return frame.desk.redo();
  if (pressed(ImGuiKey_C)) return copy_loads(frame);
  if (pressed(ImGuiKey_V)) return paste_loads(frame);
}

}  // namespace formcast
