#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Where the calendar's rows and columns lie: a row a week, from the one four weeks before the plans or the record's
/// first, seven columns of days between the weeks' heads and their sums.
struct WeekGrid {
  Box rows;           ///< what is seen of them
  float row = 0.0f;   ///< height [px]
  float head = 0.0f;  ///< width of the heads
  float sums = 0.0f;  ///< width of the sums
  float top = 0.0f;   ///< of the first row, which may lie above what is seen
  int monday = 0;     ///< of the first row
  int weeks = 0;      ///< rows

  float cell_width() const { return (rows.width() - head - sums) / 7.0f; }
  float cells_from() const { return rows.from.x + head; }
  float cells_to() const { return rows.to.x - sums; }
  Box cell(int day) const;
  /// The row at a height, however far outside.
  int week_at(float y) const;
  /// The day under a point, the nearest where it lies beside the cells.
  int day_at(ImVec2 point) const;
};

/// What the pointer does on it: a day up and down, with shift its week; sideways, or with alt, on another day; a head
/// selects its week and, pulled, moves it; the sums scroll up and down and, pulled sideways, scale their week. To be
/// called right after the button that covers it.
void handle_weeks(Frame& frame, const WeekGrid& grid);

}  // namespace formcast
