#pragma once

#include <imgui.h>

#include <optional>
#include <string>

#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// The focused text field, for platforms with an on-screen keyboard.
struct TextField {
  unsigned id = 0;
  ImVec2 from, to;
  std::string text;
  int caret = 0, selected_from = 0;  ///< UTF-16 units; the selection reaches from one to the other
  bool number = false;
};
std::optional<TextField> text_field(const WidgetRegistry& widgets);

/// Replaces the text of the field; it is there after the next frame. Nothing without a field.
void type_instead(const char* text);
/// Puts the caret at the end of a selection; the two are equal where nothing is selected. UTF-16 units.
void place_caret(int selected_from, int caret);

}  // namespace formcast
