#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The loads of the edited plan as bars, to be dragged.
void draw_loads(Frame& frame, const Box& box);
/// The dates below the charts.
void draw_dates(Frame& frame, const Box& box);

}  // namespace formcast
