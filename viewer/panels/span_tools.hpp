#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What can be done to the days that are selected, or to the day that keys act on: a row of buttons to the right edge
/// `right` [px], or below one another in a panel.
void draw_span_tools(Frame& frame);
void draw_span_tools_row(Frame& frame, float right);

}  // namespace formcast
