#pragma once

#include <imgui.h>

#include <vector>

#include "viewer/screen/text_runs.hpp"
#include "wasm/changed_parts.hpp"

namespace formcast {

/// Draws ImGui's output with WebGL 2, in place of ImGui's own backend: where a browser has no graphics processor, a
/// frame costs its triangles and pixels, so only what changed is drawn, and areas of one colour without sampling a
/// texture. Saves no GL state, as nothing else draws into the canvas, and relies on the canvas to keep its pixels
/// (preserveDrawingBuffer).
class Renderer {
 public:
  /// The context is current.
  Renderer();
  /// Call it when the fonts are new. From then on areas of one colour are marked in their vertices.
  void load_fonts();
  /// Call it when a part of the fonts' picture is new.
  void load_part(const AtlasPart& part);
  void draw(const ImDrawData& data, ImU32 background);
  /// The next frame is drawn whole.
  void forget() { changed_.forget(); }

 private:
  struct Round;
  void collect(const ImDrawList& list, ImVec2 scale, const Pixels& part, std::vector<Round>& rounds);

  ChangedParts changed_;
  std::vector<ImDrawIdx> indices_of_list_;
  unsigned program_ = 0, vertices_ = 0, indices_ = 0, array_ = 0, fonts_ = 0;
  int scale_ = 0;
};

}  // namespace formcast
