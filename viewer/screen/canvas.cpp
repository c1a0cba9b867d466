#include "viewer/screen/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace formcast {

ImVec2 text_size(ImFont* font, float size, std::string_view text) {
  return font->CalcTextSizeA(size, FLT_MAX, 0.0f, text.data(), text.data() + text.size());
}

std::string fitted(ImFont* font, float size, const std::string& text, float width) {
  constexpr const char* kDots = "…";
  if (text_size(font, size, text).x <= width) return text;
  std::string cut = text;
  while (!cut.empty() && text_size(font, size, cut + kDots).x > width) {
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  }
  return cut.empty() ? "" : cut + kDots;
}

void draw_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, std::string_view text,
               Align align) {
  if (align != Align::kLeft) {
    at.x -= text_size(font, size, text).x * (align == Align::kCentre ? 0.5f : 1.0f);
  }
  list.AddText(font, size, {std::round(at.x), std::round(at.y)}, colour, text.data(), text.data() + text.size());
}

void draw_band(ImDrawList& list, std::span<const float> x, std::span<const float> low, std::span<const float> high,
               ImU32 colour) {
  if (x.size() < 2) return;
  const auto points = static_cast<int>(x.size());
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  list.PrimReserve(6 * (points - 1), 2 * points);
  const auto base = list._VtxCurrentIdx;
  for (std::size_t i = 0; i < x.size(); ++i) {
    list.PrimWriteVtx({x[i], low[i]}, uv, colour);
    list.PrimWriteVtx({x[i], high[i]}, uv, colour);
  }
  for (int i = 0; i + 1 < points; ++i) {
    for (const int corner : {0, 1, 2, 1, 3, 2}) {
      list.PrimWriteIdx(static_cast<ImDrawIdx>(base + static_cast<unsigned>(2 * i + corner)));
    }
  }
}

void draw_line(ImDrawList& list, std::span<const float> x, std::span<const float> y, ImU32 colour, float width) {
  std::vector<ImVec2> points(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) points[i] = {x[i], y[i]};
  list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, width);
}

void draw_dashed(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 colour) {
  constexpr float kDash = 4.0f;
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  for (float at = 0.0f; at < length; at += 2.0f * kDash) {
    const float begin = at / length, end = std::min(at + kDash, length) / length;
    list.AddLine({from.x + (to.x - from.x) * begin, from.y + (to.y - from.y) * begin},
                 {from.x + (to.x - from.x) * end, from.y + (to.y - from.y) * end}, colour, 1.0f);
  }
}

}  // namespace formcast
