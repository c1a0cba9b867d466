#pragma once

#include <cmath>

#include "sim/sessions/session.hpp"

namespace formcast::intake::fit {

inline double within(double value, double low, double high) { return value >= low && value <= high ? value : kMissing; }

/// Of what cannot be negative: a file may say by its types that it is.
inline double positive_or_zero(double value) { return value >= 0.0 ? value : kMissing; }

inline double either(double first, double second) { return std::isnan(first) ? second : first; }

}  // namespace formcast::intake::fit
