#pragma once

#include <imgui.h>

#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// What lies under a finger: what a finger does there depends on it.
struct Under {
  bool scrolls = false;  ///< a panel that holds more than it shows
  bool time = false;     ///< a chart, which fingers pull and pinch
  bool loads = false;    ///< the chart whose bars a finger drags
  bool plan = false;     ///< a plan's row, which a finger that rests renames
};
/// Of the frame drawn last.
Under under(const Marks& marks, ImVec2 at);

/// Moves what the panel there shows by so many pixels.
void scroll_panel(ImVec2 at, float by);

}  // namespace formcast
