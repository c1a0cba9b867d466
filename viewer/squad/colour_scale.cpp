#include "viewer/squad/colour_scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace formcast {
namespace {

using Stops = std::array<std::uint32_t, 3>;
constexpr Stops kOnDark{0x24303C, 0x0072B2, 0xB5E1FF}, kOnLight{0xEAF2F8, 0x56A5D8, 0x00446E};

double part(std::uint32_t colour, int shift) { return static_cast<double>(colour >> shift & 0xff); }

}  // namespace

std::uint32_t heat_colour(double share, bool dark) {
  const Stops& stops = dark ? kOnDark : kOnLight;
  const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  const double rest = at - static_cast<double>(below);
  std::uint32_t colour = 0;
  for (const int shift : {16, 8, 0}) {
    const double mixed = (1.0 - rest) * part(stops[below], shift) + rest * part(stops[below + 1], shift);
    colour |= static_cast<std::uint32_t>(std::lround(mixed)) << shift;
  }
  return colour;
}

double luminance(std::uint32_t colour) {
  const auto linear = [&](int shift) {
    const double c = part(colour, shift) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

std::uint32_t ink_on(std::uint32_t colour) {
  const double of = luminance(colour) + 0.05;
  return 1.05 / of > of / 0.05 ? 0xFFFFFF : 0x000000;
}

}  // namespace formcast
