#pragma once

#include <string>

#include "tests/sim/scenario/scenario_file.hpp"

namespace formcast {

/// A spring in Berlin, 2016-03-01 to 2016-05-09; summer time begins on 27 March. Added text starts on line 8.
inline const std::string kTravelling = R"(athletes = ["twins/*.twin.json"]
start = 2016-03-01
days = 70
travel.home = "Europe/Berlin"
travel.places.Tokyo = { zone = "Asia/Tokyo", latitude = 35.7, longitude = 139.7 }
[[plan]]
name = "x"
)";

/// The first trip of kTravelling, a leg a line from line 10 on; added text follows.
inline std::string trip(const std::string& legs) { return "[[plan.trip]]\nlegs = [\n" + legs + "]\n"; }

inline std::string leg(const std::string& from, const std::string& to, const std::string& depart,
                       const std::string& arrive, const std::string& more = "") {
  return "{ from = \"" + from + "\", to = \"" + to + "\", depart = " + depart + ", arrive = " + arrive + more + " },\n";
}

/// Berlin to Tokyo, eight zones east in winter, seven in summer: 11 h 30 min there, 12 h back.
inline const std::string kEast = leg("Europe/Berlin", "Tokyo", "2016-03-10T13:00:00", "2016-03-11T08:30:00");
inline const std::string kBack = leg("Tokyo", "Europe/Berlin", "2016-03-30T11:00:00", "2016-03-30T16:00:00");

}  // namespace formcast
