// Zones from the system's tz database, through Howard Hinnant's date library.
#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"

namespace formcast {
namespace {

using std::chrono::minutes;

/// "Slim" files, which hold rules instead of all transitions, end in 2007 for this library and would put every later
/// summer on winter time: then no zone is known rather than a wrong one.
bool reaches_far_enough() {
  const Instant summer = date::sys_days{date::year{kLastZoneYear - 1} / 7 / 1};
  constexpr std::string_view kOnSummerTime[] = {"America/New_York", "Europe/Berlin", "Australia/Sydney"};
  return std::any_of(std::begin(kOnSummerTime), std::end(kOnSummerTime), [&](std::string_view zone) {
    return date::locate_zone(zone)->get_info(summer).end < date::sys_days{date::year{kLastZoneYear + 1} / 1 / 1};
  });
}

std::vector<std::string> find_zones() {
  std::vector<std::string> names;
  try {
    for (const date::time_zone& zone : date::get_tzdb().zones) {
      if (zone.name() != "localtime") names.push_back(zone.name());
    }
    if (!reaches_far_enough()) throw std::runtime_error("its files hold no future summer times");
  } catch (const std::runtime_error& error) {
    throw InputError(std::string("the system's time zones cannot be used (") + error.what() +
                     "); install tzdata, with full (\"fat\") files");
  }
  std::sort(names.begin(), names.end());
  return names;
}

const date::time_zone& zone_called(std::string_view zone) {
  if (!knows_zone(zone)) throw InputError("\"" + std::string(zone) + "\" is no IANA time zone");
  return *date::locate_zone(zone);
}

Instant in_minutes(date::sys_seconds at) { return date::floor<minutes>(at); }

}  // namespace

const std::vector<std::string>& zone_names() {
  static const std::vector<std::string> names = find_zones();
  return names;
}

bool knows_zone(std::string_view zone) { return std::binary_search(zone_names().begin(), zone_names().end(), zone); }

minutes utc_offset(std::string_view zone, Instant at) {
  return date::floor<minutes>(zone_called(zone).get_info(at).offset);
}

ClockReading read_clock(std::string_view zone, LocalTime at) {
  const date::local_info info = zone_called(zone).get_info(at);
  const auto moment = [&](const date::sys_info& by) {
    return Instant{at.time_since_epoch() - date::floor<minutes>(by.offset)};
  };
  const auto shown = [](date::sys_seconds then, const date::sys_info& by) {
    return LocalTime{in_minutes(then).time_since_epoch() + date::floor<minutes>(by.offset)};
  };
  switch (info.result) {
    case date::local_info::nonexistent: {
      const Instant jump = in_minutes(info.first.end);
      return {ClockReading::Kind::kNever, jump, jump, shown(info.first.end, info.first),
              shown(info.second.begin, info.second)};
    }
    case date::local_info::ambiguous:
      return {ClockReading::Kind::kTwice, moment(info.first), moment(info.second), {}, {}};
    default:
      return {ClockReading::Kind::kOnce, moment(info.first), moment(info.first), {}, {}};
  }
}

}  // namespace formcast
