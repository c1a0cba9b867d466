#pragma once

#include <string_view>

#include "sim/history/history.hpp"

namespace formcast {

struct TomlValue;

/// A trip longer before the first day no longer affects it, even from the other side of the earth.
inline constexpr date::days kTripMargin{28};

/// The dates that trips and their windows may have.
struct TripDates {
  Date first, last;
  std::string_view of = "scenario";                      ///< what they must be near, for messages
  void expect(const TomlValue& value, Date date) const;  ///< throws InputError for any other date
};

}  // namespace formcast
