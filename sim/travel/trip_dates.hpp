#pragma once

#include <string_view>

#include "sim/history/history.hpp"

namespace formcast {

struct TomlValue;

/// What lies longer before the first day has been slept off by then, even from the other side of the earth.
inline constexpr date::days kTripMargin{28};

/// The dates that trips and their windows may have.
struct TripDates {
  Date first, last;
  std::string_view of = "scenario";                      ///< whose days they lie near, for messages
  void expect(const TomlValue& value, Date date) const;  ///< throws InputError for a date that is not among them
};

}  // namespace formcast
