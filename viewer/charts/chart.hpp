#pragma once

#include <span>
#include <vector>

#include "viewer/screen/view.hpp"

namespace formcast {

/// Lines that all charts over time share: Mondays or months, today, the target day, the day under the pointer.
void draw_days(Frame& frame, ImDrawList& list, const Box& box);
void draw_values(Frame& frame, ImDrawList& list, const Box& box, const ValueAxis& axis, const std::string& unit);

/// The bands of one output of one plan, in the order of its days: all of them for the edited plan, the inner one of
/// others, fainter, so that several plans can be told apart.
void draw_fan(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands, ImU32 colour,
              bool edited);
/// Its median, to be drawn after all bands.
void draw_median(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands, ImU32 colour,
                 float width = 2.0f);

/// Widens [low, high] to the bands of the days on the screen.
void stretch(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high);

/// Whether the pointer is over the box and nothing covers it; zooms and pans the time axis where it is.
bool handle_time(Frame& frame, const Box& box, const char* id);

}  // namespace formcast
