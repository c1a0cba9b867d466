#pragma once

#include <sstream>
#include <string>

#include "sim/base/zones.hpp"
#include "sim/travel/trip.hpp"

/// Two flights from Paris in June, and the days around them.
namespace formcast {

inline Date day_of(int year, unsigned month, unsigned day) {
  return Date{date::year{year} / date::month{month} / date::day{day}};
}

inline TravelHabits at_home() {
  TravelHabits travel;
  travel.home = {"Europe/Paris", 48.9, 2.4};
  return travel;
}

inline Instant at(const std::string& zone, const std::string& text) {
  LocalTime local;
  std::istringstream stream(text);
  stream >> date::parse("%F %H:%M", local);
  return instant_of(zone, local);
}

inline Trip flight(const Location& to, const char* depart, const char* arrive) {
  Trip trip;
  trip.legs.push_back({at_home().home, to, at("Europe/Paris", depart), at(to.zone, arrive), true, {}});
  return trip;
}

inline Trip east() { return flight({"Australia/Brisbane", -27.5, 153.0}, "2016-06-10 11:00", "2016-06-11 18:45"); }
inline Trip west() { return flight({"America/Los_Angeles", 34.0, -118.2}, "2016-06-10 11:00", "2016-06-10 14:00"); }

inline const Date kFirst = day_of(2016, 6, 1);
inline constexpr int kDays = 32, kArrival = 11;  // the day after that of either landing

}  // namespace formcast
