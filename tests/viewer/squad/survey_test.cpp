#include "viewer/squad/survey.hpp"

#include <gtest/gtest.h>

namespace formcast {
namespace {

SurveyRow row(const char* athlete, int urgency, const char* race) {
  SurveyRow row;
  row.athlete = athlete;
  row.urgency = urgency;
  row.race = parse_iso(race).value();
  return row;
}

TEST(Survey, WhoNeedsALookComesFirst) {
  const std::vector<SurveyRow> rows{row("A", 0, "2024-03-01"), row("B", 1, "2024-05-01"), row("C", 4, "2024-06-01"),
                                    row("D", 0, "2024-02-01"), row("E", 4, "2024-04-01")};
  std::string order;
  for (const SurveyRow* at : in_order(rows, "")) order += at->athlete;
  EXPECT_EQ(order, "ECBDA") << "by urgency, then by race";
  EXPECT_EQ(in_order(rows, "d").size(), 1u);
  EXPECT_EQ(survey_text(rows), "3 of 5 athletes need a look");
  EXPECT_EQ(survey_text({rows[1]}), "1 of 1 athletes needs a look");
  EXPECT_EQ(survey_text({rows[0], rows[3]}), "Nobody needs a look today");
}

}  // namespace
}  // namespace formcast
