#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What keys do, wherever the pointer is.
void heed_keys(Frame& frame);

}  // namespace formcast
