#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What can be done to the days that are selected, or to the day that keys act on.
void draw_span_tools(Frame& frame);

}  // namespace formcast
