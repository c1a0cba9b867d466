#include "sim/measures/athlete_profile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "sim/measures/measures_sampled.hpp"

namespace formcast::intake {
namespace {

/// Numbers of an athlete under the names that are needed, without one of them.
AthleteProfile profile_without(const std::vector<std::string_view>& needs, std::string_view missing) {
  const AthleteNumbers all{{"threshold_power", 250}, {"resting_hr", 48},           {"max_hr", 190},
                           {"threshold_hr", 172},    {"first_vt_hr", 140},         {"second_vt_hr", 165},
                           {"critical_speed", 4.2},  {"critical_swim_speed", 1.3}, {"mass", 70},
                           {"height", 1.8}};
  AthleteNumbers numbers;
  std::string sex;
  for (const std::string_view need : needs) {
    if (need == missing) continue;
    if (need == kSex) sex = "female";
    if (const auto found = all.find(need); found != all.end()) numbers.insert(*found);
  }
  return profile_of(numbers, sex);
}

TEST(AthleteProfile, AMeasureNeedsWhatItLacks) {
  for (const Measure measure : kSampledMeasures) {
    const std::vector<std::string_view> needs = needs_of(measure);
    const std::string name(row_of(measure).key);
    EXPECT_EQ(lacks(profile_without(needs, ""), measure), "") << name;
    for (const std::string_view need : needs) {
      EXPECT_NE(lacks(profile_without(needs, need), measure), "") << name << " without " << need;
    }
  }
}

TEST(AthleteProfile, TakesNumbersByName) {
  const AthleteProfile profile = profile_of({{"max_hr", 191.5}, {"height", 1.75}}, "male");
  EXPECT_EQ(profile.heart_rate.max, 191.5);
  EXPECT_EQ(profile.height, 1.75);
  EXPECT_TRUE(std::isnan(profile.heart_rate.rest));
  EXPECT_EQ(profile.trimp->a, kMen.a);
  EXPECT_FALSE(profile_of({}, "").trimp);
}

}  // namespace
}  // namespace formcast::intake
