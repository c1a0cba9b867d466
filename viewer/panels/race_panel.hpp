#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

// Forms that open over the screen when view.form asks for them.

/// The A event.
void draw_race_form(Frame& frame, bool opens);
/// What may go wrong with the plans.
void draw_noise_form(Frame& frame, bool opens);

/// All of them, once a frame: race, events, a new plan, what may go wrong.
void draw_forms(Frame& frame);

}  // namespace formcast
