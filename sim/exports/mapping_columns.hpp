#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace formcast::intake {

enum class Meaning {
  kLeaveOut,
  kDate,      ///< of the row; with a time of day it is the session's start
  kStart,     ///< time of day on which the session starts
  kDuration,  ///< of the session
  kDistance,
  kSport,
  kRpe,       ///< the session's rating of perceived exertion
  kLoad,      ///< a number that somebody computed, by name
  kTest,      ///< a measured performance, of which more is better
  kTestKind,  ///< what was tested, in words
  kMarker,    ///< of a history, by name
  kAthlete,   ///< whose row it is
};

struct MappedColumn {
  std::string heading;  ///< as written; compared as heading_key
  Meaning meaning = Meaning::kLeaveOut;
  std::string name = {};  ///< of a marker ("hrv_rmssd"), of a load ("trimp"), what a test is of ("5 min power")
  std::string unit = {};  ///< as mapping_units.hpp has them; "" where all rows together have to tell
  double sd = std::numeric_limits<double>::quiet_NaN();    ///< of a test's error [its unit]
  double over = std::numeric_limits<double>::quiet_NaN();  ///< of a test that is timed: the distance [m], of which the
                                                           ///< result is the mean speed [m/s]
};

struct Mapping {
  std::string source;                                ///< the file it is from, for messages; "" where there is none
  std::vector<MappedColumn> columns;                 ///< no heading twice
  std::optional<bool> day_first = std::nullopt;      ///< as CsvChoices; rows that tell decide all the same
  std::optional<bool> decimal_comma = std::nullopt;  ///< likewise
};

}  // namespace formcast::intake
