#pragma once

#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

enum class PictureOf { kScreen, kPerformance, kStates, kClock, kLoads, kPrint };

/// What of the frame that was just drawn is the picture, and the file it goes into.
struct TakenPicture {
  std::string name;
  Box box;  ///< [logical pixels]
};

/// One chart alone from the screen's upper left corner on, with what it shows, whose plans are which, and its axes; of
/// kPrint the performance of all days. Returns where it is.
Box draw_chart_alone(Frame& frame, PictureOf of);

}  // namespace formcast
