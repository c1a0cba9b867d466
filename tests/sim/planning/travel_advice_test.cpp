#include "sim/planning/travel_advice.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/sim/travel/flights.hpp"

namespace formcast {
namespace {

/// Nothing in the model makes east harder; behaviour that is the same either way does. Team
/// practice is about a day for each zone east and half a day for each west.
TEST(TravelAdvice, EastTakesLongerThanWestUnderOrdinaryBehaviour) {
  constexpr double kZonesEast = 8.0, kZonesWest = 9.0;
  const Advice eastward = travel_advice(at_home(), {east()}, kFirst, kDays);
  const Advice westward = travel_advice(at_home(), {west()}, kFirst, kDays);
  ASSERT_TRUE(eastward.settled && westward.settled);
  const double east_days = static_cast<double>(*eastward.settled) - kArrival + 1;
  const double west_days = static_cast<double>(*westward.settled) - kArrival + 1;
  EXPECT_GT(east_days / kZonesEast, 0.7);
  EXPECT_LT(east_days / kZonesEast, 1.4);
  EXPECT_GT(west_days / kZonesWest, 0.3);
  EXPECT_LT(west_days / kZonesWest, 0.8);
  for (std::size_t day = 29; day < kDays; ++day) EXPECT_LT(std::abs(eastward.days[day].misalignment), 0.2);
}

/// Bright light in the mornings after a flight over ten zones east comes before the body's night is out: it delays the
/// clock, which a rule of so many zones a day does not know. With dark glasses then it goes the short way.
TEST(TravelAdvice, MorningLightTooEarlyDelaysTheClock) {
  const Location auckland{"Pacific/Auckland", -36.8, 174.8};
  Trip bright = flight(auckland, "2016-06-10 11:00", "2016-06-11 23:45"), dark = bright;
  for (const char* day : {"2016-06-12", "2016-06-13", "2016-06-14"}) {
    const Instant morning = at("Pacific/Auckland", std::string(day) + " 07:00");
    bright.bright.push_back({{morning, morning + std::chrono::hours{3}}, 8000.0});
    dark.dark.push_back({morning, morning + std::chrono::hours{3}});
  }
  const auto moved = [](const Trip& trip) {  // later is positive
    const Advice advice = travel_advice(at_home(), {trip}, kFirst, kDays);
    return wrapped(advice.days[12].misalignment - advice.days[10].misalignment, 24.0);
  };
  EXPECT_GT(moved(bright), 2.0);
  EXPECT_LT(moved(dark), 0.0);
}

}  // namespace
}  // namespace formcast
