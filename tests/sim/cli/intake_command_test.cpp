// `formcast intake` as a person or a script runs it, on files written byte by byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sim/cli/run_program.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

/// Ten minutes on 23 June 2026 from 11:54:40 UTC, 6 km; local time is two hours ahead.
Bytes fit_ride() { return intake::testing_fit::ride(600).bytes(); }

/// The same ride as another service has it, without an offset from universal time.
std::string tcx_ride(const std::string& start = "2026-06-23T11:54:42Z") {
  return "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase><Activities><Activity Sport=\"Biking\"><Id>" + start +
         "</Id><Lap StartTime=\"" + start +
         "\"><TotalTimeSeconds>598</TotalTimeSeconds><DistanceMeters>5980</DistanceMeters></Lap></Activity>"
         "</Activities></TrainingCenterDatabase>\n";
}

/// RPE of that ride, which it does not know, and of a run on the next day but one.
constexpr const char* kRpe = "Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n";

class IntakeCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    fs::create_directories(folder_ / "kim");
    fs::create_directories(folder_ / "out");
  }
  void write_bytes(const std::string& name, const Bytes& bytes) const { write(name, {bytes.begin(), bytes.end()}); }
  void write_rides() const {
    write_bytes("kim/ride.fit", fit_ride());
    write("kim/ride.tcx", tcx_ride());
    write("kim/rpe.csv", kRpe);
  }
  Ran intake(const std::string& arguments) const { return shell("$F intake " + arguments); }
  std::string history(const std::string& name = "out/kim.history.csv") const { return contents(folder_ / name); }
};

TEST_F(IntakeCommand, ARideFromTwoServicesCountsOnce) {
  write_rides();
  const Ran ran = intake("kim -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_EQ(history(),
            "athlete,date,load [AU],performance\nkim,2026-06-23,50,\nkim,2026-06-24,,\nkim,2026-06-25,240,\n");
  EXPECT_THAT(ran.out, StartsWith("kim/ride.fit: FIT, 1 session (cycling) on 2026-06-23, 600 samples\n"));
  EXPECT_THAT(ran.out,
              HasSubstr("kim/rpe.csv: CSV (RPE), 2 sessions (cycling, running) from 2026-06-23 to 2026-06-25"));
  EXPECT_THAT(ran.out, HasSubstr("4 records of 2 sessions, 0 readings"));
  EXPECT_THAT(ran.out, HasSubstr("3 records of one session: 2026-06-23 11:54 UTC in kim/ride.fit"));
  EXPECT_THAT(ran.out, HasSubstr("kim  2026-06-23 to 2026-06-25, 3 days: 2 with a load, 0 of rest, 1 with a missing"));
  EXPECT_THAT(ran.out, HasSubstr("load is session RPE [AU], the only measure that all sessions have"));
  EXPECT_THAT(ran.out, HasSubstr("it has no tests: calibrate needs some"));
  EXPECT_THAT(ran.out, HasSubstr("wrote out/kim.history.csv"));
  ASSERT_EQ(intake("kim -o out --missing-days rest --replace").code, 0);
  EXPECT_THAT(history(), HasSubstr("kim,2026-06-24,0,\n"));
}

TEST_F(IntakeCommand, TheHistoryPassesCheckAndTakesTests) {
  write_rides();
  ASSERT_EQ(intake("kim -o out").code, 0);
  const Ran checked = shell("$F check out/kim.history.csv");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, AllOf(HasSubstr("no tests yet, of which calibrate needs some"), HasSubstr("none")));
  const Ran untested = shell("$F calibrate out/kim.history.csv --timing next-day -o twins");
  EXPECT_EQ(untested.code, 3);
  EXPECT_THAT(untested.err, HasSubstr("needs at least one test"));
  ASSERT_EQ(shell("sed 's/-25,240,/-25,240,300/' out/kim.history.csv > tested.csv").code, 0);
  const Ran tested = shell("$F check tested.csv");
  EXPECT_EQ(tested.code, 0) << tested.err;
  EXPECT_THAT(tested.out, Not(HasSubstr("no tests yet")));
}

TEST_F(IntakeCommand, ArchivesAreOpenedAlsoInsideArchives) {
  intake::ZipWriter inner, outer;
  inner.add({.name = "activities/ride.fit.gz", .bytes = intake::gzip_of(fit_ride())});
  inner.add({.name = ".hidden.csv", .bytes = intake::bytes_of(kRpe)});
  outer.add({.name = "part.zip", .bytes = inner.finished()});
  outer.add({.name = "rpe.csv", .bytes = intake::bytes_of(kRpe), .deflate = true});
  outer.add({.name = "photo.jpg", .bytes = {0xFF, 0xD8, 0, 0, 1, 2}});
  write_bytes("kim.zip", outer.finished());
  const Ran ran = intake("kim.zip -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("kim.zip/part.zip/activities/ride.fit: FIT, 1 session"));
  EXPECT_THAT(ran.out, HasSubstr("kim.zip/photo.jpg: left out: no kind of file that is read"));
  EXPECT_THAT(ran.out, Not(HasSubstr("hidden")));
  EXPECT_THAT(history(), HasSubstr("kim,2026-06-23,50,\n"));
  const Ran checked = shell("$F check kim.zip");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out,
              HasSubstr("kim.zip: 3 files: 1 CSV (RPE), 1 FIT, 1 left out\n  intake makes a history of 2"));
}

TEST_F(IntakeCommand, AnArchiveMayBeLargerThanMemory) {
  intake::ZipWriter zip;
  zip.add({.name = "ride.fit", .bytes = fit_ride(), .deflate = true});
  zip.add({.name = "rpe.csv", .bytes = intake::bytes_of(kRpe)});
  write_bytes("end.zip", zip.finished());
  // Sparse: what is before the archive takes no room on the disk.
  ASSERT_EQ(shell("printf 'PK\\003\\004' > kim.zip && truncate -s 3G kim.zip && cat end.zip >> kim.zip").code, 0);
  ASSERT_EQ(shell("truncate -s 600M kim/huge.csv").code, 0);
  const Ran ran = intake("kim.zip -o out");
  EXPECT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(history(), HasSubstr("kim,2026-06-23,50,\n"));
  EXPECT_THAT(intake("kim --dry-run").err, HasSubstr("kim/huge.csv: it is larger than 512 MB, the most that is read"));
}

TEST_F(IntakeCommand, AnUnreadableFileCostsNoOther) {
  write_rides();
  write("kim/broken.fit", "this is no ride");
  write("kim/cut.zip", "PK\x03\x04");
  write("kim/notes.md", "a good week\n");
  ASSERT_EQ(shell("ln -s ride.fit kim/link.fit && ln -s . kim/loop && : > kim/.hidden && chmod 000 kim/ride.tcx").code,
            0);
  const Ran ran = intake("kim kim/ride.fit --athlete kim -o out");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("kim/broken.fit: it is not what its name says"));
  EXPECT_THAT(ran.err, HasSubstr("kim/cut.zip: the archive holds no complete entry"));
  EXPECT_THAT(ran.out, HasSubstr("kim/link.fit: left out: it is a link; links in folders are not followed"));
  EXPECT_THAT(ran.out, HasSubstr("kim/ride.fit: left out: it is given twice"));
  EXPECT_THAT(ran.out, HasSubstr("kim/notes.md: left out: "));
  EXPECT_THAT(ran.out, HasSubstr("wrote out/kim.history.csv"));
  EXPECT_THAT(history(), HasSubstr("kim,2026-06-23,50,\n"));
}

TEST_F(IntakeCommand, AQuestionIsAskedBeforeAnythingIsWritten) {
  write("kim/rpe.csv", "Date;Duration (min);RPE\n03/04/2026;60;5\n05/04/2026;30;3\n");
  const Ran asked = intake("kim -o out");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out, HasSubstr("question: kim/rpe.csv: is \"03/04/2026\" day before month or month before day?"));
  EXPECT_THAT(asked.out, HasSubstr("no history was written"));
  EXPECT_THAT(asked.err, HasSubstr("a question has to be answered first"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  const Ran checked = shell("$F check kim/rpe.csv");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("question: "));
  const Json question = Json::parse(intake("kim -o out --json").out)["histories"][0]["questions"].at(0);
  EXPECT_EQ(question["kind"], "day_order");
  EXPECT_EQ(question["file"], "kim/rpe.csv");
  EXPECT_EQ(question["column"], "Date");
  EXPECT_EQ(question["option"], "--dates");
  EXPECT_EQ(question["choices"].at(0)["answer"], "day-first");
  ASSERT_EQ(intake("kim -o out --dates day-first").code, 0);
  EXPECT_THAT(history(), AllOf(HasSubstr("kim,2026-04-03,300,\n"), HasSubstr("kim,2026-04-05,90,\n")));
}

TEST_F(IntakeCommand, AsksForTheMeasureAndTheZoneWhereTheFilesDoNotTell) {
  write("kim/ride.tcx", tcx_ride("2026-06-23T23:30:00Z"));
  const Ran measure = intake("kim -o out");
  EXPECT_EQ(measure.code, 3);
  EXPECT_THAT(measure.out, HasSubstr("question: which measure of load is the history in?"));
  EXPECT_EQ(Json::parse(intake("kim -o out --json").out)["histories"][0]["questions"].at(0)["kind"], "measure");
  EXPECT_THAT(measure.out, AllOf(HasSubstr("duration      "), HasSubstr("1 of 1"), HasSubstr("threshold power")));
  const Ran zone = intake("kim -o out --measure duration");
  EXPECT_EQ(zone.code, 3);
  EXPECT_THAT(zone.out, HasSubstr("give the athlete's zone"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  ASSERT_EQ(intake("kim -o out --measure duration --zone Europe/Berlin").code, 0);
  EXPECT_THAT(history(), HasSubstr("athlete,date,load [min],performance\nkim,2026-06-24,9.97,\n"));
  EXPECT_THAT(intake("kim -o out --measure duration --zone Europe/Berln").err,
              HasSubstr("did you mean Europe/Berlin?"));
  EXPECT_EQ(intake("kim -o out --measure power_stres").code, 2);
  EXPECT_EQ(intake("kim -o out --threshold-power nan").code, 2);
  EXPECT_EQ(intake("kim --measure duration").code, 2) << "without an output folder";
}

TEST_F(IntakeCommand, MeasuresRestOnWhatIsKnownOfTheAthlete) {
  write_bytes("kim/ride.fit", fit_ride());
  const Ran without = intake("kim -o out --measure power_stress");
  EXPECT_EQ(without.code, 0) << without.err;
  EXPECT_THAT(without.out, HasSubstr("in kim/ride.fit needs the athlete's threshold power"));
  EXPECT_THAT(history(), HasSubstr("kim,2026-06-23,,\n"));
  const Ran with = intake("kim -o out --measure power_stress --threshold-power 230 --replace");
  EXPECT_EQ(with.code, 0) << with.err;
  EXPECT_THAT(with.out, HasSubstr("1 day: 1 with a load"));
}

TEST_F(IntakeCommand, ADryRunWritesNothing) {
  write_rides();
  const Ran ran = intake("kim --dry-run");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("3 days: 2 with a load"), HasSubstr("nothing was written (--dry-run)")));
  EXPECT_EQ(intake("kim -o out --dry-run").code, 0);
  EXPECT_EQ(files(), 3u);
}

TEST_F(IntakeCommand, AnotherHistoryIsNotOverwritten) {
  write_rides();
  ASSERT_EQ(intake("kim -o kim").code, 0);
  const std::string made = history("kim/kim.history.csv");
  const Ran again = intake("kim -o kim");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("kim/kim.history.csv: history, left out: it is a history already"));
  EXPECT_THAT(again.out, HasSubstr("kim/kim.history.csv holds all this already"));
  write("kim/kim.history.csv", made + "kim,2026-06-26,0,310\n");
  const Ran refused = intake("kim -o kim");
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("kim/kim.history.csv: holds something else; give --replace"));
  EXPECT_THAT(history("kim/kim.history.csv"), HasSubstr("310"));
  EXPECT_THAT(intake("kim -o kim --replace").out, HasSubstr("replaced kim/kim.history.csv"));
  EXPECT_EQ(history("kim/kim.history.csv"), made);
}

TEST_F(IntakeCommand, JsonSaysWhatTheTextSays) {
  write_rides();
  write("kim/hrv.csv", "date,HR,rMSSD,pNN50\n2026-06-24,48,62,20\n");
  write("kim/broken.gpx", "<gpx><trk>");
  const std::string text = "\n" + intake("kim --dry-run").out;
  const Ran ran = intake("kim --dry-run --json");
  EXPECT_EQ(ran.code, 3);
  const Json report = Json::parse(ran.out);
  const Json& kim = report["histories"].at(0);
  EXPECT_EQ(kim["athlete"], "kim");
  EXPECT_EQ(report["files"].size(), 5u);
  for (const Json& file : report["files"]) {
    EXPECT_THAT(text, HasSubstr("\n" + file["file"].get<std::string>() + ": "));
  }
  EXPECT_EQ(report["files_read"], 4);
  EXPECT_EQ(report["files_unreadable"], 1);
  EXPECT_THAT(text, HasSubstr("4 files read, 0 left out, 1 unreadable"));
  EXPECT_EQ(kim["records"], 4);
  EXPECT_EQ(kim["sessions"], 2);
  EXPECT_EQ(kim["readings"], 2);
  EXPECT_THAT(text, HasSubstr("4 records of 2 sessions, 2 readings"));
  EXPECT_EQ(kim["measure"], "session RPE");
  const Json& history = kim["history"];
  EXPECT_EQ(history["days"], 3);
  EXPECT_EQ(history["days_with_load"], 2);
  EXPECT_EQ(history["missing_loads"], 1);
  EXPECT_EQ(history["markers"], (Json{{"hrv_rmssd", 1}, {"resting_hr", 1}}));
  EXPECT_THAT(text, HasSubstr("hrv_rmssd on 1 day"));
  EXPECT_EQ(kim["outcome"], "dry_run");
  EXPECT_EQ(kim["questions"].size(), 0u);
}

TEST_F(IntakeCommand, TheAthleteIsNamedByTheFolderOrByTheOption) {
  write_rides();
  ASSERT_EQ(shell("cd kim && $F intake . -o ../out").code, 0);
  EXPECT_EQ(files("out", ".csv"), 1u);
  EXPECT_TRUE(fs::exists(folder_ / "out/kim.history.csv"));
  EXPECT_THAT(intake("kim/ride.fit kim/rpe.csv -o out").err, HasSubstr("give --athlete NAME"));
  EXPECT_EQ(intake("kim/rpe.csv -o out --athlete a/b").code, 3);
  EXPECT_EQ(intake("kim/rpe.csv -o out --athlete =A1").code, 3);
  EXPECT_EQ(intake("kim -o nowhere").code, 3);
  EXPECT_EQ(intake("nowhere -o out").code, 3);
  EXPECT_THAT(intake("kim/rpe.csv -o out --athlete 'Kim B'").out, HasSubstr("wrote out/Kim B.history.csv"));
}

TEST_F(IntakeCommand, CheckSaysWhatADeviceFileIs) {
  write_rides();
  write("kim/settings.gpx", "<gpx><rte><rtept lat=\"1\" lon=\"2\"/></rte></gpx>");
  const Ran ran = shell("$F check kim/ride.fit kim/ride.tcx kim/rpe.csv kim/settings.gpx kim");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("kim/ride.fit: FIT, 1 session (cycling) on 2026-06-23, 600 samples\n"
                                  "  intake makes a history of 1 session; load by duration, distance, or others\n"));
  EXPECT_THAT(ran.out, HasSubstr("kim/settings.gpx: GPX, left out: it holds a route, which is a plan"));
  EXPECT_THAT(ran.out, HasSubstr("kim: 4 files: 1 CSV (RPE), 1 FIT, 1 TCX, 1 left out"));
  EXPECT_EQ(Json::parse(shell("$F check kim/ride.fit --json").out)[0]["sessions"], 1);
  write("kim/ride.fit", "nothing");
  EXPECT_EQ(shell("$F check kim/ride.fit").code, 3);
}

}  // namespace
}  // namespace formcast
