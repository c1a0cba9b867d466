#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The trips of the plan that is edited, and the form that makes and changes one.
void draw_trips(Frame& frame);

}  // namespace formcast
