#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// What came last with the record, beside the plan and the forecasts; that the twin has drifted, where it has.
void draw_news(Frame& frame);
/// How many of the last tests were as forecast, where the twin has not drifted.
void draw_coverage(Frame& frame);

}  // namespace formcast
