#include "sim/measures/session_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include "sim/base/input_error.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Seconds kStart = 1714806600.0;  // 2024-05-04 07:10 UTC

/// A record without samples.
Session record(const std::string& file, double start = kStart, double duration = 3600.0, double distance = 30000.0) {
  Session session;
  session.sport = "cycling";
  session.start = start;
  session.utc_offset = 7200.0;
  session.duration = duration;
  session.distance = distance;
  session.sources.push_back({file, "CSV", ""});
  return session;
}

Session on_day(Session session, double day) {
  session.clock = Clock::kDay;
  session.start = day;
  session.utc_offset = 0.0;
  session.distance = kMissing;
  return session;
}

constexpr double kDay4May = 1714780800.0;  // 2024-05-04 00:00

TEST(SameSession, WithinAMinuteAndNearInDurationAndDistance) {
  const Session a = record("a.fit");
  EXPECT_TRUE(same_session(a, record("b", kStart + 60.0, 3700.0, 30900.0)));
  EXPECT_FALSE(same_session(a, record("b", kStart + 61.0)));
  EXPECT_FALSE(same_session(a, record("b", kStart, 3900.0)));
  EXPECT_FALSE(same_session(a, record("b", kStart, 3600.0, 33000.0)));
  EXPECT_FALSE(same_session(a, record("b", kMissing)));
}

TEST(SameSession, ComparesWhatBothKnow) {
  const Session a = record("a.fit");
  EXPECT_TRUE(same_session(a, record("b", kStart, kMissing)));
  EXPECT_TRUE(same_session(a, record("b", kStart, 3600.0, kMissing)));
  EXPECT_FALSE(same_session(a, record("b", kStart, kMissing, kMissing))) << "a start alone is not enough";
  EXPECT_FALSE(same_session(a, record("b", kStart, kMissing, 20000.0)));
}

TEST(SameSession, TakesTimerOrElapsedTime) {
  Session a = record("a.fit");
  a.elapsed = 5400.0;  // half an hour at a cafe
  EXPECT_TRUE(same_session(a, record("b", kStart, 5400.0)));
  EXPECT_TRUE(same_session(record("b", kStart, 5400.0), a));
  EXPECT_TRUE(same_session(a, record("b", kStart, 3600.0)));
  EXPECT_FALSE(same_session(a, record("b", kStart, 4500.0)));
}

TEST(MergeSameSessions, ARecordWithoutAnOffsetHasThatOfItsSession) {
  Session exported = record("ride.tcx", kStart + 2.0);
  exported.utc_offset.reset();
  const Session rated = on_day(record("rpe.csv"), kDay4May);
  const Merged merged = merge_same_sessions({rated, exported, record("ride.fit")});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  EXPECT_THAT(merged.sessions[0].sources, SizeIs(3));
  EXPECT_THAT(merge_same_sessions({rated, exported}).sessions, SizeIs(2)) << "its day is not known";
}

TEST(SameSession, SportsMayBeNamedDifferentlyWhereDistancesAgree) {
  Session a = record("a.fit"), b = record("b");
  b.sport = "e_biking";
  EXPECT_TRUE(same_session(a, b));
  b.sport = "";
  b.distance = kMissing;
  EXPECT_TRUE(same_session(a, b));
  b.sport = "yoga";
  EXPECT_FALSE(same_session(a, b));
  a.distance = b.distance = 0.0;
  EXPECT_FALSE(same_session(a, b)) << "no distance agrees";
}

TEST(SameSession, ByTheAthletesClock) {
  const Session universal = record("a.fit");
  Session local = record("b");
  local.clock = Clock::kLocal;
  local.start = kStart + 7200.0;
  local.utc_offset = 0.0;
  EXPECT_TRUE(same_session(universal, local));
  local.start = kStart;
  EXPECT_FALSE(same_session(universal, local)) << "ten past seven in another zone";
  local.start = kStart + 7200.0;
  Session nowhere = universal;
  nowhere.utc_offset.reset();
  EXPECT_FALSE(same_session(nowhere, local)) << "two hours apart, for all that is known";
  IdentityOptions options;
  options.zone = "Europe/Berlin";
  EXPECT_TRUE(same_session(nowhere, local, options));
  options.zone = "Europe/Berln";
  EXPECT_THROW(same_session(nowhere, local, options), InputError);
}

TEST(SameSession, OfARowThatNamesOnlyTheDay) {
  const Session timed = record("a.fit");
  EXPECT_TRUE(same_session(timed, on_day(record("b.csv"), kDay4May)));
  EXPECT_FALSE(same_session(timed, on_day(record("b.csv"), kDay4May - 86400.0)));
  Session late = record("a.fit", kDay4May + 86400.0 - 3600.0);  // 23:00 UTC is 01:00 on the fifth
  EXPECT_FALSE(same_session(late, on_day(record("b.csv"), kDay4May)));
  EXPECT_TRUE(same_session(late, on_day(record("b.csv"), kDay4May + 86400.0)));
  EXPECT_FALSE(same_session(on_day(record("b.csv"), kDay4May), on_day(record("b.csv"), kDay4May)))
      << "two rows of one file";
  EXPECT_TRUE(same_session(on_day(record("b.csv"), kDay4May), on_day(record("c.csv"), kDay4May)));
}

TEST(MergeSameSessions, CountsARideOfThreeServicesOnce) {
  Session fit = session_of(golden_ride());
  fit.vendor = {{"training_stress_score", 83.0}};
  Session strava = record("activities.csv", kStart + 20.0, 3590.0);
  strava.rpe = 6.0;
  strava.title = "Morning ride";
  strava.vendor = {{"relative_effort", 75.0}, {"training_stress_score", 99.0}};
  Session gpx = record("ride.gpx", kStart + 5.0);
  for (int i = 0; i < 3600; ++i) {
    Sample sample;
    sample.time = kStart + 5.0 + i, sample.speed = 8.0;
    gpx.samples.push_back(sample);
  }
  const Merged merged = merge_same_sessions({strava, gpx, fit});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  const Session& ride = merged.sessions[0];
  EXPECT_EQ(ride.start, fit.start) << "the richest samples win";
  EXPECT_EQ(richness(ride), 7200U);
  EXPECT_EQ(ride.rpe, 6.0);
  EXPECT_EQ(ride.title, "Morning ride");
  EXPECT_EQ(ride.distance, 30000.0);
  EXPECT_EQ(ride.duration, 3600.0);
  ASSERT_THAT(ride.vendor, SizeIs(2));
  EXPECT_EQ(ride.vendor[0].value, 83.0) << "of the richest";
  std::vector<std::string> files;
  for (const Source& source : ride.sources) files.push_back(source.file);
  EXPECT_THAT(files, ElementsAre("ride.fit", "ride.gpx", "activities.csv"));
  EXPECT_THAT(merged.notes, Contains("3 records of one session: 2024-05-04 07:10 UTC in ride.fit"));
  EXPECT_THAT(merged.notes, Contains(HasSubstr("speed of 2024-05-04 07:10 UTC in ride.gpx is not used")));
}

TEST(MergeSameSessions, LeavesDifferentOnesAlone) {
  const Merged merged = merge_same_sessions({record("b", kStart + 7200.0), record("a"), record("c", kMissing)});
  ASSERT_THAT(merged.sessions, SizeIs(3));
  EXPECT_EQ(merged.sessions[0].sources[0].file, "a");
  EXPECT_EQ(merged.sessions[2].sources[0].file, "c");
  EXPECT_THAT(merged.notes, IsEmpty());
  EXPECT_THAT(merge_same_sessions({}).sessions, IsEmpty());
}

TEST(MergeSameSessions, NamesRatingsThatDiffer) {
  Session a = record("a.csv"), b = record("b.csv");
  a.rpe = 5.0, b.rpe = 7.0;
  const Merged merged = merge_same_sessions({a, b});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  EXPECT_THAT(merged.notes, Contains(HasSubstr("differs from")));
}

TEST(MergeSameSessions, ADatedRowDoesNotMakeOneOfTwoSessions) {
  // Two rides of a day, and their two rows in an export that names only the day.
  const Session morning = record("am.fit", kStart, 3600.0), evening = record("pm.fit", kStart + 36000.0, 3650.0);
  Session first = on_day(record("tp.csv", 0.0, 3600.0), kDay4May),
          second = on_day(record("tp.csv", 0.0, 3650.0), kDay4May);
  first.vendor = {{"training_stress_score", 60.0}};
  second.vendor = {{"training_stress_score", 80.0}};
  const Merged merged = merge_same_sessions({second, evening, first, morning});
  ASSERT_THAT(merged.sessions, SizeIs(2));
  EXPECT_EQ(merged.sessions[0].start, morning.start);
  EXPECT_EQ(merged.sessions[0].clock, Clock::kUniversal) << "a time of day is kept";
  EXPECT_EQ(merged.sessions[0].vendor[0].value, 60.0);
  EXPECT_EQ(merged.sessions[1].vendor[0].value, 80.0);
  const Merged one_row = merge_same_sessions({evening, first, morning});
  EXPECT_THAT(one_row.sessions, SizeIs(2));
  EXPECT_EQ(one_row.sessions[0].vendor.size(), 1U) << "the nearest in duration";
}

TEST(MergeSameSessions, DoesNotTakeALocalClocksOffset) {
  Session fit = session_of(golden_ride());
  fit.utc_offset.reset();
  Session local = record("b.csv", kStart + 7200.0);
  local.clock = Clock::kLocal;
  local.utc_offset = 0.0;
  IdentityOptions options;
  options.zone = "Europe/Berlin";
  const Merged merged = merge_same_sessions({fit, local}, options);
  ASSERT_THAT(merged.sessions, SizeIs(1));
  EXPECT_FALSE(merged.sessions[0].utc_offset);
}

TEST(MergeSameSessions, IsTheSameForAnyOrderAndTwice) {
  std::vector<Session> sessions;
  for (int i = 0; i < 12; ++i) {
    sessions.push_back(record("file" + std::to_string(i % 4), kStart + 30.0 * (i % 3) + 4000.0 * (i / 3),
                              3600.0 + 20.0 * (i % 5), i % 2 == 0 ? kMissing : 30000.0 + 100.0 * i));
    if (i % 3 == 0) sessions.back().rpe = i;
  }
  const auto shape = [](const Merged& merged) {
    std::string text;
    for (const Session& s : merged.sessions) {
      text += std::to_string(s.start) + " " + std::to_string(s.duration) + " " + std::to_string(s.rpe) + " " +
              std::to_string(s.sources.size()) + "\n";
    }
    return text;
  };
  const std::string expected = shape(merge_same_sessions(sessions));
  std::mt19937 random(7);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(sessions.begin(), sessions.end(), random);
    EXPECT_EQ(shape(merge_same_sessions(sessions)), expected);
  }
  EXPECT_EQ(shape(merge_same_sessions(merge_same_sessions(sessions).sessions)), expected);
}

}  // namespace
}  // namespace formcast::intake
