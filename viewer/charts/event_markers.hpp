#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

// Marks of the days that count: the target, A, and events, B and C.

inline constexpr float kDateLine = 20.0f, kMarkerLine = 20.0f;  ///< [px] of the time axis

/// A letter for each such day, with its name where there is room; pulled to another day it takes the event along.
void draw_markers(Frame& frame, const Box& box);
/// A faint line through a chart for each event.
void draw_event_lines(Frame& frame, ImDrawList& list, const Box& box);
/// Whether the pointer is on the aim's line or pulls it up or down. To be called right after the chart's button.
bool handle_aim(Frame& frame, const Box& box, const ValueAxis& axis);

}  // namespace formcast
