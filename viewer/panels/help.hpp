#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The list of keys, where it was opened.
void draw_keys(Frame& frame);
/// What to try first, until the first edit: a line that ends `room` pixels right of `at`. False where there is none.
bool draw_hint(Frame& frame, ImVec2 at, float room);

}  // namespace formcast
