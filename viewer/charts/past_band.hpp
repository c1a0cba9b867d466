#pragma once

#include "viewer/charts/chart.hpp"

namespace formcast {

/// The record as the twin models it, in grey before the plans: half of what is likely, and its middle.
void draw_past(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands);
/// Grows [low, high] by what is shown of it.
void stretch_past(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high);

}  // namespace formcast
