#pragma once

#include "viewer/charts/week_grid.hpp"

namespace formcast {

/// Height of the brackets above the bars [px].
inline constexpr float kPhaseLine = 17.0f;

/// Width of the brackets beside the calendar's rows where they are `width` pixels wide: names and details, names alone,
/// or a thin line.
float bracket_room(float width);

/// The plan's blocks, recovery weeks, taper and race beside the rows of the calendar.
void draw_phase_rows(Frame& frame, ImDrawList& list, const WeekGrid& grid);

/// The same above the bars of days.
void draw_phase_line(Frame& frame, ImDrawList& list, const Box& box);

}  // namespace formcast
