#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Fitness, fatigue, form or readiness over the days.
void draw_states(Frame& frame, const Box& box);

}  // namespace formcast
