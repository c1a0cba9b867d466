#pragma once

#include <span>
#include <string>

namespace formcast {

/// A picture as PNG. `rgb` is (height x width x 3), the lowest row first, as OpenGL reads it.
std::string png(int width, int height, std::span<const unsigned char> rgb);

}  // namespace formcast
