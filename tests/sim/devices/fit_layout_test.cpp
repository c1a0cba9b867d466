// What is worked out once for a layout of messages has to follow whatever changes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "sim/devices/fit_decoder.hpp"
#include "sim/devices/fit_reader.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/fit_recording.hpp"
#include "tests/sim/devices/fit_writer.hpp"

namespace formcast::intake {
namespace {

using namespace testing_fit;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::NanSensitiveDoubleEq;

TEST(FitChecksum, IsThatOfThePolynomialBitByBit) {
  std::mt19937 random(3);
  Bytes bytes;
  std::uint32_t expected = 0;
  for (int size = 0; size < 100; ++size) {
    ASSERT_EQ(fit_checksum(bytes), expected) << size;
    ASSERT_EQ(fit_checksum(std::span(bytes).subspan(bytes.size() / 3),
                           fit_checksum(std::span(bytes).first(bytes.size() / 3))),
              expected)
        << size << " in two parts";
    bytes.push_back(static_cast<std::uint8_t>(random()));
    expected ^= bytes.back();
    for (int bit = 0; bit < 8; ++bit) expected = (expected & 1U) != 0 ? (expected >> 1U) ^ 0xA001U : expected >> 1U;
  }
}

TEST(FitDecoder, GivesEachLayoutANameWithItsLocalType) {
  FitFile file;
  file.define(1, 20, {{253, kU32}}, false, {{5, 2, 0}}).define(2, 20, {{253, kU32}});
  file.data(1, {kMoment, {44, 1}}).data(2, {kMoment}).data(1, {kMoment, {44, 1}});
  file.define(3, 206, {{0, kU8}, {1, kU8}, {2, kU8}}).data(3, {0, 5, 0x84}).data(1, {kMoment, {44, 1}});
  file.define(2, 20, {{253, kU32}}).data(2, {kMoment}).data(1, {kMoment, {44, 1}});
  struct Layouts : FitVisitor {
    void message(const FitMessage& message) override {
      if (message.number == 20) names.push_back(message.layout);
    }
    std::vector<std::uint64_t> names;
  } layouts;
  FitDecoder decoder(layouts);
  decode_fit(decoder, file.bytes());
  const std::vector<std::uint64_t>& names = layouts.names;
  ASSERT_EQ(names.size(), 6U);
  EXPECT_EQ(names[2], names[0]);
  EXPECT_NE(names[3], names[0]) << "its field has a description now";
  EXPECT_NE(names[4], names[1]) << "defined again";
  EXPECT_EQ(names[5], names[3]);
  std::vector<std::uint64_t> local;
  for (const std::uint64_t name : names) local.push_back(name % 16);
  EXPECT_THAT(local, ElementsAre(1, 2, 1, 1, 2, 1));
}

TEST(ReadFit, FollowsDescriptionsAndDefinitionsThatChange) {
  FitFile file;
  add_file_id(file);
  file.define(2, 206, {{0, kU8}, {1, kU8}, {2, kU8}, {3, kText, 8}, {8, kText, 8}, {15, kU8}});
  file.define(1, 20, {{253, kU32}, {3, kU8}}, false, {{0, 2, 0}});
  double time = kMoment;
  const auto record = [&] { file.data(1, {time++, 120, {44, 1}}); };
  record();
  file.data(2, {0, 0, 0x84, "Power", "Watts", 7});
  record();
  file.data(2, {0, 0, 0x02, "Power", "Watts", 7});
  record();
  file.data(2, {0, 0, 0x84, "Speed", "m/s", 6});
  record();
  file.data(2, {0, 0, 0x84, "Oxygen", "%", 6});
  record();
  file.define(1, 20, {{3, kU8}, {253, kU32}, {7, kU16}}).data(1, {130, time++, 210});
  const Session session = read(file.bytes()).sessions.at(0);
  const auto none = NanSensitiveDoubleEq(kMissing);
  EXPECT_THAT(column(session, &Sample::power), ElementsAre(none, 300, 44, none, none, 210));
  EXPECT_THAT(column(session, &Sample::speed), ElementsAre(none, none, none, none, none, none)) << "300 m/s";
  EXPECT_THAT(column(session, &Sample::heart_rate), ElementsAre(120, 120, 120, 120, 120, 130));
}

TEST(ReadFit, CountsOnFromFullValuesOfAnotherLayout) {
  FitFile file;
  add_file_id(file);
  file.define(1, 20, {{253, kU32}, {5, kU32}}).define(2, 20, {{253, kU32}, {8, kRaw, 3}});
  const auto packed = [](int speed, int sixteenths) {
    const int bits = speed | sixteenths % 4096 << 12;
    return Values{static_cast<double>(bits & 255), static_cast<double>(bits >> 8 & 255),
                  static_cast<double>(bits >> 16)};
  };
  file.data(1, {kMoment, 100000}).data(1, {kMoment + 1, kNone}).data(2, {kMoment + 2, packed(350, 16080)});
  file.data(1, {kMoment + 3, 101000}).data(2, {kMoment + 4, packed(355, 16240)});
  const Session session = read(file.bytes()).sessions.at(0);
  const auto none = NanSensitiveDoubleEq(kMissing);
  EXPECT_THAT(column(session, &Sample::distance), ElementsAre(1000, none, 1005, 1010, 1015));
  EXPECT_THAT(column(session, &Sample::speed), ElementsAre(none, none, 3.5, none, testing::DoubleNear(3.55, 1e-6)));
}

TEST(ReadFit, TakesTheLastOfAFieldThatStandsTwiceAndItsWiderFormFromTheFirst) {
  FitFile file = FitFile();
  add_file_id(file);
  file.define(1, 20, {{253, kU32}, {6, kU16}, {6, kU16}, {3, kU8}, {3, kU8}});
  file.data(1, {kMoment, 1000, 2000, 100, 101}).data(1, {kMoment + 1, 1000, kNone, 100, kNone});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_THAT(column(session, &Sample::heart_rate), ElementsAre(101, 100));
  EXPECT_THAT(column(session, &Sample::speed), ElementsAre(1, 1));
}

TEST(ReadFit, ReadsWhatDevicesRecord) {
  constexpr int kSeconds = 1300;
  for (const Recorder recorder : {Recorder::kBikeComputer, Recorder::kHeadUnit, Recorder::kWatch}) {
    const Content content = read(Recording(5, recorder).write(kMoment, kSeconds));
    EXPECT_THAT(content.notes, IsEmpty());
    ASSERT_EQ(content.sessions.size(), 1U);
    const Session& session = content.sessions[0];
    ASSERT_EQ(session.samples.size(), std::size_t{kSeconds});
    EXPECT_EQ(session.laps.size(), 3U);
    EXPECT_EQ(session.duration, kSeconds);
    std::mt19937 random(5);
    Moment moment;
    for (int second = 0; second < kSeconds; ++second) {
      moment.advance(random);
      const Sample sample = session.samples[static_cast<std::size_t>(second)];
      ASSERT_EQ(sample.time, kStart + second);
      ASSERT_EQ(sample.heart_rate, std::floor(moment.heart_rate));
      ASSERT_NEAR(sample.distance, std::floor(100.0 * moment.distance) / 100.0, 5e-4) << "of 10 km";
      ASSERT_NEAR(sample.speed, std::floor(1000.0 * moment.speed) / 1000.0, 1e-6);
      ASSERT_NEAR(sample.altitude, std::floor(5.0 * (moment.altitude + 500.0)) / 5.0 - 500.0, 2e-5);
      ASSERT_NEAR(sample.longitude, moment.longitude, 1e-6);
      const bool run = recorder == Recorder::kWatch;
      ASSERT_EQ(sample.cadence, std::floor(moment.cadence) + (run ? 0.5 : 0.0));
      ASSERT_TRUE(run ? std::isnan(sample.power) : sample.power == std::floor(moment.power));
    }
  }
}

}  // namespace
}  // namespace formcast::intake
