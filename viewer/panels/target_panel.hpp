#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What each plan leads to on race day, and which beats which.
void draw_target(Frame& frame);

}  // namespace formcast
