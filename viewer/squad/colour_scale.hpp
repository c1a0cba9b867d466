#pragma once

#include <cstdint>

namespace formcast {

/// A colour for 0 to 1, as 0xRRGGBB: one blue that contrasts with the page the more, the higher the share. It varies in
/// lightness, so that no colour vision is needed.
std::uint32_t heat_colour(double share, bool dark);

/// The text colour on it: black or white, whichever contrasts more.
std::uint32_t ink_on(std::uint32_t colour);

/// Relative luminance of WCAG 2, 0 to 1.
double luminance(std::uint32_t colour);

}  // namespace formcast
