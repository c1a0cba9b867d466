#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The plans with what each leads to.
void draw_plans(Frame& frame);
/// The athlete and the twin.
void draw_athlete(Frame& frame);

}  // namespace formcast
