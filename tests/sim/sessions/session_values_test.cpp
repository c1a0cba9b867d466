#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"

namespace formcast::intake {
namespace {

TEST(IsoTime, FormsOfATime) {
  for (const std::string_view form :
       {"2026-05-04T06:30:00Z", "2026-05-04T06:30:00.000Z", "2026-05-04 06:30:00", "2026-05-04T06:30Z",
        "2026-05-04T08:30:00+02:00", "2026-05-04T08:30:00+0200", "2026-05-04T08:30:00 +0200", "2026-05-03T23:30:00-07",
        "2026-05-04T12:00:00+05:30", "2026-05-04T06:30:00"}) {
    const auto time = parse_iso_time(form);
    ASSERT_TRUE(time) << form;
    EXPECT_DOUBLE_EQ(time->time, 1777876200.0) << form;
  }
  for (const std::string_view form :
       {"", "2026-05-04", "2026-02-30T06:30:00Z", "2026-05-04T25:00:00Z", "2026-05-04T06:61:00Z",
        "2026-05-04T06:30:00X", "2026-05-04T06:30:00.Z", "04.05.2026 06:30:00"}) {
    EXPECT_FALSE(parse_iso_time(form)) << form;
  }
  EXPECT_DOUBLE_EQ(parse_iso_time("2026-05-04T06:30:00.2500000Z")->time, 1777876200.0 + 0.25);
}

TEST(Sports, NamesOfTwoLanguages) {
  for (const auto& [vendor, sport] : std::map<std::string, std::string>{{"VirtualRide", "cycling"},
                                                                        {"E-Bike-Fahrt", "cycling"},
                                                                        {"trail_running", "running"},
                                                                        {"Laufband", "running"},
                                                                        {"Freiwasserschwimmen", "swimming"},
                                                                        {"WeightTraining", "strength"},
                                                                        {"NordicSki", "cross_country_skiing"},
                                                                        {"Langlaufen", "cross_country_skiing"},
                                                                        {"Wanderung", "hiking"},
                                                                        {"Other", ""},
                                                                        {"Tennis", "tennis"},
                                                                        {"Table Tennis", "table_tennis"}}) {
    EXPECT_EQ(sport_name(vendor), sport) << vendor;
  }
}

}  // namespace
}  // namespace formcast::intake
