#pragma once

#include <string>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// The one horizontal axis of chart, loads and clock. Days count from the board's first; those of the record are
/// negative. A day is as wide as `per_day` and begins at its number.
struct TimeAxis {
  float left = 0.0f, right = 0.0f;  ///< on the screen [px]
  double first = 0.0, last = 1.0;   ///< days shown

  double per_day() const { return static_cast<double>(right - left) / (last - first); }
  float x(double day) const { return left + static_cast<float>((day - first) * per_day()); }
  double day(float x) const { return first + static_cast<double>(x - left) / per_day(); }

  /// Zooms by `factor` so that the day under `x` stays there; no closer than a week, no further than [least, most].
  void zoom(float x, double factor, double least, double most);
  void pan(double days, double least, double most);
};

struct Tick {
  double day = 0.0;
  std::string text;     ///< "" for a line without a label
  bool strong = false;  ///< of a month, or of a year where months are close
};

/// Mondays or starts of months, as many as fit with labels `width` pixels wide.
std::vector<Tick> date_ticks(const TimeAxis& axis, Date origin, float width);

/// Round numbers, about `count` of them, inside [low, high].
std::vector<double> round_ticks(double low, double high, int count);

}  // namespace formcast
