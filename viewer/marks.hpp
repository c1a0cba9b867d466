#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace formcast {

/// Where the frame's widgets are and what they show, under names that tests and screen readers go by.
struct Mark {
  std::string id;
  ImVec2 from, to;
  std::string value;
};

class Marks {
 public:
  void begin() { marks_.clear(); }
  void add(std::string id, ImVec2 from, ImVec2 to, std::string value = "") {
    marks_.push_back({std::move(id), from, to, std::move(value)});
  }
  /// The widget drawn last.
  void add_item(std::string id, std::string value = "") {
    add(std::move(id), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), std::move(value));
  }
  const std::vector<Mark>& all() const { return marks_; }

 private:
  std::vector<Mark> marks_;
};

}  // namespace formcast
