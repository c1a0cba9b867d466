#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Race day of every plan.
void draw_target(Frame& frame);
/// What sets the plans apart, what they come to on other events, and what race day is made of.
void draw_reasons(Frame& frame);

}  // namespace formcast
