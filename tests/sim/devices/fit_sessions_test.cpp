// Kinds of sessions and measurements in FIT files.
#include "sim/devices/fit_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/fit_writer.hpp"

namespace formcast::intake {
namespace {

using namespace testing_fit;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::NanSensitiveDoubleEq;

TEST(ReadFit, SplitsSeveralSportsWhereverTheirMessagesStand) {
  for (const bool first : {true, false}) {
    const Content content = read(triathlon(first).bytes());
    ASSERT_EQ(content.sessions.size(), 3U) << first;
    EXPECT_EQ(content.sessions[0].sport, "swimming");
    EXPECT_EQ(content.sessions[1].sport, "transition");
    EXPECT_EQ(content.sessions[2].sport, "cycling");
    EXPECT_THAT(times(content.sessions[0]), ElementsAre(0, 10, 20, 30, 40, 50));
    EXPECT_THAT(times(content.sessions[1]), ElementsAre(60, 70));
    EXPECT_THAT(times(content.sessions[2]), ElementsAre(80, 90, 100, 110));
    EXPECT_THAT(column(content.sessions[2], &Sample::distance), ElementsAre(10, 20, 30, 40)) << "from its own start";
  }
}

TEST(ReadFit, FindsTheStartThatASessionDoesNotTell) {
  FitFile file = records({{253, kU32}, {3, kU8}});
  for (int i = 0; i < 4; ++i) file.data(1, {kMoment + i, 100});
  file.define(2, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {5, kEnum}}).data(2, {kMoment + 5, kNone, 5000, 1});
  file.define(3, 18, {{2, kU32}, {5, kEnum}});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_EQ(session.start, kStart);
  EXPECT_EQ(session.duration, 5.0);
  FitFile bare = records({{253, kU32}, {3, kU8}});
  for (int i = 0; i < 4; ++i) bare.data(1, {kMoment + i, 100});
  bare.define(3, 18, {{2, kU32}, {5, kEnum}}).data(3, {kNone, 1});
  EXPECT_EQ(read(bare.bytes()).sessions.at(0).start, kStart);
  EXPECT_EQ(read(bare.bytes()).sessions.at(0).elapsed, 3.0);
}

TEST(ReadFit, ReadsSwimsThatAreLengthsOnly) {
  FitFile file;
  add_file_id(file);
  file.define(1, 101, {{2, kU32}, {4, kU32}, {5, kU16}, {12, kEnum}});
  file.data(1, {kMoment, 25000, 14, 1}).data(1, {kMoment + 25, 10000, kNone, 0}).data(1, {kMoment + 35, 26000, 15, 1});
  file.define(2, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {9, kU32}, {5, kEnum}, {44, kU16}});
  file.data(2, {kMoment + 61, kMoment, 61000, 51000, 5000, 5, 2500});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_EQ(session.sport, "swimming");
  EXPECT_EQ(session.pool_length, 25.0);
  EXPECT_EQ(session.distance, 50.0);
  EXPECT_THAT(session.samples, IsEmpty());
  ASSERT_EQ(session.lengths.size(), 3U);
  EXPECT_EQ(session.lengths[2].start, kStart + 35);
  EXPECT_EQ(session.lengths[2].duration, 26.0);
  EXPECT_EQ(session.lengths[2].strokes, 15.0);
  EXPECT_FALSE(session.lengths[1].active);
}

TEST(ReadFit, ReadsSetsOfStrengthSessions) {
  FitFile file;
  add_file_id(file);
  file.define(1, 225, {{254, kU32}, {0, kU32}, {3, kU16}, {4, kU16}, {5, kU8}, {6, kU32}, {7, kU16, 4}});
  file.data(1, {kMoment + 40, 40000, 8, 1600, 1, kMoment, {28, 8}});
  file.data(1, {kMoment + 100, 60000, kNone, kNone, 0, kMoment + 40, {kNone, kNone}});
  file.define(2, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {5, kEnum}, {6, kEnum}});
  file.data(2, {kMoment + 100, kMoment, 100000, 10, 20});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_EQ(session.sport, "strength");
  ASSERT_EQ(session.sets.size(), 1U) << "without the rest";
  EXPECT_EQ(session.sets[0].exercise, "squat");
  EXPECT_EQ(session.sets[0].repetitions, 8.0);
  EXPECT_EQ(session.sets[0].weight, 100.0);
  EXPECT_EQ(session.sets[0].duration, 40.0);
}

TEST(ReadFit, ReadsIntervalsBetweenBeats) {
  FitFile file = ride_without_end(2);
  file.define(5, 78, {{0, kU16, 10}}).data(5, {{800, 810, kNone, kNone, kNone}}).data(5, {{0, 65535, 790, 5, 1000}});
  file.define(6, 290, {{253, kU32}, {0, kU16}, {1, kU16, 4}}).data(6, {kMoment + 1, 250, {700, kNone}});
  file.define(7, 372, {{253, kU32}, {0, kU16}, {1, kU16, 6}});
  file.data(7, {kMoment + 1, 250, {600 | 0x4000, 610 | 0x8000, 620}});
  EXPECT_THAT(read(file.bytes()).sessions.at(0).rr, ElementsAre(0.8, 0.81, 0.79, 0.005, 1.0, 0.7, 0.6, 0.62));
}

TEST(ReadFit, MergesTheHeartRateThatAStrapStored) {
  FitFile swim;
  add_file_id(swim);
  swim.define(1, 20, {{253, kU32}, {5, kU32}});
  for (int i = 0; i < 6; ++i) swim.data(1, {kMoment + i, 100 * i});
  FitFile strap;  // the next file of the chain; its clock counts 1/1024 s, of which it tells 12 bits
  strap.define(0, 0, {{0, kEnum}}).data(0, {4});
  strap.define(1, 132, {{253, kU32}, {0, kU16}, {9, kU32}, {6, kU8}}).data(1, {kMoment, 16384, 5000, 90});
  strap.define(2, 132, {{10, kRaw, 6}, {6, kU8, 4}});
  const int a = (5000 + 1024) % 4096, b = (5000 + 2048) % 4096, c = (5000 + 3072) % 4096, d = (5000 + 4095) % 4096;
  const auto pair = [](int x, int y) {
    return std::vector<double>{static_cast<double>(x & 255), static_cast<double>((x >> 8) | (y & 15) << 4),
                               static_cast<double>(y >> 4)};
  };
  Values packed{};
  for (const double byte : pair(a, b)) packed.numbers.push_back(byte);
  for (const double byte : pair(c, d)) packed.numbers.push_back(byte);
  strap.data(2, {packed, {91, 92, 93, 94}});
  const Content content = read(swim.bytes() + strap.bytes());
  ASSERT_EQ(content.sessions.size(), 1U);
  const auto none = NanSensitiveDoubleEq(kMissing);
  EXPECT_THAT(column(content.sessions[0], &Sample::heart_rate), ElementsAre(none, 90, 91, 92, 93, 94));
  EXPECT_THAT(texts(content.notes), Contains(HasSubstr("5 heart rates from what the strap stored")));
}

TEST(ReadFit, ReadsWhatTheAthleteAndTheDeviceSayOfASession) {
  FitFile file = ride_without_end(3);
  file.define(6, 18,
              {{253, kU32},
               {2, kU32},
               {7, kU32},
               {192, kU8},
               {193, kU8},
               {34, kU16},
               {35, kU16},
               {36, kU16},
               {48, kU32},
               {24, kU8},
               {16, kU8},
               {168, kS32},
               {110, kText, 8}});
  file.data(6, {kMoment + 3, kMoment, 3000, 75, 60, 251, 1187, 956, 1296230, 38, 0, 65536 * 100, "Commute"});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_EQ(session.rpe, 6.0);
  EXPECT_EQ(session.feel, 75.0);
  EXPECT_EQ(session.title, "Commute");
  EXPECT_EQ(vendor(session, "normalized_power"), 251.0);
  EXPECT_EQ(vendor(session, "training_stress_score"), 118.7);
  EXPECT_EQ(vendor(session, "intensity_factor"), 0.956);
  EXPECT_EQ(vendor(session, "total_work"), 1296230.0);
  EXPECT_EQ(vendor(session, "total_training_effect"), 3.8);
  EXPECT_EQ(vendor(session, "training_load_peak"), 100.0);
  EXPECT_TRUE(std::isnan(vendor(session, "avg_heart_rate"))) << "0: no strap";
}

TEST(ReadFit, ReadsMeasurements) {
  FitFile file;
  add_file_id(file, 9);
  file.define(1, 30, {{253, kU32}, {0, kU16}, {1, kU16}}).data(1, {kMoment, 7580, 2230}).data(1, {kMoment, 65534, 1});
  file.define(2, 103, {{253, kU32}, {0, kU32}}).data(2, {kMoment, kMoment + 7200});
  file.define(3, 370, {{253, kU32}, {0, kU16}, {1, kU16}}).data(3, {kMoment, 60 * 128, 7744});
  file.define(4, 211, {{253, kU32}, {0, kU8}, {1, kU8}}).data(4, {kMoment, 50, 48});
  file.define(5, 227, {{0, kS16}, {1, kU32}}).data(5, {-2, kMoment}).data(5, {33, kMoment + 60});
  file.define(6, 229, {{0, kU32}, {2, kU16}}).data(6, {kMoment, 555});
  const Content content = read(file.bytes());
  EXPECT_EQ(content.fault, "");
  EXPECT_THAT(marker(content, "body_mass"), ElementsAre(75.8)) << "65534: still weighing";
  EXPECT_THAT(marker(content, "hrv_rmssd"), ElementsAre(60.5));
  EXPECT_THAT(marker(content, "hrv_rmssd_week"), ElementsAre(60.0));
  EXPECT_THAT(marker(content, "resting_hr"), ElementsAre(48));
  EXPECT_THAT(marker(content, "stress_level"), ElementsAre(33));
  EXPECT_THAT(marker(content, "vo2_max"), ElementsAre(55.5));
  for (const Reading& reading : content.readings) {
    if (reading.marker != "hrv_rmssd") continue;
    EXPECT_EQ(iso(reading.date.value()), "2026-06-23");
  }
}

TEST(ReadFit, SumsTheHoursOfSleepOfEachNight) {
  FitFile file;
  add_file_id(file, 49);
  file.define(2, 103, {{253, kU32}, {0, kU32}}).data(2, {kMoment, kMoment + 7200});
  file.define(1, 275, {{253, kU32}, {0, kEnum}});
  const auto level = [&](double hours, int value) { file.data(1, {kMoment + hours * 3600.0, value}); };
  level(0, 1), level(0.5, 2), level(2, 3), level(3, 4), level(4, 1), level(4.25, 2), level(7, 1);
  level(24, 2), level(25, 1);
  const Content content = read(file.bytes());
  EXPECT_THAT(marker(content, "sleep_hours"), ElementsAre(6.25, 1.0));
  EXPECT_EQ(content.readings[0].time, kStart + 7 * 3600);
}

TEST(ReadFit, MakesNoSessionOfWhatWasNotDone) {
  FitFile course;
  add_file_id(course, 6);
  course.define(1, 20, {{253, kU32}, {5, kU32}}).data(1, {kMoment, 0}).data(1, {kMoment + 60, 50000});
  EXPECT_THAT(read(course.bytes()).fault, HasSubstr("a course"));
  FitFile settings;
  add_file_id(settings, 2);
  EXPECT_THAT(read(settings.bytes()).fault, HasSubstr("settings"));
  EXPECT_EQ(read({}).fault, "not a FIT file: it has no header");
  EXPECT_EQ(read(FitFile().bytes()).fault, "a FIT file without messages");
}

}  // namespace
}  // namespace formcast::intake
