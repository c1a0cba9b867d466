#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// How ready the athlete is today, and what that is made of.
void draw_readiness(Frame& frame);
/// Warnings and notes of the twin, counted, and the way to the scientist's panel.
void draw_twin_buttons(Frame& frame);

}  // namespace formcast
