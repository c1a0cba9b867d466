// A coach's own list of tests.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/devices/mutations.hpp"
#include "tests/sim/exports/export_reading.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "performance [W] 296.5 on 2016-01-06" each.
std::vector<std::string> results(const Content& content) {
  std::vector<std::string> texts;
  for (const TestResult& test : content.tests)
    texts.push_back(fmt::format("{} [{}] {:g} on {}", test.kind, test.unit, test.value, iso(*test.date)));
  return texts;
}

TEST(TestSheet, ADateAndAPerformance) {
  EXPECT_THAT(results(read("date,performance [W]\n2016-01-13,301\n2016-01-06,296.5\n")),
              ElementsAre("performance [W] 301 on 2016-01-13", "performance [W] 296.5 on 2016-01-06"));
  EXPECT_THAT(results(read("Datum;Leistung (W);Bemerkung\n06.01.2016;296,5;Halle\n13.01.2016;301;\n")),
              ElementsAre("Leistung [W] 296.5 on 2016-01-06", "Leistung [W] 301 on 2016-01-13"));
  EXPECT_THAT(results(read("day\ttest\n13/01/2016\t301\n")), ElementsAre("test [] 301 on 2016-01-13"));
}

TEST(TestSheet, NamesKindsAndAthletes) {
  const Content content =
      read("date,athlete,protocol,performance [W]\n2016-01-06,Kim,5 min,296\n2016-01-07,Lea,20 min,251\n");
  EXPECT_THAT(results(content), ElementsAre("5 min [W] 296 on 2016-01-06", "20 min [W] 251 on 2016-01-07"));
  EXPECT_EQ(content.tests[1].athlete, "Lea");
}

TEST(TestSheet, WhatCannotBeUsedIsNamed) {
  const Content content = read("date,performance\n2016-01-06,-3\nsoon,300\n2016-01-08,good\n2016-01-09,301\n");
  EXPECT_THAT(results(content), ElementsAre("performance [] 301 on 2016-01-09"));
  EXPECT_THAT(content.notes, note("\"performance\" is not above 0"));
  EXPECT_THAT(content.notes, note("no date that can be read"));
  EXPECT_THAT(content.notes, note("is no number"));
}

TEST(TestSheet, AsksWhatRowsDoNotTell) {
  const Content order = read("date,performance\n06/01/2016,296\n07/01/2016,301\n");
  EXPECT_THAT(order.tests, IsEmpty());
  EXPECT_THAT(order.questions, question(Question::Kind::kDayOrder, "\"06/01/2016\""));
  EXPECT_THAT(results(read("date,performance\n06/01/2016,296\n", {.day_first = true})),
              ElementsAre("performance [] 296 on 2016-01-06"));
  const Content times = read("date,performance\n2016-01-06,4:31\n2016-01-13,4:25\n");
  EXPECT_THAT(times.tests, IsEmpty()) << "of a time less is better";
  EXPECT_THAT(times.questions, question(Question::Kind::kTestDistance, "over which distance?"));
}

TEST(TestSheet, OtherTablesAreNone) {
  for (const char* text : {"2016-01-06,296\n2016-01-07,301\n", "date,performance,load\n2016-01-06,296,100\n",
                           "date,performance,test\n2016-01-06,296,1\n", "date,CMJ [cm]\n2016-01-06,38\n",
                           "date,performance,heart rate\n2016-01-06,296,180\n"}) {
    EXPECT_EQ(read(text).fault, "no dialect fits") << text;
  }
}

TEST(TestSheet, SurvivesDamage) {
  on_damaged_copies(bytes_of("date,performance [W]\n06/01/2016,\"1,296\"\n13/01/2016,301\n"), 300,
                    [](const auto& bytes) {
                      const std::string_view copy(reinterpret_cast<const char*>(bytes.data()), bytes.size());
                      const auto content = read_export_csv(copy, "tests.csv");
                      if (!content) return;
                      for (const TestResult& test : content->tests) EXPECT_GT(test.value, 0.0);
                    });
}

}  // namespace
}  // namespace formcast::intake
