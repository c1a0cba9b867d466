#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

// Which plans the charts show, and how much of each.

/// Shows or hides a plan; an edit like any other.
void set_shown(Frame& frame, std::size_t sheet, bool shown);
/// Whether a plan's bands are drawn, or its median alone.
bool has_bands(const Frame& frame, std::size_t sheet);
/// Opacity of a plan: less while the pointer is on another one's name.
float presence(const Frame& frame, std::size_t sheet);
/// How wide its median is drawn.
float line_width(const Frame& frame, std::size_t sheet);

/// Plans by name at the end of their lines, without overlap; a click shows or hides one. Hidden ones are named below.
void draw_names(Frame& frame, const Box& box, const ValueAxis& axis);
/// Bands of all plans, of the edited one or of none; tests or none. In the upper right corner of a chart.
void draw_chart_switches(Frame& frame, const Box& box);

}  // namespace formcast
