#include "viewer/squad/bench.hpp"

#include <gtest/gtest.h>

namespace formcast {
namespace {

TEST(Bench, HoldsAnAthleteOnceInTheOrderOfNames) {
  Bench bench;
  bench.put("Athlete 10", "a");
  bench.put("Athlete 2", "b");
  bench.put("Athlete 10", "c");
  EXPECT_EQ(bench.names(), (std::vector<std::string>{"Athlete 2", "Athlete 10"}));
  EXPECT_EQ(bench.find("Athlete 10")->text, "c");
  EXPECT_EQ(bench.find("Athlete 1"), nullptr);
  bench.remove("Athlete 2");
  EXPECT_EQ(bench.athletes().size(), 1u);
}

/// What keeps desks writes those whose revision is another one.
TEST(Bench, AnotherTextHasAnotherRevision) {
  Bench bench;
  bench.put("A", "a");
  bench.put("B", "a");
  const std::uint64_t a = bench.find("A")->revision, b = bench.find("B")->revision;
  bench.put("A", "a");
  EXPECT_EQ(bench.find("A")->revision, a);
  bench.put("A", "b");
  EXPECT_NE(bench.find("A")->revision, a);
  EXPECT_NE(bench.find("A")->revision, b);
  bench.remove("A");
  bench.put("A", "b");
  EXPECT_GT(bench.find("A")->revision, b);
}

}  // namespace
}  // namespace formcast
