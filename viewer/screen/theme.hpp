#pragma once

#include <imgui.h>

#include <array>

namespace formcast {

/// What the screen is drawn with. Lengths in logical pixels.
struct Theme {
  bool dark = true;
  ImU32 page, panel, raised, text, faint, line, accent, warn, history;
  ImU32 past;  ///< behind days of the record
  /// Okabe & Ito (2008): distinct for colour-blind users too.
  std::array<ImU32, 6> plans;

  static constexpr float kGrid = 8.0f, kRound = 6.0f;
  ImU32 plan(std::size_t colour) const { return plans[colour % plans.size()]; }
};

Theme dark_theme();
Theme light_theme();

/// Applies the theme to ImGui's own widgets.
void apply(const Theme& theme);

/// The same colour with this opacity.
ImU32 faded(ImU32 colour, float opacity);

/// Roboto in the three sizes of the screen, drawn for `density` device pixels a logical one. Call it again when the
/// density changes and where fonts_lack_text(), and rebuild the texture.
struct Fonts {
  ImFont* body = nullptr;   ///< 15
  ImFont* small = nullptr;  ///< 13
  ImFont* key = nullptr;    ///< 22
};
Fonts load_fonts(float density);

}  // namespace formcast
