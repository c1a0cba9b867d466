// From files to a history, as the command and the page make it.
#include "sim/intake/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/intake/intake_text.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Ten minutes on 23 June 2026 from 11:54:40 UTC with heart rate and power; local time is two hours ahead.
ByteString fit_ride() { return testing_fit::ride(600).bytes(); }

/// RPE of that ride and of a run on the next day but one.
ByteString rpe_sheet() {
  return bytes_of("Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n");
}

HistoryChoices choices(std::optional<MeasureChoice> measure = std::nullopt) {
  HistoryChoices result;
  result.athlete = "kim";
  result.measure = std::move(measure);
  return result;
}

std::string questions_text(const IntakeResult& result) {
  std::string text;
  for (const Question& question : result.questions) text += question.line() + "\n";
  return text;
}

/// A question that says so.
auto asks(const std::string& part) { return testing::Property(&Question::line, HasSubstr(part)); }

std::string csv(const IntakeResult& result) { return history_csv(*result.daily, "kim.history.csv"); }

TEST(Intake, MakesAHistoryOfFilesThatSayOneThing) {
  Intake intake;
  intake.add("ride.fit", fit_ride());
  intake.add("rpe.csv", rpe_sheet());
  const IntakeResult result = intake.finish(choices());
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(result.records, 3U);
  EXPECT_EQ(result.sessions, 2U);
  EXPECT_TRUE(result.only_measure);
  EXPECT_EQ(result.measure->name(), "session RPE");
  EXPECT_EQ(csv(result),
            "athlete,date,load [AU],performance\nkim,2026-06-23,50,\nkim,2026-06-24,,\nkim,2026-06-25,240,\n");
  EXPECT_EQ(files_text(intake.files()),
            "ride.fit: FIT, 1 session (cycling) on 2026-06-23, 600 samples\n"
            "rpe.csv: CSV (RPE), 2 sessions (cycling, running) from 2026-06-23 to 2026-06-25\n"
            "2 files read, 0 left out, 0 unreadable\n");
  EXPECT_THAT(daily_text(result), HasSubstr("kim  2026-06-23 to 2026-06-25, 3 days: 2 with a load"));
}

TEST(Intake, CanBeAskedAgainWithOtherChoices) {
  ReadingOptions reading;
  reading.profile.heart_rate.max = 190.0;
  Intake intake(reading);
  intake.add("ride.fit", fit_ride());
  const IntakeResult asked = intake.finish(choices());
  EXPECT_FALSE(asked.asks_measure()) << "heart-rate zones are the only load, duration and distance no intensity";
  EXPECT_EQ(asked.measure->measure, Measure::kEdwards);
  EXPECT_THAT(csv(intake.finish(choices(MeasureChoice{Measure::kDuration, ""}))),
              HasSubstr("load [min],performance\nkim,2026-06-23,10,\n"));
  EXPECT_THAT(csv(intake.finish(choices(MeasureChoice{Measure::kDistance, ""}))), HasSubstr("kim,2026-06-23,6,\n"));
  EXPECT_EQ(csv(intake.finish(choices())), csv(asked)) << "as if nothing had been asked in between";
  intake.add("rpe.csv", rpe_sheet());
  HistoryChoices rest = choices(MeasureChoice{Measure::kSessionRpe, ""});
  rest.missing_days_rest = true;
  rest.athlete = "lee";
  EXPECT_THAT(csv(intake.finish(rest)), HasSubstr("lee,2026-06-24,0,\n"));
}

TEST(Intake, AsksForTheMeasureAndForTheZone) {
  Intake intake;
  intake.add("ride.tcx", bytes_of("<TrainingCenterDatabase><Activities><Activity Sport=\"Biking\"><Id>2026-06-23T"
                                  "23:30:00Z</Id><Lap StartTime=\"2026-06-23T23:30:00Z\"><TotalTimeSeconds>600"
                                  "</TotalTimeSeconds><DistanceMeters>6000</DistanceMeters></Lap></Activity>"
                                  "</Activities></TrainingCenterDatabase>"));
  const IntakeResult asked = intake.finish(choices());
  EXPECT_TRUE(asked.asks_measure());
  EXPECT_FALSE(asked.ready());
  EXPECT_THAT(asked.offers, Contains(testing::Field(&MeasureOffer::key, "duration")));
  HistoryChoices timed = choices(MeasureChoice{Measure::kDuration, ""});
  EXPECT_THAT(intake.finish(timed).questions, ElementsAre(asks("give the athlete's zone")));
  EXPECT_EQ(intake.finish(timed).questions[0].kind, Question::Kind::kZone);
  timed.zone = "Europe/Berln";
  EXPECT_THAT(intake.finish(timed).questions, ElementsAre(asks("Europe/Berln")));
  timed.zone = "Europe/Berlin";
  EXPECT_THAT(csv(intake.finish(timed)), HasSubstr("kim,2026-06-24,10,\n"));
  timed.athlete = "a/b";
  EXPECT_THAT(intake.finish(timed).questions, SizeIs(1)) << "no file can have that name";
}

TEST(Intake, AnswersToTablesAreGivenBeforeReading) {
  const ByteString sheet = bytes_of("Date;Duration (min);RPE\n03/04/2026;60;5\n05/04/2026;30;3\n");
  Intake asking;
  asking.add("rpe.csv", sheet);
  EXPECT_THAT(asking.finish(choices()).questions, ElementsAre(asks("rpe.csv: is \"03/04/2026\" day before")));
  ReadingOptions answered;
  answered.choices.day_first = true;
  Intake again(answered);
  again.add("rpe.csv", sheet);
  EXPECT_THAT(csv(again.finish(choices())), HasSubstr("kim,2026-04-03,300,\n"));
}

/// By one order the dates of a sheet are those of the sessions of other files.
TEST(Intake, CountsDatesOnDaysWithSessions) {
  Intake intake;
  intake.add("rpe.csv", rpe_sheet());
  intake.add("mornings.csv", bytes_of("date,HRV,Sleep\n06/05/2026,62,7\n06/06/2026,60,8\n"));
  Question question = intake.finish(choices()).questions.at(0);
  EXPECT_EQ(question.kind, Question::Kind::kDayOrder);
  EXPECT_EQ(question.choices.at(0).on_session_days, 0U);
  intake.add("more.csv", bytes_of("Date,Duration (min),RPE\n2026-06-05,30,4\n2026-06-06,30,4\n"));
  question = intake.finish(choices()).questions.at(0);
  EXPECT_EQ(question.choices.at(0).on_session_days, 1U);
  EXPECT_EQ(question.choices.at(1).on_session_days, 2U);
  Intake alone;
  alone.add("mornings.csv", bytes_of("date,HRV,Sleep\n06/05/2026,62,7\n06/06/2026,60,8\n"));
  EXPECT_EQ(alone.finish(choices()).questions.at(0).choices.at(0).on_session_days, std::nullopt);
}

TEST(Intake, OpensArchivesAndNamesWhatIsLeftOut) {
  ZipWriter inner, outer;
  inner.add({.name = "activities/ride.fit.gz", .bytes = gzip_of(fit_ride())});
  inner.add({.name = ".hidden.csv", .bytes = rpe_sheet()});
  inner.add({.name = "secret.fit", .bytes = fit_ride(), .flags = 1});
  outer.add({.name = "part.zip", .bytes = inner.finished()});
  outer.add({.name = "photo.jpg", .bytes = {0xFF, 0xD8, 0, 0, 1, 2}});
  Intake intake;
  intake.add("kim.zip", outer.finished());
  intake.leave_out("link.fit", "it is a link", false);
  EXPECT_EQ(files_text(intake.files()),
            "kim.zip/part.zip/activities/ride.fit: FIT, 1 session (cycling) on 2026-06-23, 600 samples\n"
            "kim.zip/photo.jpg: left out: no kind of file that is read\n"
            "kim.zip/part.zip/secret.fit: archive, unreadable: it is encrypted\n"
            "link.fit: left out: it is a link\n"
            "1 file read, 2 left out, 1 unreadable\n");
  EXPECT_EQ(intake.finish(choices()).sessions, 1U);
}

TEST(Intake, OfANamedFileUnreadableContentIsTrouble) {
  Intake intake;
  intake.add("kim.dat", bytes_of("nothing\n"));
  intake.add("folder/kim.dat", bytes_of("nothing\n"), false);
  intake.add("folder/kim.fit", bytes_of("nothing\n"), false);
  const FileCounts counts = count_files(intake.files());
  EXPECT_EQ(counts.unreadable, 2U);
  EXPECT_EQ(counts.left_out, 1U);
  const IntakeResult result = intake.finish(choices());
  EXPECT_EQ(result.sessions, 0U);
  EXPECT_FALSE(result.ready());
  EXPECT_THAT(result.questions, IsEmpty());
}

/// A source that counts the most that was asked for at once.
class WatchedSource final : public ByteSource {
 public:
  explicit WatchedSource(ByteString bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    most = std::max(most, count);
    return MemorySource(bytes_).read(at, count, buffer);
  }
  mutable std::size_t most = 0;

 private:
  ByteString bytes_;
};

/// Records that a history has no place for, and workouts of half an hour on `days` days from 4 May 2026.
ByteString apple_export(int days) {
  std::string text = "<?xml version=\"1.0\"?>\n<HealthData locale=\"en\">\n";
  for (int i = 0; i < 40000; ++i) {
    text += "<Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"" + std::to_string(i * 7919 % 1000) + "\"/>\n";
  }
  for (int day = 0; day < days; ++day) {
    const std::string date = iso(Date{date::days{20577 + day}});
    text +=
        "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\" "
        "startDate=\"" +
        date + " 07:00:00 +0200\" endDate=\"" + date + " 07:30:00 +0200\"/>\n";
  }
  return bytes_of(text + "</HealthData>\n");
}

TEST(Intake, ReadsAppleHealthInPiecesAloneAndInAZip) {
  const ByteString text = apple_export(3);
  ZipWriter zip;
  zip.add({.name = "apple_health_export/export.xml", .bytes = text, .deflate = true});
  zip.add({.name = "apple_health_export/.export.xml", .bytes = text, .deflate = true});
  const WatchedSource alone(text), zipped(zip.finished());
  ReadingOptions options;
  options.limits.most_in_entry = 1U << 20U;
  ASSERT_GT(text.size(), 2 * options.limits.most_in_entry) << "larger than any entry that is read at once";
  for (const WatchedSource* source : {&alone, &zipped}) {
    Intake intake(options);
    intake.add("export", *source);
    ASSERT_EQ(intake.files()[0].kind, FileKind::kAppleHealth) << files_text(intake.files());
    EXPECT_THAT(file_line(intake.files()[0]),
                HasSubstr("Apple Health, 3 sessions (running) from 2026-05-04 to 2026-05-06"));
    EXPECT_LE(source->most, 300000U);
    EXPECT_THAT(csv(intake.finish(choices(MeasureChoice{Measure::kDuration, ""}))), HasSubstr("kim,2026-05-06,30,\n"));
  }
}

/// Streams of an activity of intervals.icu: ten minutes at a heart rate.
ByteString streams(int heart_rate) {
  std::string text = "time,heartrate\n";
  for (int second = 0; second <= 600; ++second)
    text += std::to_string(second) + "," + std::to_string(heart_rate) + "\n";
  return bytes_of(text);
}

constexpr const char* kActivities =
    "id,start_date_local,name,type,moving_time,distance,elapsed_time,icu_training_load\n"
    "i101,2026-06-23T08:00:00,Ride,Ride,600,5000,600,12\n202,2026-06-24T08:00:00,Run,Run,600,2000,600,14\n";

TEST(Intake, StreamsHaveTheDateOfTheActivityThatTheirFilesNameTells) {
  ReadingOptions reading;
  reading.profile.heart_rate.max = 190.0;
  Intake intake(reading);
  intake.add("i101_streams.csv", streams(180));  // before its activity
  intake.add("activities.csv", bytes_of(kActivities));
  intake.add("streams/202.csv", streams(100));
  intake.add("i999_streams.csv", streams(180));
  const IntakeResult result = intake.finish(choices(MeasureChoice{Measure::kEdwards, ""}));
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(result.sessions, 2U);
  // 10 min in the zone from 90 % on, weight 5, and in that from 50 % on, weight 1.
  EXPECT_THAT(csv(result), HasSubstr("kim,2026-06-23,50.08,\nkim,2026-06-24,10.02,\n"));
  EXPECT_THAT(result.joined, Contains("samples of 2 sessions are from streams of intervals.icu"));
  EXPECT_THAT(result.left_out, ElementsAre(HasSubstr("i999_streams.csv left out: streams have no date")));
  EXPECT_THAT(sessions_text(result), HasSubstr("i999_streams.csv left out"));
}

TEST(Intake, StreamsAloneAreNoSession) {
  Intake intake;
  intake.add("i101_streams.csv", streams(180));
  const IntakeResult result = intake.finish(choices());
  EXPECT_EQ(result.sessions, 0U);
  EXPECT_FALSE(result.daily);
  EXPECT_THAT(result.left_out, SizeIs(1));
}

TEST(Intake, EndsAnArchiveWhenItIsCancelled) {
  ZipWriter zip;
  for (int i = 0; i < 5; ++i) zip.add({.name = std::to_string(i) + ".fit", .bytes = fit_ride()});
  int asked = 0;
  ReadingOptions options;
  options.cancelled = [&] { return ++asked == 2; };
  Intake intake(options);
  intake.add("kim.zip", zip.finished());
  EXPECT_THAT(intake.files(), SizeIs(2));
}

TEST(Intake, CountsReadingsOfMarkersThatAHistoryHasNoColumnFor) {
  Intake intake;
  intake.add("ride.fit", fit_ride());
  intake.add("hrv.csv", bytes_of("date,HR,rMSSD,pNN50,SDNN\n2026-06-24,48,62,20,55\n2026-06-25,47,60,19,54\n"));
  const IntakeResult result = intake.finish(choices(MeasureChoice{Measure::kDuration, ""}));
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(result.readings, intake.files()[1].facts.readings);
  EXPECT_THAT(csv(result), HasSubstr("kim,2026-06-25,,,60,47\n"));
}

TEST(Intake, TakesOneOfTheAthletesThatATableNames) {
  Intake intake;
  intake.add("club.csv", bytes_of("Date,Athlete,Duration (min),RPE\n2026-06-23,Kim,60,5\n2026-06-23,Lea,60,7\n"));
  IntakeResult result = intake.finish({});
  EXPECT_THAT(result.athletes, ElementsAre("Kim", "Lea"));
  EXPECT_THAT(result.questions, ElementsAre(asks("whose history is it? The files name Kim, Lea")));
  EXPECT_EQ(result.sessions, 0U);
  result = intake.finish(choices());
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(csv(result), "athlete,date,load [AU],performance\nkim,2026-06-23,300,\n");
  HistoryChoices guessed = choices();
  guessed.athlete_guessed = true;
  EXPECT_FALSE(intake.finish(guessed).ready());
}

TEST(Intake, FilesAreOfTheAthleteThatTheCallerNames) {
  ReadingOptions reading;
  reading.athlete_of = [](std::string_view name) { return std::string(name.substr(0, name.find('/'))); };
  Intake intake(reading);
  intake.add("kim/rpe.csv", bytes_of("Date,Duration (min),RPE\n2026-06-23,60,5\n"));
  intake.add("lee/rpe.csv", bytes_of("Date,Duration (min),RPE\n2026-06-23,60,7\n"));
  intake.add("lee/hrv.csv", bytes_of("date,HR,rMSSD,pNN50\n2026-06-23,48,62,20\n"));
  intake.add("lee/team.csv", bytes_of("Date,Athlete,Duration (min),RPE\n2026-06-24,Kim,60,3\n2026-06-24,Mo,60,4\n"));
  EXPECT_THAT(intake.athletes(), ElementsAre("kim", "lee", "Mo")) << "a table that names athletes knows better";
  const IntakeResult kim = intake.finish(choices());
  ASSERT_TRUE(kim.ready()) << testing::PrintToString(kim.questions);
  EXPECT_EQ(csv(kim), "athlete,date,load [AU],performance\nkim,2026-06-23,300,\nkim,2026-06-24,180,\n");
  EXPECT_EQ(kim.readings, 0U);
  HistoryChoices of_lee = choices();
  of_lee.athlete = "LEE";
  const IntakeResult lee = intake.finish(of_lee);
  EXPECT_EQ(lee.sessions, 1U) << "the same hour of two athletes is two sessions";
  EXPECT_EQ(lee.readings, 2U);
}

/// A run on 23 June 2026, and results of two kinds of test.
Content tested() {
  Content content;
  content.sessions.resize(1);
  content.sessions[0].start = 20627 * 86400.0;  // 2026-06-23 [s]
  content.sessions[0].clock = Clock::kDay;
  content.sessions[0].duration = 3600.0;
  content.sessions[0].rpe = 5.0;
  const Date date{date::days{20627}};
  content.tests.push_back({.kind = "jump", .value = 38.25, .unit = "cm", .date = date});
  content.tests.push_back({.kind = "jump", .value = 38.5, .unit = "cm", .date = date});
  content.tests.push_back({.kind = "FTP", .value = 270.0, .unit = "W", .date = date});
  return content;
}

TEST(Intake, TakesOneKindOfTestOfWhatACallerRead) {
  Intake intake;
  intake.add_content("tests.xml", FileKind::kOther, "tests", tested());
  EXPECT_EQ(file_line(intake.files()[0]), "tests, 1 session, 3 test results on 2026-06-23");
  HistoryChoices wanted = choices();
  const IntakeResult asked = intake.finish(wanted);
  EXPECT_THAT(asked.tests, SizeIs(2));
  EXPECT_THAT(asked.questions, ElementsAre(asks("which kind of test is the performance?")));
  wanted.response = "jump";
  const IntakeResult result = intake.finish(wanted);
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(csv(result), "athlete,date,load [AU],performance\nkim,2026-06-23,300,38.5\n");
  EXPECT_THAT(daily_text(result), HasSubstr("performance is jump [cm], 1 test\n"));
  EXPECT_THAT(daily_text(result), Not(HasSubstr(kNoTests)));
}

/// Tests shortly before the first session and after the last one make the record longer.
TEST(Intake, AListOfTestsIsThePerformance) {
  Intake intake;
  intake.add("rpe.csv", rpe_sheet());
  intake.add("tests.csv", bytes_of("date,performance [W]\n2026-05-25,280\n2026-06-22,296\n2026-06-25,301\n"
                                   "2026-06-25,299\n2026-06-27,305\n2026-09-01,310\n"));
  HistoryChoices rest = choices();
  rest.missing_days_rest = true;
  const IntakeResult result = intake.finish(rest);
  ASSERT_TRUE(result.ready()) << questions_text(result);
  EXPECT_EQ(csv(result),
            "athlete,date,load [AU],performance\nkim,2026-06-22,0,296\nkim,2026-06-23,50,\nkim,2026-06-24,0,\n"
            "kim,2026-06-25,240,301\nkim,2026-06-26,0,\nkim,2026-06-27,0,305\n");
  EXPECT_THAT(daily_text(result),
              HasSubstr("performance [W], 3 tests; 2 more than 28 days before or after the record left out"));
  EXPECT_EQ(file_line(intake.files()[1]), "CSV (tests), 6 test results from 2026-05-25 to 2026-09-01");
  intake.add("more.csv", bytes_of("date,performance [km/h]\n2026-06-25,18\n"));
  EXPECT_THAT(intake.finish(rest).questions, ElementsAre(asks("which kind of test is the performance?")));
}

}  // namespace
}  // namespace formcast::intake
