#include "viewer/charts/load_editor.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "viewer/desk/edits.hpp"
#include "viewer/desk/load_text.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

void keep(Frame& frame, const View::Typing& typed) {
  const auto load = typed.text.empty() ? std::optional(0.0) : parse_load(typed.text);
  if (!load || typed.day >= frame.board().days || typed.text == typed.was) return;
  frame.edit(
      [&](const Board& board, Sheet& sheet) { return set_load(board, sheet, typed.day, *load, frame.load_unit()); });
}

/// Letters that arrive before the field has the focus.
void take_early_letters(View::Typing& typing) {
  for (const ImWchar letter : ImGui::GetIO().InputQueueCharacters) {
    if ((letter >= '0' && letter <= '9') || letter == '.' || letter == ',') typing.text += static_cast<char>(letter);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Backspace) && !typing.text.empty()) typing.text.pop_back();
}

/// The caret behind what was typed already, where nothing is selected.
int place_caret(ImGuiInputTextCallbackData* data) {
  auto& typing = *static_cast<View::Typing*>(data->UserData);
  if (!std::exchange(typing.placed, true) && typing.was.empty()) {
    data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
  }
  return 0;
}

/// How far the key that ends typing moves, [d].
std::optional<int> step_of_key() {
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
  if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter)) return 1;
  if (pressed(ImGuiKey_UpArrow)) return -7;
  if (pressed(ImGuiKey_DownArrow)) return 7;
  return std::nullopt;
}

}  // namespace

void begin_typing(Frame& frame, std::string letters) {
  if (frame.desk.read_only()) return;
  frame.view.selected.reset();
  frame.view.typing = View::Typing{frame.view.day, std::move(letters), "", false, false};
}

void edit_load_of(Frame& frame, int day) {
  if (frame.desk.read_only()) return;
  frame.view.day = day;
  frame.view.selected.reset();
  const double load = frame.load_on(day);
  const std::string text = load > 0.0 ? with_unit(load, "") : "";
  frame.view.typing = View::Typing{day, text, text, false, false};
}

void copy_loads(Frame& frame) {
  View& view = frame.view;
  view.copied = loads_of(frame.sheet(), frame.span());
  view.copied_text = loads_text(frame.board(), frame.sheet(), frame.span());
  ImGui::SetClipboardText(view.copied_text.c_str());
}

void draw_load_editor(Frame& frame, const Box& place) {
  View& view = frame.view;
  View::Typing& typing = *view.typing;
  if (!typing.active) take_early_letters(typing);
  char text[24] = {};
  std::strncpy(text, typing.text.c_str(), sizeof text - 1);
  ImGui::SetCursorScreenPos(place.from);
  ImGui::SetNextItemWidth(place.width());
  if (!typing.active) ImGui::SetKeyboardFocusHere();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {6.0f, 0.5f * (place.height() - 15.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.5f);
  ImGui::PushStyleColor(ImGuiCol_Border, frame.theme.text);
  const ImGuiInputTextFlags all = typing.was.empty() ? 0 : ImGuiInputTextFlags_AutoSelectAll;
  ImGui::InputText("##load", text, sizeof text,
                   ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_CallbackAlways | all, place_caret, &typing);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  const bool active = ImGui::IsItemActive(), left = ImGui::IsItemDeactivated();
  frame.widgets.add_item("load.typing", text);
  if (active || left) typing.text = text;
  typing.active = typing.active || active;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return view.typing.reset();
  const auto step = step_of_key();
  if (!step && !left) return;
  const View::Typing typed = *std::exchange(view.typing, std::nullopt);
  keep(frame, typed);
  if (step) view.day = std::clamp(typed.day + *step, 0, frame.board().days - 1);
}

}  // namespace formcast
