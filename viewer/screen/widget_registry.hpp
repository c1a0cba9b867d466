#pragma once

#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

struct ImGuiWindow;

namespace formcast {

/// Where the frame's widgets are and what they show, under names that tests and screen readers go by.
struct Mark {
  std::string id;
  ImVec2 from, to;
  std::string value;
  ImGuiID item = 0;               ///< of a widget that keys can go to; 0 for others
  ImGuiWindow* window = nullptr;  ///< it lies in
  bool types = false;             ///< letters go into it
};

class Marks {
 public:
  void begin() { marks_.clear(); }
  void add(std::string id, ImVec2 from, ImVec2 to, std::string value = "") {
    marks_.push_back({std::move(id), from, to, std::move(value)});
  }
  /// The widget drawn last.
  void add_item(std::string id, std::string value = "");
  const std::vector<Mark>& all() const { return marks_; }

 private:
  std::vector<Mark> marks_;
};

}  // namespace formcast
