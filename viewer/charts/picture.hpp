#pragma once

#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

enum class PictureOf { kScreen, kPerformance, kStates, kClock, kLoads, kPrint };

/// The part of the frame just drawn that is the picture, and its file.
struct TakenPicture {
  std::string name;
  Box box;  ///< [logical pixels]
};

/// One chart alone at the screen's upper left corner, with title, legend and axes; for kPrint the performance of all
/// days. Returns its box.
Box draw_chart_alone(Frame& frame, PictureOf of);

}  // namespace formcast
