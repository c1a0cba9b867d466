#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// All of the record and the plans, small, with a frame around the days that the charts show: dragging it moves them,
/// a click elsewhere goes there, two clicks show what is shown at first, and once more everything.
void draw_record_map(Frame& frame, const Box& box);

/// The days shown at first: five weeks of the record and the plans; or where they are shown already, everything.
void reset_time(const Frame& frame, TimeAxis& axis);

}  // namespace formcast
