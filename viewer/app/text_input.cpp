#include "viewer/app/text_input.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace formcast {
namespace {

ImGuiInputTextState* active_field() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.ActiveId != 0 && g.InputTextState.ID == g.ActiveId ? &g.InputTextState : nullptr;
}

/// ImGui counts characters, a page's fields UTF-16 units, of which those beyond U+FFFF take two.
int units_before(const ImGuiInputTextState& state, int characters) {
  const ImWchar* begin = state.TextW.Data;
  return characters +
         static_cast<int>(std::count_if(begin, begin + characters, [](ImWchar one) { return one > 0xffff; }));
}
int characters_before(const ImGuiInputTextState& state, int units) {
  int characters = 0;
  for (; characters < state.CurLenW && units > 0; ++characters) units -= state.TextW[characters] > 0xffff ? 2 : 1;
  return characters;
}

}  // namespace

std::optional<TextField> text_field(const WidgetRegistry& widgets) {
  const ImGuiInputTextState* state = active_field();
  if (state == nullptr) return std::nullopt;
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  TextField field;
  field.id = g.ActiveId;
  field.from = g.PlatformImeData.InputPos;
  field.to = {field.from.x + 120.0f, field.from.y + std::max(g.PlatformImeData.InputLineHeight, 15.0f)};
  for (const Widget& widget : widgets.all()) {
    if (widget.item != g.ActiveId) continue;
    field.from = widget.from;
    field.to = widget.to;
  }
  std::string text(static_cast<std::size_t>(4 * state->CurLenW + 1), '\0');
  const ImWchar* letters = state->TextW.Data;
  text.resize(static_cast<std::size_t>(
      ImTextStrToUtf8(text.data(), static_cast<int>(text.size()), letters, letters + state->CurLenW)));
  field.text = std::move(text);
  const bool selects = state->HasSelection();
  field.caret = units_before(*state, selects ? state->GetSelectionEnd() : state->GetCursorPos());
  field.selected_from = selects ? units_before(*state, state->GetSelectionStart()) : field.caret;
  field.number = (state->Flags & (ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_CharsScientific)) != 0;
  return field;
}

void type_instead(const char* text) {
  ImGuiInputTextState* state = active_field();
  if (state == nullptr) return;
  ImGuiIO& io = ImGui::GetIO();
  const bool any = state->CurLenW > 0;
  state->SelectAll();
  if (*text != '\0') {
    io.AddInputCharactersUTF8(text);
  } else if (any) {
    io.AddKeyEvent(ImGuiKey_Delete, true);
    io.AddKeyEvent(ImGuiKey_Delete, false);
  }
}

void place_caret(int selected_from, int caret) {
  ImGuiInputTextState* state = active_field();
  if (state == nullptr) return;
  state->Stb.select_start = characters_before(*state, selected_from);
  state->Stb.select_end = state->Stb.cursor = characters_before(*state, caret);
  state->CursorFollow = true;
  state->CursorAnimReset();
}

}  // namespace formcast
