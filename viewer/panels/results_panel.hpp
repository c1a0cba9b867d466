#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// In place of draw_athlete and draw_plans for an athlete of a results file.
void draw_results_side(Frame& frame);
/// The way from the desk to the results file that is open.
void draw_results_link(Frame& frame);
/// Further keys while an athlete of a results file is shown.
void heed_results_keys(Frame& frame);

}  // namespace formcast
