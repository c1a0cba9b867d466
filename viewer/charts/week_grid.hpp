#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The calendar's rows and columns: a row a week, from the one four weeks before the plans or the record's
/// first, seven columns of days between the weeks' heads and their sums.
struct WeekGrid {
  Box rows;               ///< the visible part of them
  float row = 0.0f;       ///< height [px]
  float head = 0.0f;      ///< width of the heads
  float sums = 0.0f;      ///< width of the sums
  float brackets = 0.0f;  ///< width of the plan's structure beside them
  float scrolled = 0.0f;  ///< how much is above what is shown [px]
  float top = 0.0f;       ///< of the first row
  int monday = 0;         ///< of the first row
  int weeks = 0;          ///< rows

  float cell_width() const { return (cells_to() - cells_from()) / 7.0f; }
  float cells_from() const { return rows.from.x + head; }
  float sums_to() const { return rows.to.x - brackets; }
  float cells_to() const { return sums_to() - sums; }
  Box cell(int day) const;
  /// The row at a height, however far outside.
  int week_at(float y) const;
  /// The day under a point, the nearest outside the cells.
  int day_at(ImVec2 point) const;
};

/// What the pointer does on it: a day up and down, with shift its week; sideways, or with alt, to another day; a head
/// selects its week and, dragged, moves it; the sums scroll up and down and, dragged sideways, scale their week. Call
/// it right after the button that covers it.
void handle_weeks(Frame& frame, const WeekGrid& grid);

/// A calendar in place of the lower charts: a row a week.
void draw_weeks(Frame& frame, const Box& box);

/// The choice between loads and weeks, and of the plan that is shown there.
void draw_switch(Frame& frame, const Box& box);

}  // namespace formcast
