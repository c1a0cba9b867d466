#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Body clock, sleep and light over the days of the trips.
void draw_clock(Frame& frame, const Box& box);

}  // namespace formcast
