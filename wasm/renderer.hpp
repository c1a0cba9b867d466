#pragma once

#include <imgui.h>

namespace formcast {

/// Draws what ImGui wants drawn with WebGL 2, in place of ImGui's own backend: where a browser has no graphics
/// processor, filling areas is what a frame costs, and an area of one colour need not look at a texture for each of its
/// pixels. Keeps no state of others, as nobody else draws into the canvas.
class Renderer {
 public:
  /// The context is current.
  Renderer();
  /// To be called when the fonts are new.
  void load_fonts();
  /// Before the frame's first widget: areas of one colour say so in their vertices.
  static void mark_plain_areas();
  void draw(const ImDrawData& data, ImU32 background);

 private:
  unsigned program_ = 0, vertices_ = 0, indices_ = 0, array_ = 0, fonts_ = 0;
  int scale_ = 0;
};

}  // namespace formcast
