#pragma once

#include "viewer/charts/chart.hpp"

namespace formcast {

/// The record as the twin models it, in grey before the plans: bands and median, which mean what those of the plans
/// mean (where a test would fall). `next`: bands of the plan that goes on from it, which it meets today.
void draw_past(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands,
               std::span<const Quantiles> next);
/// Widens [low, high] to what is shown of it.
void stretch_past(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high);

}  // namespace formcast
