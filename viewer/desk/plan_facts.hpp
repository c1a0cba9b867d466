#pragma once

#include <optional>
#include <span>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A plan's loads in the numbers coaches compare plans by.
struct PlanFacts {
  double total = 0.0;                   ///< of all planned days [load unit]
  double heaviest_week = 0.0;           ///< of the calendar weeks with a planned day [load unit]
  std::optional<double> steepest_rise;  ///< the largest change on the week before; nothing where none is known
  /// Exponentially weighted mean daily loads on the morning of the target day (Banister's impulse-response without
  /// gains; "CTL" and "ATL" of training software): over 42 and 7 days, beginning at `usual_load` [load unit a day]
  double fitness = 0.0, fatigue = 0.0;
  double freshness() const { return fitness - fatigue; }
};

/// `past`: loads of the record, of which the first is on day `past_first`; unknown ones count as `usual_load`.
PlanFacts plan_facts(const Board& board, std::size_t sheet, std::span<const double> past, int past_first,
                     double usual_load);

}  // namespace formcast
