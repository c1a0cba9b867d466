#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Bands, tests and the aim of all plans over the days, drawn with ImGui into the window that is open.
void draw_performance(Frame& frame, const Box& box);

}  // namespace formcast
