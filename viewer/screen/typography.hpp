#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "viewer/screen/view.hpp"

namespace formcast {

/// The heading of a part of a panel, a little below what precedes it.
void heading(Frame& frame, const std::string& text);
/// Puts the next quiet_button(), of that text, beside the last one where it ends before `right` [px], else below.
void beside(Frame& frame, const char* text, float right);
/// Where what a window holds ends at the right [px].
float right_edge();
/// A sentence that wraps at the panel's edge, in the font and colour that are set.
void say(const std::string& text);
/// The same in small type, as text or as an aside.
void say(Frame& frame, const std::string& text, bool faint = false);
/// In a popup: moves it up where it has grown beyond the screen.
void keep_on_screen();
/// A label for ImGui whose id does not depend on the language: it is `id` alone.
std::string as_label(std::string_view text, std::string_view id);
/// Of buttons in a row, and no less than `least` [px].
float buttons_width(std::initializer_list<const char*> texts, float least);
/// Of the widget drawn last.
void tooltip(const char* text);
/// A button that looks like text until the pointer is on it; `why` is its tooltip, and `id` its widget.
bool quiet_button(Frame& frame, const std::string& id, const char* text, const char* why);
/// One of a few choices, small, the chosen one underlined.
bool choice_button(Frame& frame, const std::string& id, const char* text, bool chosen, const char* why);

}  // namespace formcast
