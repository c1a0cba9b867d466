#pragma once

#include <imgui.h>

#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// What is under a finger, on which its gestures depend.
struct Under {
  bool scrolls = false;  ///< a panel that can scroll
  bool time = false;     ///< a chart, which fingers drag and pinch
  bool loads = false;    ///< the chart whose bars a finger drags
  bool plan = false;     ///< a plan's row, which a long press renames
};
/// Of the frame drawn last.
Under under(const WidgetRegistry& widgets, ImVec2 at);

/// Scrolls the panel there by so many pixels.
void scroll_panel(ImVec2 at, float by);

}  // namespace formcast
