#pragma once

#include <imgui.h>

#include <optional>
#include <string>

#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// Keyboard focus: Tab moves from widget to widget in drawing order, through all panels; Enter or Space acts, letters
/// go into a field at once. Arrows stay with the calendar while nothing is open over it.
class Focus {
 public:
  /// Moves to the next widget, or the one before. False at the end, where nothing has the focus.
  bool move(const WidgetRegistry& widgets, bool back);
  /// Call it when all of a frame's widgets are drawn: keeps the focus where a widget has gone, and draws its ring.
  void end_frame(const WidgetRegistry& widgets, ImU32 colour);
  /// Drops the focus.
  void leave();
  /// The name of the focused widget; "" for none.
  const std::string& name() const { return name_; }

 private:
  std::optional<std::size_t> at_;  ///< among the focusable widgets
  std::string name_;
};

}  // namespace formcast
