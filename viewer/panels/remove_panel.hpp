#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Asks whether the athlete on the desk is to be removed; opens when view.form asks for it, and answers in view.remove.
void draw_remove_form(Frame& frame, bool opens);

}  // namespace formcast
