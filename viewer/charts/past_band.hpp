#pragma once

#include "viewer/charts/chart.hpp"

namespace formcast {

/// The record as the twin models it, in grey before the plans: the 50 % band and the median.
void draw_past(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands);
/// Widens [low, high] to what is shown of it.
void stretch_past(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high);

}  // namespace formcast
