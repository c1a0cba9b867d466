#include "sim/base/zones.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/input_error.hpp"

namespace formcast {

Instant instant_of(std::string_view zone, LocalTime at) { return read_clock(zone, at).first; }

LocalTime local_time(std::string_view zone, Instant at) {
  return LocalTime{at.time_since_epoch() + utc_offset(zone, at)};
}

Date local_date(std::string_view zone, Instant at) {
  return Date{date::floor<date::days>(local_time(zone, at)).time_since_epoch()};
}

std::string nearest_zone(std::string_view name) {
  const std::vector<std::string>& zones = zone_names();
  const std::vector<std::string_view> full(zones.begin(), zones.end());
  if (const std::string_view near = nearest_name(name, full); !near.empty()) return std::string(near);
  // A city alone: zones write New_York.
  std::string city(name.substr(name.rfind('/') + 1));
  std::replace(city.begin(), city.end(), ' ', '_');
  std::vector<std::string_view> cities;
  for (const std::string_view zone : full) cities.push_back(zone.substr(zone.rfind('/') + 1));
  const std::string_view near = nearest_name(city, cities);
  const auto found = std::find(cities.begin(), cities.end(), near);
  return near.empty() ? "" : zones[static_cast<std::size_t>(found - cities.begin())];
}

std::string iso(LocalTime at) {
  const auto day = date::floor<date::days>(at);
  return fmt::format("{} {}", iso(Date{day.time_since_epoch()}), clock_text(at - day));
}

std::string clock_text(std::chrono::minutes since_midnight) {
  return fmt::format("{:02}:{:02}", since_midnight.count() / 60, since_midnight.count() % 60);
}

}  // namespace formcast
