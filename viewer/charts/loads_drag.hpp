#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What the pointer does on the loads: drag a day or, with shift, its week up and down; with alt a day to another date;
/// over the week totals, select days. Call it right after the button that covers both.
void handle_drag(Frame& frame, const Box& header, const Box& bars, const ValueAxis& axis);

/// Pixels a pointer may move before a click becomes a drag.
inline constexpr float kTremble = 3.0f;

/// The top of the load axis, kept while dragging [load unit].
double load_top(Frame& frame);

/// Updates the board while dragging, from the one the drag began with: its load or week moved by so much, or its day
/// put on another.
void drag_loads(Frame& frame, double moved, int to);

/// The step that loads snap to: a hundredth of what is usual, as a round number [load unit].
double load_step(double high);

}  // namespace formcast
