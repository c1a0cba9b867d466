#pragma once

#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

struct ImGuiWindow;

namespace formcast {

/// Where the frame's widgets are and what they show, by the names that tests and screen readers use.
struct Widget {
  std::string id;
  ImVec2 from, to;
  std::string value;
  ImGuiID item = 0;               ///< of a widget that can have the focus; 0 for others
  ImGuiWindow* window = nullptr;  ///< its window
  bool types = false;             ///< a text field
};

class WidgetRegistry {
 public:
  void begin() { widgets_.clear(); }
  void add(std::string id, ImVec2 from, ImVec2 to, std::string value = "") {
    widgets_.push_back({std::move(id), from, to, std::move(value)});
  }
  /// The widget drawn last.
  void add_item(std::string id, std::string value = "");
  const std::vector<Widget>& all() const { return widgets_; }

 private:
  std::vector<Widget> widgets_;
};

}  // namespace formcast
