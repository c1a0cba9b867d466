#pragma once

#include <imgui.h>

#include <optional>
#include <string>

#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// Who works without a mouse goes from widget to widget with Tab, in the order in which they are drawn, through all
/// panels; Enter or Space acts, letters go into a field at once. Arrows stay with the calendar while nothing is open
/// over it.
class Focus {
 public:
  /// Goes to the next widget, or the one before. False at the end, where nothing has the focus any more.
  bool move(const Marks& marks, bool back);
  /// To be called when all of a frame's widgets are drawn: keeps the focus where a widget has gone, and draws its ring.
  void end_frame(const Marks& marks, ImU32 colour);
  /// Nothing has the focus.
  void leave();
  /// The name of the widget that has it; "" for none.
  const std::string& name() const { return name_; }

 private:
  std::optional<std::size_t> at_;  ///< among the widgets that can have it
  std::string name_;
};

}  // namespace formcast
