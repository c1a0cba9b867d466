#pragma once

#include "viewer/view.hpp"

namespace formcast {

/// What the pointer does on the loads: drag a day or, with shift, its week up and down; with alt a day to another date;
/// over the week totals, select days. To be called right after the button that covers both.
void handle_hand(Frame& frame, const Box& header, const Box& bars, const ValueAxis& axis);

/// The step that loads snap to: a hundredth of what is usual, as a round number [load unit].
double load_step(double high);

}  // namespace formcast
