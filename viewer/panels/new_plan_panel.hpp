#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// A new plan in a few choices, its weeks shown while choosing; opens when view.form asks for it.
void draw_new_plan_form(Frame& frame, bool opens);

}  // namespace formcast
