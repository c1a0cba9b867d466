#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The scientist's panel: all that the twin holds and how good its forecasts have been.
void draw_science(Frame& frame);

}  // namespace formcast
