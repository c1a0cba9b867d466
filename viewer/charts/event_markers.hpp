#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

// Markers of the target, A, and of events, B and C.

inline constexpr float kDateLine = 20.0f, kMarkerLine = 20.0f;  ///< [px] of the time axis

/// A letter for each of them, with its name where there is room; dragging it moves the event to another day.
void draw_markers(Frame& frame, const Box& box);
/// A faint line through a chart for each event.
void draw_event_lines(Frame& frame, ImDrawList& list, const Box& box);
/// Whether the pointer is on the aim's line or drags it. Call it right after the chart's button.
bool handle_aim(Frame& frame, const Box& box, const ValueAxis& axis);

}  // namespace formcast
