#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// The athlete's calendar date of a moment: by its own offset from universal time where that is believable (within 14
/// h, as zones have), else by an IANA zone. Throws Unanswered where there is neither, InputError for a zone not known.
Date local_date_of(Seconds time, const std::optional<double>& utc_offset, const std::string& zone);

/// Whether a history has a column for a marker.
bool is_marker(std::string_view name);

/// Markers of days, as a history keeps them.
struct DailyMarkers {
  std::map<std::string, std::map<Date, double>> values;
  std::vector<std::string> notes;
};

/// Readings by date. Values outside what the unit allows are left out and named, as "hrv_rmssd 0.045, expected 6 to 300
/// ms": seconds, logarithms, pounds and percentages give themselves away. Several values of a date are averaged, the
/// same value at the same time is one; sleeps that are dated two hours or more apart are a night and naps, and add up.
/// A reading without a date is dated by its time, in its own offset or in `zone`. Markers a history does not know are
/// named.
DailyMarkers daily_markers(std::span<const Reading> readings, const std::string& zone);

}  // namespace formcast::intake
