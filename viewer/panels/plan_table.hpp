#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Race day of every plan: where it may end, and a table of what each comes to. Heads choose, hide and rename plans.
void draw_plan_table(Frame& frame);

}  // namespace formcast
