#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The list of keys, where it was opened.
void draw_keys(Frame& frame);
/// Three steps over the charts of a first visit.
void draw_hints(Frame& frame, const Box& box);

}  // namespace formcast
