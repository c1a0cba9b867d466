#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What one more usual day's load in each week would add on race day, under the edited plan: a bar a week on the axis
/// of time, up where it helps and hollow where it costs.
void draw_influence_strip(Frame& frame, const Box& box);

}  // namespace formcast
