#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The form that names the sessions of the day that keys act on; opens when view.form asks for it.
void draw_sessions_form(Frame& frame, bool opens);

}  // namespace formcast
