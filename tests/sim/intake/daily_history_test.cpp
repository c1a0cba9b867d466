#include "sim/intake/daily_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/base/input_error.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

MATCHER(IsUnknown, "is NaN") { return std::isnan(arg); }

constexpr double kHour = 3600.0, kDay = 86400.0;

double utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  const Date date = date::year{year} / month / day;
  return static_cast<double>(date.time_since_epoch().count()) * kDay + hour * kHour + minute * 60.0;
}

/// An hour rated `rpe`, in universal time.
Session rated(double start, double rpe, std::optional<double> offset = std::nullopt) {
  Session session;
  session.start = start;
  session.utc_offset = offset;
  session.duration = kHour;
  session.rpe = rpe;
  session.sources.push_back({"log.csv", "CSV", ""});
  return session;
}

DailyOptions options(const std::string& zone = "") {
  DailyOptions result;
  result.athlete = "Kim";
  result.zone = zone;
  return result;
}

std::string date_in(const std::string& zone, double start) {
  return iso(daily_history({rated(start, 5.0)}, {}, options(zone)).history.start);
}

TEST(DailyHistory, AddsUpTheSessionsOfADay) {
  const DailyHistory daily = daily_history(
      {rated(utc(2024, 5, 4, 7), 5.0, 0.0), rated(utc(2024, 5, 4, 17), 3.0, 0.0), rated(utc(2024, 5, 7, 7), 0.0, 0.0)},
      {}, options());
  EXPECT_EQ(daily.history.athlete, "Kim");
  EXPECT_EQ(iso(daily.history.start), "2024-05-04");
  EXPECT_THAT(daily.history.load, ElementsAre(480.0, IsUnknown(), IsUnknown(), 0.0));
  EXPECT_THAT(daily.history.load_rows, SizeIs(3));
  EXPECT_THAT(daily.history.tests, IsEmpty());
  EXPECT_EQ(daily.history.days_without_row, 2);
  EXPECT_EQ(daily.load_unit, "AU");
  EXPECT_THAT(daily.notes, Contains("2 of 4 days have no session; their loads are taken as unknown, not as rest"));
}

TEST(DailyHistory, DaysWithoutASessionMayBeRest) {
  DailyOptions rest = options();
  rest.missing_days_rest = true;
  const DailyHistory daily =
      daily_history({rated(utc(2024, 5, 4, 7), 5.0, 0.0), rated(utc(2024, 5, 6, 7), kMissing, 0.0)}, {}, rest);
  EXPECT_THAT(daily.history.load, ElementsAre(300.0, 0.0, IsUnknown())) << "a session without a load is no rest";
}

TEST(DailyHistory, DatesByTheFilesOffset) {
  // Half past eleven in the evening in New York is the next day in universal time.
  EXPECT_EQ(iso(daily_history({rated(utc(2024, 5, 5, 3, 30), 5, -4 * kHour)}, {}, options()).history.start),
            "2024-05-04");
  EXPECT_EQ(iso(daily_history({rated(utc(2024, 5, 4, 23, 30), 5, 9.5 * kHour)}, {}, options()).history.start),
            "2024-05-05");
  EXPECT_EQ(iso(daily_history({rated(utc(2024, 5, 4, 23, 30), 5, 9.5 * kHour)}, {}, options("America/New_York"))
                    .history.start),
            "2024-05-05")
      << "the file knows better than the home zone";
}

TEST(DailyHistory, DatesByTheZoneAroundMidnightAndClockChanges) {
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 1, 15, 22, 59)), "2024-01-15");
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 1, 15, 23, 0)), "2024-01-16");
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 7, 15, 22, 0)), "2024-07-16") << "summer time";
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 3, 30, 23, 0)), "2024-03-31") << "the day with 23 hours";
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 3, 31, 21, 59)), "2024-03-31");
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 3, 31, 22, 0)), "2024-04-01");
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 10, 26, 22, 0)), "2024-10-27") << "the day with 25 hours";
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 10, 27, 22, 59)), "2024-10-27");
  EXPECT_EQ(date_in("Europe/Berlin", utc(2024, 10, 27, 23, 0)), "2024-10-28");
  EXPECT_EQ(date_in("Asia/Kathmandu", utc(2024, 5, 4, 18, 15)), "2024-05-05") << "5:45";
  EXPECT_EQ(date_in("Pacific/Kiritimati", utc(2024, 5, 4, 10, 0)), "2024-05-05");
}

TEST(DailyHistory, BelievesNoOffsetBeyond14Hours) {
  const Session session = rated(utc(2024, 5, 4, 12), 5.0, 100 * kHour);
  EXPECT_EQ(iso(daily_history({session}, {}, options("Europe/Berlin")).history.start), "2024-05-04");
  EXPECT_THROW(daily_history({session}, {}, options()), InputError);
}

TEST(DailyHistory, KeepsLocalTimeAndDays) {
  Session local = rated(utc(2024, 5, 4, 23, 30), 5.0, 0.0);
  local.clock = Clock::kLocal;
  EXPECT_EQ(iso(daily_history({local}, {}, options("Asia/Tokyo")).history.start), "2024-05-04");
  local.clock = Clock::kDay;
  local.start = utc(2024, 5, 4);
  local.utc_offset.reset();
  EXPECT_EQ(iso(daily_history({local}, {}, options("America/New_York")).history.start), "2024-05-04");
}

TEST(DailyHistory, AsksForAZone) {
  try {
    daily_history({rated(utc(2024, 5, 4), 5.0)}, {}, options());
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("give the athlete's zone"));
  }
  EXPECT_THROW(daily_history({rated(utc(2024, 5, 4), 5.0)}, {}, options("Berlin")), InputError);
}

TEST(DailyHistory, CountsASessionOnceAndKeepsWhatEachServiceKnows) {
  Session fit = session_of(golden_ride(), utc(2024, 5, 4, 7));
  Session log = rated(utc(2024, 5, 4, 7), 6.0, 7200.0);
  log.sport = "cycling";
  const DailyHistory daily = daily_history({log, fit, fit}, {}, options());
  EXPECT_THAT(daily.history.load, ElementsAre(360.0));
  EXPECT_THAT(daily.loads, SizeIs(1));
  EXPECT_THAT(daily.notes, Contains(HasSubstr("3 records of one session")));
}

TEST(DailyHistory, NamesSessionsWithoutTheMeasure) {
  DailyOptions by_power = options();
  by_power.measure = {Measure::kPowerStress, ""};
  by_power.profile.threshold_power = 250.0;
  const DailyHistory daily =
      daily_history({session_of(golden_ride(), utc(2024, 5, 4, 7)), rated(utc(2024, 5, 4, 18), 5.0, 7200.0),
                     session_of(golden_ride(), utc(2024, 5, 6, 7))},
                    {}, by_power);
  EXPECT_THAT(daily.without_measure, ElementsAre("2024-05-04 18:00 UTC in log.csv has no power"));
  EXPECT_THAT(daily.history.load, ElementsAre(IsUnknown(), IsUnknown(), testing::DoubleNear(83.0607, 1e-3)))
      << "a part of a day's load is not the day's";
  EXPECT_THAT(daily.history.load_rows, SizeIs(1));
  EXPECT_THAT(daily.notes, Contains("1 session(s) have no power stress; the loads of their days are unknown"));
}

/// Rides with power and heart rate, and one whose power meter was empty.
std::vector<Session> rides(int with_both) {
  std::vector<Session> sessions;
  for (int i = 0; i <= with_both; ++i) {
    sessions.push_back(
        session_of(random_ride(static_cast<std::uint32_t>(i + 1), 3000 + 60 * i), utc(2024, 5, 1, 7) + i * kDay));
  }
  sessions.back().samples.change([](Sample& sample) { sample.power = kMissing; });
  return sessions;
}

DailyOptions chain() {
  DailyOptions result = options();
  result.measure = {Measure::kPowerStress, ""};
  result.otherwise = {{Measure::kHeartRateStress, ""}};
  result.profile.threshold_power = 250.0;
  result.profile.heart_rate = {50.0, 190.0};
  result.profile.threshold_heart_rate = 165.0;
  result.profile.trimp = kMen;
  return result;
}

TEST(DailyHistory, ScalesAnotherMeasureOnSessionsWithBoth) {
  const std::vector<Session> sessions = rides(12);
  const DailyHistory daily = daily_history(sessions, {}, chain());
  ASSERT_THAT(daily.chain, SizeIs(2));
  EXPECT_EQ(daily.chain[0].sessions, 12U);
  EXPECT_EQ(daily.chain[1].sessions, 1U);
  ASSERT_TRUE(daily.chain[1].scale);
  EXPECT_EQ(daily.chain[1].scale->sessions, 12);
  EXPECT_GT(daily.chain[1].scale->factor_se, 0.0);
  EXPECT_THAT(daily.without_measure, IsEmpty());
  ASSERT_THAT(daily.loads, SizeIs(13));
  EXPECT_TRUE(daily.loads.back().scaled);
  EXPECT_FALSE(daily.loads.front().scaled);
  const double other = load_of(sessions.back(), {Measure::kHeartRateStress, ""}, chain().profile).value;
  EXPECT_DOUBLE_EQ(daily.history.load.back(), daily.chain[1].scale->factor * other);
  EXPECT_THAT(daily.notes,
              Contains(HasSubstr("as power stress in 1 session(s) (from 12 sessions with both; a session is "
                                 "off by")));
}

std::string refused(const std::vector<Session>& sessions, const DailyOptions& by) {
  try {
    daily_history(sessions, {}, by);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

TEST(DailyHistory, RefusesAScaleFromAFewSessions) {
  EXPECT_EQ(refused(rides(4), chain()),
            "heart-rate stress cannot stand in for power stress: 4 session(s) have both, and 5 are needed for a scale; "
            "leave it out of the measures");
  EXPECT_EQ(refused(rides(5), chain()), "");
  DailyOptions unknown = chain();
  unknown.profile.threshold_power = kMissing;
  EXPECT_THAT(refused(rides(12), unknown), HasSubstr("; power stress needs the athlete's threshold power; leave it"));
  std::vector<Session> all_have_power = rides(3);
  all_have_power.pop_back();
  EXPECT_EQ(refused(all_have_power, chain()), "") << "nothing is scaled";
}

TEST(DailyHistory, TakesTheFirstMeasureOfAChainThatASessionHas) {
  std::vector<Session> sessions = rides(8);
  for (Session& session : sessions) session.rpe = 5.0;
  for (const int day : {20, 21}) {
    sessions.push_back(rated(utc(2024, 5, 1, 7) + day * kDay, day == 20 ? 4.0 : kMissing, 7200.0));
  }
  DailyOptions by = chain();
  by.otherwise.push_back({Measure::kSessionRpe, ""});
  const DailyHistory daily = daily_history(sessions, {}, by);
  ASSERT_THAT(daily.chain, SizeIs(3));
  EXPECT_EQ(daily.chain[1].sessions, 1U);
  EXPECT_EQ(daily.chain[2].sessions, 1U);
  EXPECT_DOUBLE_EQ(daily.history.load[20], daily.chain[2].scale->factor * 240.0);
  EXPECT_THAT(
      daily.without_measure,
      ElementsAre(HasSubstr("has no power (heart-rate stress: has no heart rate) (session RPE: has no rating")));
}

TEST(DailyHistory, ReadsThePlatformsOwnLoad) {
  Session session = rated(utc(2024, 5, 4, 7), kMissing, 0.0);
  session.vendor = {{"icu_training_load", 77.0}};
  DailyOptions vendor = options();
  vendor.measure = {Measure::kVendor, "icu_training_load"};
  EXPECT_THAT(daily_history({session}, {}, vendor).history.load, ElementsAre(77.0));
}

TEST(DailyHistory, RunsToTheLastReading) {
  const Date fourth = date::year{2024} / 5 / 4;
  const std::vector<Reading> readings{{"resting_hr", 48.0, kMissing, fourth - date::days{10}, {}},
                                      {"resting_hr", 50.0, kMissing, fourth + date::days{2}, {}},
                                      {"body_mass", 70.0, kMissing, fourth, {}},
                                      {"mood", 5.0, kMissing, fourth - date::days{1}, {}}};
  const DailyHistory daily = daily_history({rated(utc(2024, 5, 4, 7), 5.0, 0.0)}, readings, options());
  EXPECT_THAT(daily.history.load, ElementsAre(300.0, IsUnknown(), IsUnknown()));
  EXPECT_THAT(daily.history.markers.at("resting_hr"), ElementsAre(IsUnknown(), IsUnknown(), 50.0));
  EXPECT_THAT(daily.history.markers.at("body_mass"), ElementsAre(70.0, IsUnknown(), IsUnknown()));
  EXPECT_FALSE(daily.history.markers.contains("mood")) << "nothing of it is in the record";
  EXPECT_THAT(daily.notes, Contains("2 marker value(s) before the first session are left out"));
}

TEST(DailyHistory, RefusesWhatIsNoRecord) {
  EXPECT_THROW(daily_history({}, {}, options()), InputError);
  EXPECT_THROW(daily_history({rated(kMissing, 5.0)}, {}, options("Europe/Berlin")), InputError);
  EXPECT_THROW(daily_history({rated(utc(1990, 1, 1), 5.0, 0.0), rated(utc(2024, 5, 4), 5.0, 0.0)}, {}, options()),
               InputError);
  DailyOptions nameless = options();
  nameless.athlete = "../kim";
  EXPECT_THROW(daily_history({rated(utc(2024, 5, 4), 5.0, 0.0)}, {}, nameless), InputError);
}

TEST(DailyHistory, LeavesOutASessionWithoutAStart) {
  const DailyHistory daily = daily_history({rated(utc(2024, 5, 4), 5.0, 0.0), rated(kMissing, 9.0)}, {}, options());
  EXPECT_THAT(daily.history.load, ElementsAre(300.0));
  EXPECT_THAT(daily.notes, Contains(HasSubstr("log.csv has no start")));
}

}  // namespace
}  // namespace formcast::intake
