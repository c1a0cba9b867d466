#include "sim/travel/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace formcast {
namespace {

using std::chrono::minutes;

constexpr double kDegree = std::numbers::pi / 180.0;

/// From noon to sunset [min]: 0 in polar night, 720 under the midnight sun.
minutes half_day(std::optional<double> latitude, Date date) {
  if (!latitude) return minutes{360};
  const auto year = date::year_month_day{date}.year();
  const auto day = (date - date::sys_days{year / 1 / 1}).count() + 1;
  const double declination = 23.45 * kDegree * std::sin(360.0 / 365.0 * kDegree * static_cast<double>(284 + day));
  const double phi = *latitude * kDegree;
  const double horizon = std::sin(-0.833 * kDegree) - std::sin(phi) * std::sin(declination);
  const double width = std::cos(phi) * std::cos(declination);
  // At a pole the divisor is zero and only the sign of the dividend counts.
  if (horizon >= width) return minutes{0};
  if (horizon <= -width) return minutes{720};
  return minutes{std::lround(std::acos(horizon / width) / kDegree * 4.0)};
}

}  // namespace

minutes standard_offset(std::string_view zone, date::year year) {
  return std::min(utc_offset(zone, date::sys_days{year / 1 / 1}), utc_offset(zone, date::sys_days{year / 7 / 1}));
}

std::optional<Period> daylight(const Location& place, Date date) {
  const minutes half = half_day(place.latitude, date);
  if (half == minutes{0}) return std::nullopt;
  const minutes standard = standard_offset(place.zone, date::year_month_day{date}.year());
  minutes late{0};  // true noon after the noon of standard time
  if (place.longitude) {
    constexpr minutes kDay{1440};
    late = (standard - minutes{std::lround(*place.longitude * 4.0)}) % kDay;
    if (late > kDay / 2) late -= kDay;
    if (late < -kDay / 2) late += kDay;
  }
  const Instant noon = Instant{date} + std::chrono::hours{12} - standard + late;
  return Period{noon - half, noon + half};
}

}  // namespace formcast
