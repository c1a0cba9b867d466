// Damaged files: a prefix gives a prefix, and nothing that bytes can say breaks the reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "sim/devices/fit_reader.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/fit_content_check.hpp"
#include "tests/sim/devices/fit_writer.hpp"

namespace formcast::intake {
namespace {

using namespace testing_fit;

/// Messages as numbers, so that two decodes compare.
std::vector<double> digest(const Keeper& keeper) {
  std::vector<double> result;
  for (const Seen& seen : keeper.messages) {
    result.push_back(seen.number);
    result.push_back(static_cast<double>(seen.offset));
    for (const auto& [field, values] : seen.fields) {
      for (const double value : values) result.push_back(std::isnan(value) ? -1.0 : value);
    }
  }
  return result;
}

TEST(FitRecovery, GivesAPrefixOfTheRecordsForEveryPrefixOfAFile) {
  const Bytes whole = rich(2) + ride(10).bytes();
  const Keeper all = decode(whole);
  ASSERT_THAT(all.notes, testing::IsEmpty());
  const std::vector<double> messages = digest(all);
  std::size_t before = 0;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const Keeper keeper = decode(cut(whole, size));
    const std::vector<double> some = digest(keeper);
    ASSERT_LE(some.size(), messages.size());
    ASSERT_TRUE(std::equal(some.begin(), some.end(), messages.begin())) << size;
    ASSERT_GE(keeper.messages.size(), before) << size;
    before = keeper.messages.size();
  }
  EXPECT_EQ(before, all.messages.size());
}

TEST(FitRecovery, ReadsAPrefixOfTheSamplesForEveryPrefixOfAFile) {
  const Bytes whole = ride(60).bytes();
  const Samples all = read_fit(whole, "a.fit").sessions.at(0).samples;
  for (std::size_t size = 100; size <= whole.size(); ++size) {
    const Content content = read_fit(cut(whole, size), "a.fit");
    ASSERT_EQ(content.sessions.size(), 1U) << size;
    const Samples& some = content.sessions[0].samples;
    ASSERT_LE(some.size(), all.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
      ASSERT_EQ(some[i].time, all[i].time);
      ASSERT_EQ(some[i].power, all[i].power);
    }
    EXPECT_EQ(content.notes.empty(), size == whole.size()) << size;
  }
}

TEST(FitRecovery, DoesNotDependOnHowBytesAreCut) {
  Bytes damaged = rich(4) + ride(30).bytes();
  for (const std::size_t at : {300U, 700U, 900U, 1500U}) damaged[at] ^= 0x55;
  const Keeper all = decode(damaged);
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 1000U}) {
    const Keeper keeper = decode(damaged, piece);
    EXPECT_EQ(digest(keeper), digest(all)) << piece;
    EXPECT_EQ(texts(keeper.notes), texts(all.notes)) << piece;
  }
}

TEST(FitRecovery, SurvivesAnyDamage) {
  const std::vector<Bytes> files{rich(3), ride(40).bytes(), triathlon(true).bytes() + rich(1)};
  std::mt19937 random(7);
  for (int trial = 0; trial < 4000; ++trial) {
    Bytes bytes = files[random() % files.size()];
    for (std::size_t damage = 1 + random() % 6; damage > 0 && !bytes.empty(); --damage) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 6) {
        case 0:
          bytes.resize(at);
          break;
        case 1:
          bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
          break;
        case 2:
          bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(random()));
          break;
        default:
          bytes[at] ^= static_cast<std::uint8_t>(1U << (random() % 8));
      }
    }
    const Content content = read_fit(bytes, "a.fit");
    ASSERT_EQ(content_problem(content, bytes.size()), "") << trial;
  }
}

TEST(FitRecovery, SurvivesNumbersThatNoKindHas) {
  constexpr double kHuge = 1.8e19;
  FitFile file;
  file.define(0, 0, {{0, kU64}, {1, kF64}, {2, kU64}}).data(0, {kHuge, 1e300, kHuge});
  file.define(2, 2, {{0, kU64}, {1, kU32}, {2, kU32, 8}}).data(2, {kHuge, 0, {3600, 7200}});
  file.define(3, 275, {{253, kU32}, {0, kF64}}).data(3, {kMoment, 1e300}).data(3, {kMoment + 60, kHuge});
  file.define(4, 21, {{253, kU32}, {0, kEnum}, {2, kF64}, {2, kU16}, {3, kF32}})
      .data(4, {kMoment, 42, 1e300, kNone, -1});
  file.define(5, 20, {{253, kU32}, {6, kU16}, {6, kF64}, {18, kU8}, {18, kF64}});
  file.data(5, {kMoment, kNone, 1e300, kNone, 1e300}).data(5, {kMoment + 9, 1000, 1e300, 4, -1e300});
  const Bytes bytes = file.bytes();
  const Content content = read_fit(bytes, "a.fit");
  EXPECT_EQ(content_problem(content, bytes.size()), "");
  ASSERT_EQ(content.sessions.size(), 1U) << "of an activity, as no type of a file is so large";
  EXPECT_EQ(content.sessions[0].samples.size(), 2U);
  EXPECT_EQ(content.sessions[0].utc_offset, 3600.0) << "the first zone";
}

TEST(FitRecovery, TakesNegativeTimesAndAmountsForMissing) {
  FitFile file;
  add_file_id(file);
  file.define(1, 20, {{253, kU32}, {3, kS8}, {7, kS16}, {73, kS32}, {5, kS32}});
  file.data(1, {kMoment, -5, -200, -3000, -100}).data(1, {kMoment + 60, 120, 200, 3000, 100});
  file.define(2, 18, {{253, kU32}, {2, kU32}, {7, kS32}, {8, kS32}, {9, kS32}});
  file.data(2, {kMoment + 60, kMoment, 60000, -124, -100});
  file.define(3, 19, {{253, kU32}, {2, kU32}, {7, kS32}, {9, kS32}}).data(3, {kMoment + 60, kMoment, -5000, -1});
  const Session session = read(file.bytes()).sessions.at(0);
  EXPECT_EQ(session.duration, 60.0);
  EXPECT_EQ(session.distance, 1.0) << "of its samples";
  EXPECT_TRUE(std::isnan(session.laps.at(0).duration) && std::isnan(session.laps.at(0).distance));
  for (double Sample::*const field : {&Sample::heart_rate, &Sample::power, &Sample::speed, &Sample::distance}) {
    EXPECT_TRUE(std::isnan(session.samples.at(0).*field));
    EXPECT_GT(session.samples.at(1).*field, 0.0);
  }
}

TEST(FitRecovery, SurvivesNoise) {
  std::mt19937 random(11);
  for (int trial = 0; trial < 500; ++trial) {
    FitFile file({.data_size = trial % 3 == 0 ? 0 : -1});
    Bytes noise(random() % 2000);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    add_file_id(file);
    file.define(1, 20, {{253, kU32}, {3, kU8}}).data(1, {kMoment, 100}).raw(noise);
    const Bytes bytes = file.bytes();
    ASSERT_EQ(content_problem(read_fit(bytes, "a.fit"), bytes.size()), "") << trial;
  }
}

}  // namespace
}  // namespace formcast::intake
