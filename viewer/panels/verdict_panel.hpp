#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The race, the verdict on the plans in one sentence, its hundred strokes and its doubt, from the top of `box` down;
/// in a low box the sentence alone. Returns where it ends [px].
float draw_verdict(Frame& frame, const Box& box);

}  // namespace formcast
