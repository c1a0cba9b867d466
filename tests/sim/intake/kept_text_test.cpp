// What is kept of files for the next run gives the same history, bit for bit.
#include "sim/intake/kept_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/intake/intake_text.hpp"
#include "sim/measures/condensed.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast::intake {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

/// What an intake keeps of each file that it reads.
std::vector<KeptFile> read_all(const std::vector<std::pair<std::string, ByteString>>& files, ReadingOptions options) {
  std::vector<KeptFile> kept;
  options.keep = [&](const ReadFile& file, const Content& content) { kept.push_back({file, content}); };
  Intake intake(std::move(options));
  for (const auto& [name, bytes] : files) intake.add(name, bytes);
  return kept;
}

std::vector<std::pair<std::string, ByteString>> some_files() {
  return {{"ride.fit", testing_fit::ride(600).bytes()},
          {"rpe.csv", bytes_of("Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n")},
          {"hrv.csv", bytes_of("date,HR,rMSSD,pNN50,SDNN\n2026-06-24,48.1,62.3,20,55\n2026-06-25,47,60,19,54\n")},
          {"sets.csv", bytes_of("Date;Workout Name;Duration;Exercise Name;Set Order;Weight;Reps\n"
                                "2026-06-24 07:30:00;Morning;45m;Squat;1;82.5;5\n")},
          {"club.csv", bytes_of("Date,Athlete,Duration (min),RPE\n2026-06-26,Kim,60,5\n2026-06-26,Lea,60,7\n")},
          {"photo.jpg", {0xFF, 0xD8, 0, 0, 1, 2}}};
}

ReadingOptions with_thresholds() {
  ReadingOptions options;
  options.profile.heart_rate = {48.3, 191.0};
  options.profile.trimp = kWomen;
  options.profile.threshold_power = 230.0;
  options.choices.mass_unit = 1.0;
  return options;
}

TEST(KeptText, GivesTheSameHistoryAndReport) {
  Intake read(with_thresholds()), kept(with_thresholds());
  for (const auto& [name, bytes] : some_files()) read.add(name, bytes);
  for (KeptFile& file : kept_files(kept_text(read_all(some_files(), with_thresholds())))) {
    kept.add(std::move(file.file), std::move(file.content));
  }
  EXPECT_EQ(files_text(read.files()), files_text(kept.files()));
  HistoryChoices choices;
  choices.athlete = "Kim";
  for (const Measure measure : {Measure::kTrimp, Measure::kPowerStress, Measure::kSessionRpe, Measure::kTonnage}) {
    choices.measure = MeasureChoice{measure, ""};
    const IntakeResult one = read.finish(choices), other = kept.finish(choices);
    ASSERT_TRUE(one.ready() && other.ready()) << testing::PrintToString(one.questions);
    EXPECT_EQ(history_csv(*one.daily, "kim.csv"), history_csv(*other.daily, "kim.csv"));
    EXPECT_EQ(sessions_text(one) + daily_text(one), sessions_text(other) + daily_text(other));
  }
}

TEST(KeptText, IsTheSameTextAgain) {
  const std::string text = kept_text(read_all(some_files(), with_thresholds()));
  EXPECT_EQ(kept_text(kept_files(text)), text);
  EXPECT_THAT(text, Not(HasSubstr("\n")));
  EXPECT_THAT(kept_files(text), SizeIs(6));
}

TEST(KeptText, KeepsWhatIsMissingApartFromZero) {
  KeptFile kept;
  kept.content.sessions.resize(1);
  kept.content.sessions[0].duration = -0.0;
  auto condensed = std::make_shared<Condensed>();
  condensed->seconds = 1.0 / 3.0;
  condensed->loads.push_back({Measure::kLucia, {kMissing, 0.5, "has no heart rate"}, "watch.fit"});
  kept.content.sessions[0].condensed = condensed;
  kept.content.readings.push_back({.marker = "mood", .value = kMissing, .date = {}, .utc_offset = {}});
  const KeptFile again = kept_files(kept_text({&kept, 1})).at(0);
  const Session& session = again.content.sessions.at(0);
  EXPECT_TRUE(std::signbit(session.duration));
  EXPECT_TRUE(std::isnan(session.distance));
  EXPECT_TRUE(std::isnan(again.content.readings.at(0).value));
  EXPECT_EQ(session.condensed->seconds, 1.0 / 3.0);
  EXPECT_EQ(session.condensed->loads.at(0).measure, Measure::kLucia);
  EXPECT_EQ(session.condensed->loads.at(0).from, "watch.fit");
}

TEST(KeptText, RefusesWhatItCannotKeep) {
  KeptFile kept;
  kept.file.name = "\xFF.fit";
  EXPECT_ANY_THROW(kept_text({&kept, 1}));
  kept = {};
  kept.content.readings.push_back({.marker = "mood", .value = HUGE_VAL, .date = {}, .utc_offset = {}});
  EXPECT_ANY_THROW(kept_text({&kept, 1}));
  kept = {};
  kept.content.sessions.resize(1);
  kept.content.sessions[0].samples.push_back({});
  EXPECT_ANY_THROW(kept_text({&kept, 1})) << "samples are measured first";
  EXPECT_ANY_THROW(kept_files("[{\"file\":"));
  EXPECT_ANY_THROW(kept_files("[{\"file\":{\"name\":5}}]"));
}

TEST(KeptText, OptionsOfReadingTellThemselvesApart) {
  const std::string plain = reading_key({});
  EXPECT_EQ(reading_key({}), plain);
  EXPECT_NE(reading_key(with_thresholds()), plain);
  ReadingOptions other;
  other.choices.day_first = true;
  EXPECT_NE(reading_key(other), plain);
  other.choices.day_first.reset();
  EXPECT_EQ(reading_key(other), plain);
  other.choices.mappings.push_back({"club.toml", {{"Datum", Meaning::kDate}}});
  EXPECT_NE(reading_key(other), plain);
}

}  // namespace
}  // namespace formcast::intake
