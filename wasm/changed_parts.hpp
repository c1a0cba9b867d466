#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace formcast {

/// An upright rectangle of the canvas, in its own pixels from the upper left corner; right and bottom are outside.
struct Pixels {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return right <= left || bottom <= top; }
  std::int64_t area() const { return empty() ? 0 : std::int64_t{right - left} * (bottom - top); }
};

Pixels common(const Pixels& a, const Pixels& b);
/// The pixels a command may draw into.
Pixels clip_of(const ImDrawCmd& command, ImVec2 scale, const Pixels& screen);
/// The pixels that the triangle of the three indices from `at` on may touch.
Pixels bounds_of(const ImDrawList& list, unsigned at, ImVec2 scale);

/// Finds the parts of a frame that differ from the frame before, so that only these are drawn. Compares what is to be
/// drawn into each tile of the canvas.
class ChangedParts {
 public:
  /// Disjoint rectangles. All of the canvas where its size or background has changed.
  std::vector<Pixels> of(const ImDrawData& data, ImU32 background);
  /// The next frame is drawn whole.
  void forget() { before_.clear(); }

 private:
  struct Tiles {
    int across = 0, down = 0;
    std::vector<std::uint64_t> content;
  };
  Tiles tiles_of(const ImDrawData& data, std::uint64_t seed) const;

  Pixels screen_;
  std::vector<std::uint64_t> before_;
};

}  // namespace formcast
