#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Today's date, and a button to set it.
void draw_today(Frame& frame);
/// Its form; opens when view.form asks for it.
void draw_today_form(Frame& frame, bool opens);

}  // namespace formcast
