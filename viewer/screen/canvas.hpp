#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>

namespace formcast {

/// A rectangle of the screen.
struct Box {
  ImVec2 from, to;
  float width() const { return to.x - from.x; }
  float height() const { return to.y - from.y; }
  bool holds(ImVec2 point) const { return from.x <= point.x && point.x < to.x && from.y <= point.y && point.y < to.y; }
};

/// Values up a box: `low` at its bottom, `high` at its top.
struct ValueAxis {
  float top = 0.0f, bottom = 1.0f;
  double low = 0.0, high = 1.0;
  float y(double value) const { return bottom - static_cast<float>((value - low) / (high - low)) * (bottom - top); }
  double value(float y) const { return low + static_cast<double>((bottom - y) / (bottom - top)) * (high - low); }
};

enum class Align { kLeft, kCentre, kRight };

ImVec2 text_size(ImFont* font, float size, std::string_view text);
/// As much of a text as fits into `width` and three dots; "" where not a letter does.
std::string fitted(ImFont* font, float size, const std::string& text, float width);
/// The text's box begins, is centred or ends at `at`; top at `at`.
void draw_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, std::string_view text,
               Align align = Align::kLeft);

/// Between two lines over the same x.
void draw_band(ImDrawList& list, std::span<const float> x, std::span<const float> low, std::span<const float> high,
               ImU32 colour);
void draw_line(ImDrawList& list, std::span<const float> x, std::span<const float> y, ImU32 colour, float width);
void draw_dashed(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 colour);

}  // namespace formcast
