// How the athletes of a file are learned, and days of an athlete who is known.
#include "viewer/desk/learning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/twin/twin.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

/// Days `first` to `last` of an athlete with a test every fourth day, more load from `harder` on.
std::string days_csv(int first, int last, int harder = 1000) {
  std::string csv = "athlete,date,load,performance [W]\n";
  const Date start = *parse_iso("2024-01-01");
  for (int day = first; day <= last; ++day) {
    csv += "Ada," + iso(start + date::days{day}) + "," + std::to_string(60 + 17 * (day % 5) + (day >= harder ? 9 : 0)) +
           ",";
    if (day % 4 == 0) csv += std::to_string(300 + (7 * day) % 11);
    csv += "\n";
  }
  return csv;
}

LearnedTwin learned(const std::string& csv, Timing timing, const std::string& known = "") {
  return Learner(parse_history(csv, "week.csv"), timing, known).next();
}

TEST(ContinuedRecord, IsLearnedAsTheWholeRecordWouldBe) {
  const std::string known = with_separators({learned(days_csv(0, 40), Timing::kNextDay).json});
  for (const int first : {38, 41}) {  // with days that are known, and without
    const LearnedTwin week = learned(days_csv(first, 47), Timing::kSameDay, known);
    const LearnedTwin whole = learned(days_csv(0, 47), Timing::kNextDay);
    ASSERT_EQ(week.error, "");
    const Twin is = parse_twin(week.json, "week"), was = parse_twin(whole.json, "whole");
    EXPECT_EQ(is.start, was.start);
    EXPECT_EQ(is.load, was.load);
    EXPECT_EQ(is.timing, Timing::kNextDay) << "the record's own";
    ASSERT_EQ(is.models.size(), was.models.size());
    for (std::size_t m = 0; m < is.models.size(); ++m) EXPECT_EQ(is.models[m].weight, was.models[m].weight);
    ASSERT_EQ(week.forecasts.size(), whole.forecasts.size());
    EXPECT_EQ(week.forecasts.back().expected, whole.forecasts.back().expected);
    EXPECT_TRUE(week.rows.empty());
  }
}

TEST(ContinuedRecord, SaysWhichDaysAreMissing) {
  const std::string known = with_separators({learned(days_csv(0, 40), Timing::kNextDay).json});
  const LearnedTwin later = learned(days_csv(44, 47), Timing::kNextDay, known);
  ASSERT_EQ(later.rows.size(), 1u);
  EXPECT_THAT(later.rows[0], HasSubstr("3 days between the twin's record and the new file are missing"));
}

TEST(ContinuedRecord, RefusesOtherLoadsForDaysItHas) {
  const std::string known = with_separators({learned(days_csv(0, 40), Timing::kNextDay).json});
  const LearnedTwin other = learned(days_csv(38, 47, 38), Timing::kNextDay, known);
  EXPECT_EQ(other.json, "");
  EXPECT_THAT(other.error, HasSubstr("cannot be updated: "));
  EXPECT_THAT(other.error, HasSubstr("2024-02-08: load is 120, but the twin has 111"));
}

TEST(ContinuedRecord, IsOnlyThatOfAFileThatBeginsLater) {
  const LearnedTwin first = learned(days_csv(4, 40), Timing::kNextDay);
  const std::string known = with_separators({"not a session", first.json});
  const LearnedTwin whole = learned(days_csv(0, 47, 20), Timing::kSameDay, known);
  ASSERT_EQ(whole.error, "");
  EXPECT_EQ(parse_twin(whole.json, "whole").timing, Timing::kSameDay);
  EXPECT_EQ(learned(days_csv(4, 40), Timing::kNextDay, known).json, first.json);
}

}  // namespace
}  // namespace formcast
