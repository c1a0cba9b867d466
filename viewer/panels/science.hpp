#pragma once

#include <span>
#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

// Sections of the scientist's panel, one under the other.

void draw_warnings(Frame& frame);
void draw_models(Frame& frame);
void draw_parameters(Frame& frame);
void draw_skill(Frame& frame);
void draw_predicted(Frame& frame);
void draw_residuals(Frame& frame);
void draw_influence(Frame& frame);
void draw_effects(Frame& frame);
void draw_provenance(Frame& frame);

/// Bars up from a line, heights as shares of the highest; text under the first and last.
void draw_bars(Frame& frame, std::span<const double> heights, float height, const std::string& first,
               const std::string& last);

/// The model whose parameters are shown: the one chosen, else the one that leads the forecasts.
std::string shown_model(const Frame& frame);

/// Room for a chart as wide as the section and so high, below what was drawn before.
Box chart_room(float height, float left = 44.0f, float below = 18.0f);

/// A table's cell: text, to the right where it is a number.
void cell(Frame& frame, const std::string& text, bool number = false, bool faint = false);

}  // namespace formcast
