#pragma once

#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

/// A day of the calendar in its cell: date, load as a number and a bar, what else is on it; of a done day what was
/// planned.
void draw_cell(Frame& frame, ImDrawList& list, const Box& cell, int day);

/// The same in words, with what can be done to it.
std::string day_tip(const Frame& frame, int day);

}  // namespace formcast
