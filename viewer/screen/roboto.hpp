#pragma once

#include <span>

namespace formcast {

/// Roboto, cut down to the signs the screen uses (make_font.py).
extern const std::span<const unsigned char> kRoboto;

}  // namespace formcast
