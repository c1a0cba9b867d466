#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// How ready the athlete is today, and what that is made of.
void draw_readiness(Frame& frame);
/// How many things are to be known about the twin, where there are any; opens the list.
void draw_twin_warnings(Frame& frame);
/// The way to the scientist's panel.
void draw_twin_buttons(Frame& frame);

}  // namespace formcast
