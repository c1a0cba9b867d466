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

TEST(ReadFit, ReadsARide) {
  const Content content = read(ride(5).bytes());
  EXPECT_EQ(content.fault, "");
  EXPECT_THAT(content.notes, IsEmpty());
  ASSERT_EQ(content.sessions.size(), 1U);
  const Session& session = content.sessions[0];
  EXPECT_EQ(session.sport, "cycling");
  EXPECT_EQ(session.start, kStart);
  EXPECT_EQ(session.utc_offset, 7200.0);
  EXPECT_EQ(session.duration, 5.0);
  EXPECT_EQ(session.elapsed, 5.0);
  EXPECT_EQ(session.distance, 50.0);
  EXPECT_THAT(times(session), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(column(session, &Sample::heart_rate), ElementsAre(120, 121, 122, 123, 124));
  EXPECT_THAT(column(session, &Sample::power), ElementsAre(200, 201, 202, 203, 204));
  ASSERT_EQ(session.laps.size(), 1U);
  EXPECT_EQ(session.laps[0].start, kStart);
  EXPECT_EQ(session.laps[0].duration, 5.0);
  ASSERT_EQ(session.sources.size(), 1U);
  EXPECT_EQ(session.sources[0].file, "ride.fit");
  EXPECT_EQ(session.sources[0].format, "FIT");
  EXPECT_EQ(session.sources[0].device, "Garmin Edge 520");
}

TEST(ReadFit, ScalesAndMovesValues) {
  FitFile file = records({{253, kU32}, {2, kU16}, {5, kU32}, {6, kU16}, {4, kU8}, {53, kU8}, {0, kS32}, {1, kS32}});
  file.data(1, {kMoment, 3000, 12345, 8250, 88, 64, 1073741824, -536870912});
  const Sample sample = read(file.bytes()).sessions.at(0).samples.at(0);
  EXPECT_EQ(sample.altitude, 100.0);
  EXPECT_NEAR(sample.distance, 123.45, 1e-5);
  EXPECT_EQ(sample.speed, 8.25);
  EXPECT_EQ(sample.cadence, 88.5);
  EXPECT_EQ(sample.latitude, 90.0);
  EXPECT_EQ(sample.longitude, -45.0);
}

TEST(ReadFit, TakesMissingValuesForMissing) {
  FitFile file = records({{253, kU32}, {3, kU8}, {7, kU16}, {2, kU16}, {13, kS8}});
  file.data(1, {kMoment, kNone, 65535, kNone, 20}).data(1, {kMoment + 1, 0, 0, 2500, 20});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_TRUE(std::isnan(session.samples[0].heart_rate));
  EXPECT_TRUE(std::isnan(session.samples[0].power));
  EXPECT_TRUE(std::isnan(session.samples[0].altitude));
  EXPECT_TRUE(std::isnan(session.samples[1].heart_rate)) << "a strap without contact";
  EXPECT_EQ(session.samples[1].power, 0.0);
}

TEST(ReadFit, PrefersTheWiderSpeedAndAltitude) {
  FitFile file = records({{253, kU32}, {6, kU16}, {73, kU32}, {2, kU16}, {78, kU32}});
  file.data(1, {kMoment, kNone, 70000, kNone, 45000}).data(1, {kMoment + 1, 1000, 2000, 3000, 3500});
  file.data(1, {kMoment + 2, 1000, kNone, 3000, kNone});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_THAT(column(session, &Sample::speed), ElementsAre(70, 2, 1));
  EXPECT_THAT(column(session, &Sample::altitude), ElementsAre(8500, 200, 100));
}

TEST(ReadFit, UnpacksSpeedAndDistanceOfOldUnits) {
  FitFile file = records({{8, kRaw, 3}});
  file.define(2, 21, {{253, kU32}}).data(2, {kMoment});
  const auto packed = [](int speed, int distance) {
    const int bits = speed | distance << 12;
    return Values{static_cast<double>(bits & 255), static_cast<double>(bits >> 8 & 255),
                  static_cast<double>(bits >> 16)};
  };
  file.compressed(1, 1, {packed(354, 4000)}).compressed(1, 2, {packed(355, 4080)});
  file.compressed(1, 3, {Values{255, 255, 255}}).compressed(1, 4, {packed(0, 64)});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_THAT(column(session, &Sample::speed),
              ElementsAre(testing::DoubleNear(3.54, 1e-6), testing::DoubleNear(3.55, 1e-6),
                          NanSensitiveDoubleEq(kMissing), 0.0));
  EXPECT_THAT(column(session, &Sample::distance), ElementsAre(250, 255, NanSensitiveDoubleEq(kMissing), 260))
      << "12 bits come round at 256 m, and a missing value leaves the count alone";
}

TEST(FitValues, CountsOnFromFullValues) {
  FitFile file = records({{18, kU8}, {19, kU32}, {28, kU16}, {29, kU32}});
  file.data(1, {250, kNone, 65000, kNone}).data(1, {4, kNone, 100, kNone}).data(1, {4, 1000, 100, 200000});
  file.data(1, {240, kNone, 5000, kNone}).data(1, {kNone, kNone, kNone, kNone}).data(1, {250, kNone, 5001, kNone});
  struct Counts : FitVisitor {
    void message(const FitMessage& message) override {
      values.read(message);
      if (message.number != 20) return;
      cycles.push_back(values[19]);
      power.push_back(values[29]);
    }
    FitValues values;
    std::vector<double> cycles, power;
  } counts;
  FitDecoder decoder(counts);
  decode_fit(decoder, file.bytes());
  const auto none = NanSensitiveDoubleEq(kMissing);
  EXPECT_THAT(counts.cycles, ElementsAre(250, 260, 1000, 1008, none, 1018));
  EXPECT_THAT(counts.power, ElementsAre(65000, 65636, 200000, 201608, none, 201609));
}

TEST(FitValues, ChoosesMeaningsByOtherFieldsWhereverTheyStand) {
  FitFile file;
  file.define(1, 21, {{253, kU32}, {2, kU16}, {3, kU32}, {0, kEnum}, {1, kEnum}});
  file.data(1, {kMoment, kNone, 0x04030201, 43, 3}).data(1, {kMoment, 0x0502, kNone, 42, 3});
  file.data(1, {kMoment, 3700, kNone, 11, 3}).data(1, {kMoment, 1, kNone, 99, 3});
  struct Meanings : FitVisitor {
    void message(const FitMessage& message) override {
      values.read(message);
      const FitSubfield* const meaning = values.meaning(3);
      names.emplace_back(meaning == nullptr ? "" : meaning->name);
      data.push_back(values[3] / (meaning == nullptr ? 1.0 : meaning->scale));
      rear_gear.push_back(values[12]);
    }
    FitValues values;
    std::vector<std::string> names;
    std::vector<double> data, rear_gear;
  } meanings;
  FitDecoder decoder(meanings);
  decode_fit(decoder, file.bytes());
  EXPECT_THAT(meanings.names, ElementsAre("gear_change_data", "gear_change_data", "battery_level", ""));
  EXPECT_THAT(meanings.data, ElementsAre(0x04030201, 0x0502, 3.7, 1)) << "16 bits of data are data";
  const auto none = NanSensitiveDoubleEq(kMissing);
  EXPECT_THAT(meanings.rear_gear, ElementsAre(2, 5, none, none));
}

TEST(ReadFit, LetsAppFieldsOnlyFillWhatIsMissingInTheSameUnit) {
  FitFile file;
  add_file_id(file);
  file.define(2, 206, {{0, kU8}, {1, kU8}, {2, kU8}, {3, kText, 8}, {8, kText, 8}, {15, kU8}});
  file.data(2, {0, 0, 0x84, "Power", "Watts", 7}).data(2, {0, 1, 0x84, "tHb", "g/dl", 3});
  file.data(2, {0, 2, 0x02, "Heart", "bpm", 3});
  file.define(1, 20, {{253, kU32}, {3, kU8}, {7, kU16}}, false, {{0, 2, 0}, {1, 2, 0}, {2, 1, 0}});
  file.data(1, {kMoment, 130, kNone, {44, 1}, {200, 4}, 99}).data(1, {kMoment + 1, kNone, 250, {44, 1}, {200, 4}, 99});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_THAT(column(session, &Sample::power), ElementsAre(300, 250));
  EXPECT_THAT(column(session, &Sample::heart_rate), ElementsAre(130, 99));
}

TEST(ReadFit, DatesTimesOfADeviceWithoutTheDate) {
  const auto file = [](auto tell) {
    FitFile result;
    result.define(0, 0, {{0, kEnum}}).data(0, {4}).define(1, 20, {{253, kU32}, {3, kU8}});
    result.data(1, {1000, 100});
    tell(result);
    return result.data(1, {1001, 101}).bytes();
  };
  const Content correlated = read(file([](FitFile& told) {
    told.define(2, 162, {{253, kU32}, {1, kU32}}).data(2, {kMoment + 500, 1500});
  }));
  EXPECT_EQ(correlated.sessions.at(0).start, kStart) << "timestamp_correlation, though it comes late";
  const Content settings = read(file([](FitFile& told) { told.define(2, 2, {{1, kU32}}).data(2, {kMoment - 1000}); }));
  EXPECT_EQ(settings.sessions.at(0).start, kStart);
  const Content local = read(file([](FitFile& told) {
    told.define(2, 34, {{253, kU32}, {5, kU32}}).data(2, {1002, kMoment + 2});
  }));
  EXPECT_EQ(local.sessions.at(0).start, kStart) << "in local time";
  const Content unknown = read(file([](FitFile&) {}));
  EXPECT_TRUE(std::isnan(unknown.sessions.at(0).start));
  EXPECT_EQ(unknown.sessions.at(0).samples.size(), 2U);
  EXPECT_THAT(texts(unknown.notes), Contains(HasSubstr("nothing says when that was")));
}

TEST(ReadFit, BelievesLocalTimeWithinTwentySixHours) {
  const auto offset = [](double local) {
    FitFile file = ride_without_end(2);
    file.define(4, 34, {{253, kU32}, {5, kU32}}).data(4, {kMoment + 2, local});
    return read(file.bytes()).sessions.at(0).utc_offset;
  };
  EXPECT_EQ(offset(kMoment + 2 + 20700), 20700.0) << "Kathmandu";
  EXPECT_EQ(offset(kMoment + 2 - 34203), -34200.0) << "written three seconds apart";
  EXPECT_EQ(offset(kMoment + 2 + 27 * 3600), std::nullopt);
  EXPECT_EQ(offset(kNone), std::nullopt);
  FitFile file = ride_without_end(2);
  file.define(4, 2, {{0, kU8}, {1, kU32}, {2, kU32, 8}}).data(4, {1, 0, {3600, 4294967296.0 - 18000}});
  EXPECT_EQ(read(file.bytes()).sessions.at(0).utc_offset, -18000.0) << "the device's settings, second zone";
}

TEST(ReadFit, CountsTimesOfMonitoringOnBySixteenBits) {
  FitFile file;
  add_file_id(file, 32);
  file.define(1, 103, {{253, kU32}, {0, kU32}}).data(1, {kMoment, kMoment + 3600});
  file.define(2, 55, {{26, kU16}, {27, kU8}}).define(3, 55, {{253, kU32}, {3, kU32}, {5, kEnum}});
  file.define(4, 55, {{26, kU16}, {24, kRaw}, {3, kU32}});
  const std::uint32_t low = kMoment & 0xFFFFU;
  file.data(2, {low + 60, 61}).data(2, {(low + 60 + 65535) % 65536, 62}).data(2, {(low + 120) % 65536, kNone});
  file.data(3, {kMoment + 70000, 900, 6}).data(4, {(low + 70100) % 65536, 6 | 3 << 5, 1000}).data(4, {kNone, 1, 50});
  const Content content = read(file.bytes());
  ASSERT_EQ(marker(content, "heart_rate").size(), 2U);
  EXPECT_EQ(content.readings[0].time, kStart + 60);
  EXPECT_EQ(content.readings[1].time, kStart + 60 + 65535);
  EXPECT_EQ(content.readings[0].utc_offset, 3600.0);
  EXPECT_THAT(marker(content, "steps"), ElementsAre(1050)) << "walking and running, at their last count";
  EXPECT_THAT(content.sessions, IsEmpty());
}

TEST(ReadFit, TakesGapsForPausesOnlyWhereNoTimerTells) {
  const auto with = [](bool timer) {
    FitFile file = records({{253, kU32}, {3, kU8}});
    file.define(2, 21, {{253, kU32}, {0, kEnum}, {1, kEnum}});
    const auto event = [&](double at, int type) {
      if (timer) file.data(2, {kMoment + at, 0, type});
    };
    event(0, 0);
    for (const int at : {0, 10, 35, 100}) file.data(1, {kMoment + at, 100});
    event(110, 4);
    event(200, 0);
    event(205, 8);
    event(230, 0);
    for (const int at : {231, 240}) file.data(1, {kMoment + at, 100});
    event(240, 4);
    return read(file.bytes()).sessions.at(0);
  };
  const auto pauses = [](const Session& session) {
    std::vector<std::pair<double, double>> result;
    for (const Pause& pause : session.pauses) result.emplace_back(pause.from - kStart, pause.to - kStart);
    return result;
  };
  EXPECT_THAT(pauses(with(true)), ElementsAre(std::pair(110.0, 200.0), std::pair(205.0, 230.0)));
  EXPECT_EQ(with(true).duration, 240.0 - 90.0 - 25.0);
  EXPECT_THAT(pauses(with(false)), ElementsAre(std::pair(100.0, 231.0)));
  EXPECT_EQ(with(false).duration, 240.0 - 131.0);
}

TEST(ReadFit, PutsTimesInOrder) {
  const auto read_times = [](const std::vector<double>& at) {
    FitFile file = records({{253, kU32}, {3, kU8}, {7, kU16}});
    for (std::size_t i = 0; i < at.size(); ++i) {
      file.data(1, {kMoment + at[i], i % 2 == 0 ? 100.0 : kNone, i % 2 == 0 ? kNone : 200.0});
    }
    return read(file.bytes());
  };
  const double year = 365 * 86400.0;
  const Content back = read_times({0, 1, 3, 2, 4});
  EXPECT_THAT(times(back.sessions.at(0)), ElementsAre(0, 1, 2, 3, 4)) << "a second to the past";
  EXPECT_THAT(texts(back.notes), Contains(HasSubstr("time runs backward")));
  const Content twice = read_times({0, 1, 2, 2, 3});
  EXPECT_THAT(times(twice.sessions.at(0)), ElementsAre(0, 1, 2, 3)) << "a second twice";
  EXPECT_EQ(twice.sessions.at(0).samples[2].heart_rate, 100.0);
  EXPECT_EQ(twice.sessions.at(0).samples[2].power, 200.0);
  EXPECT_THAT(times(read_times({-year, 0, 1, 2}).sessions.at(0)), ElementsAre(0, 1, 2)) << "a first of another year";
  EXPECT_THAT(times(read_times({0, 1, 2 * year, 2, 3}).sessions.at(0)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(times(read_times({0, 1, 2, 3, -3600, -3599}).sessions.at(0)), ElementsAre(0, 1, 2, 3))
      << "a clock set back";
  const Content set_back = read_times({3600, 3601, 3602, 0, 3601, 3603, 3604, 3605, 3606});
  EXPECT_EQ(times(set_back.sessions.at(0)).front(), 0) << "the longer part counts";
  for (const Session& session : set_back.sessions) EXPECT_GE(session.duration, 0.0);
}

}  // namespace
}  // namespace formcast::intake
