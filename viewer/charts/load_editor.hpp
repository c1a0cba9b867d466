#pragma once

#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

/// Begins to type the load of the day the keys act on: with these letters, or with what the day has.
void begin_typing(Frame& frame, std::string letters);
void edit_load_of(Frame& frame, int day);
/// The loads of the days that are selected, for pasting here and as text on the clipboard.
void copy_loads(Frame& frame);

/// The field for it at `place`, while a load is typed. Enter keeps it and goes to the next day, arrows keep it and
/// move, Esc leaves the day as it was.
void draw_load_editor(Frame& frame, const Box& place);

}  // namespace formcast
