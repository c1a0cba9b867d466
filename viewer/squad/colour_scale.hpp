#pragma once

#include <cstdint>

namespace formcast {

/// A colour for 0 to 1, as 0xRRGGBB: one blue that stands out from the page the more, the higher the share. Told apart
/// by how light it is, so that no colour vision is needed.
std::uint32_t heat_colour(double share, bool dark);

/// What can be read on it: black or white, whichever stands out more.
std::uint32_t ink_on(std::uint32_t colour);

/// Relative luminance of WCAG 2, 0 to 1.
double luminance(std::uint32_t colour);

}  // namespace formcast
