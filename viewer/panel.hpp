#pragma once

#include <string>

#include "viewer/view.hpp"

namespace formcast {

// What the side panels are made of.

void heading(Frame& frame, const std::string& text);
void say(Frame& frame, const std::string& text, bool faint = false);
/// A button that looks like text until the pointer is on it.
bool quiet_button(Frame& frame, const std::string& id, const char* text, const char* why);

}  // namespace formcast
