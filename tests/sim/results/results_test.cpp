#include "sim/results/results.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <span>
#include <stdexcept>

#include "sim/base/input_error.hpp"
#include "tests/interop/results_sample.hpp"
#include "tests/sim/results/results_file.hpp"

namespace formcast {
namespace {

std::vector<std::uint32_t> bits(std::span<const float> numbers) {
  std::vector<std::uint32_t> made;
  for (const float number : numbers) made.push_back(std::bit_cast<std::uint32_t>(number));
  return made;
}

std::vector<std::uint32_t> bits(const std::vector<Quantiles>& days) {
  std::vector<std::uint32_t> made;
  for (const Quantiles& day : days) std::ranges::copy(bits(day), std::back_inserter(made));
  return made;
}

void expect_same(const PlanResult& found, const PlanResult& wanted, bool members) {
  EXPECT_EQ(bits(found.planned_load), bits(wanted.planned_load));
  EXPECT_EQ(found.planned_test, wanted.planned_test);
  for (std::size_t i = 0; i < kOutputs; ++i) {
    EXPECT_EQ(bits(found.bands[i]), bits(wanted.bands[i])) << kOutputText[i].name;
    EXPECT_EQ(bits(found.members[i]), members ? bits(wanted.members[i]) : bits(std::span<const float>()));
  }
  EXPECT_EQ(bits(found.target_performance), bits(wanted.target_performance));
  EXPECT_EQ(bits({&found.target_probability, 1}), bits({&wanted.target_probability, 1}));
  EXPECT_EQ(bits(found.peak_day), bits(wanted.peak_day));
  EXPECT_EQ(found.non_finite_members, wanted.non_finite_members);
}

void expect_same(const PairResult& found, const PairResult& wanted) {
  EXPECT_EQ(bits(found.difference), bits(wanted.difference));
  EXPECT_EQ(bits({&found.difference_mean, 1}), bits({&wanted.difference_mean, 1}));
  EXPECT_EQ(bits({&found.probability_better, 1}), bits({&wanted.probability_better, 1}));
}

void expect_same(const ResultsHeader& found, const ResultsHeader& wanted) {
  EXPECT_EQ(found.athletes, wanted.athletes);
  EXPECT_EQ(found.plans, wanted.plans);
  EXPECT_EQ(found.start, wanted.start);
  EXPECT_EQ(found.days, wanted.days);
  EXPECT_EQ(found.members, wanted.members);
  EXPECT_EQ(found.store_members, wanted.store_members);
  EXPECT_EQ(found.target, wanted.target);
  EXPECT_EQ(found.target_performance, wanted.target_performance);
  EXPECT_EQ(found.seed, wanted.seed);
  EXPECT_EQ(found.title, wanted.title);
  EXPECT_EQ(found.load_unit, wanted.load_unit);
  EXPECT_EQ(found.performance_unit, wanted.performance_unit);
  EXPECT_EQ(found.scenario_source, wanted.scenario_source);
  EXPECT_EQ(found.scenario_text, wanted.scenario_text);
  EXPECT_EQ(found.twin_digests, wanted.twin_digests);
  EXPECT_EQ(found.command_line, wanted.command_line);
  EXPECT_EQ(found.model_versions, wanted.model_versions);
}

class ResultsTest : public ResultsFile {
 protected:
  void expect_round_trip(const ResultsHeader& header, bool members) {
    sample::write_file(path_, header);
    const Results found = read_results(path_, members);
    expect_same(found.header, header);
    ASSERT_EQ(found.plan.size(), header.athletes.size());
    for (std::size_t a = 0; a < header.athletes.size(); ++a) {
      for (std::size_t p = 0; p < header.plans.size(); ++p) {
        expect_same(found.plan.at(a).at(p), sample::plan_result(header, a, p), members);
        for (std::size_t o = 0; o < header.plans.size(); ++o) {
          if (o == p) continue;
          expect_same(found.pair.at(a).at(p).at(o), sample::pair_result(a, p, o));
        }
        EXPECT_TRUE(std::isnan(found.pair[a][p].at(p).difference_mean));
        EXPECT_TRUE(std::isnan(found.pair[a][p].at(p).probability_better));
        EXPECT_TRUE(std::isnan(found.pair[a][p].at(p).difference[2]));
      }
    }
  }
};

TEST_F(ResultsTest, ReadsBackWhatWasWritten) { expect_round_trip(sample::header(false), false); }

TEST_F(ResultsTest, ReadsBackMembersWhenAsked) { expect_round_trip(sample::header(true), true); }

TEST_F(ResultsTest, LeavesMembersAsideUnlessAsked) { expect_round_trip(sample::header(true), false); }

TEST_F(ResultsTest, ReadsBackOneOfEverythingWithNoTexts) {
  ResultsHeader header = sample::header(true);
  header.athletes = {""};
  header.plans = {"only"};
  header.twin_digests = {""};
  header.days = header.members = 1;
  header.target = header.start;
  header.target_performance.reset();
  header.title = header.load_unit = header.performance_unit = header.scenario_source = header.scenario_text =
      header.command_line = header.model_versions = "";
  expect_round_trip(header, true);
}

TEST_F(ResultsTest, ReadsBackSeveralChunksOfMembersAndALongScenario) {
  ResultsHeader header = sample::header(true);
  header.athletes = {"one"};
  header.twin_digests = {"x"};
  header.days = 200;
  header.members = 3001;
  header.scenario_text = std::string(300'000, 's') + "end";
  expect_round_trip(header, true);
}

TEST_F(ResultsTest, RecordsWhereEffectsOfTravelComeFrom) {
  for (const bool members : {false, true}) {
    ResultsHeader header = sample::header(members);
    header.effect_sources = sample::effect_sources(header);
    expect_round_trip(header, members);
    EXPECT_EQ(read_results(path_).header.effect_sources, header.effect_sources);
  }
  ResultsHeader header = sample::header(false);
  EXPECT_TRUE((sample::write_file(path_, header), read_results(path_).header.effect_sources.empty()));
  header.effect_sources = sample::effect_sources(header);
  header.effect_sources[1][3] = static_cast<EffectSource>(3);
  const std::string before = bytes_of(path_);
  EXPECT_THROW(sample::write_file(path_, header), InputError) << "what would not be read takes no place";
  EXPECT_EQ(bytes_of(path_), before);
  header.effect_sources.pop_back();
  EXPECT_THROW(ResultsWriter(path_, header), std::invalid_argument);
}

TEST_F(ResultsTest, NamesOfManyAthletesAreInManyChunks) {
  ResultsHeader header = sample::header(false);
  header.athletes.clear();
  for (int a = 0; a < 10'000; ++a)
    header.athletes.push_back(std::string(static_cast<std::size_t>(a % 700), 'n') + std::to_string(a));
  header.twin_digests.assign(header.athletes.size(), "0123456789abcdef");
  ResultsWriter writer(path_, header);
  writer.commit();
  EXPECT_EQ(ResultsReader(path_).header().athletes, header.athletes);
  EXPECT_EQ(ResultsReader(path_).header().twin_digests, header.twin_digests);
}

TEST_F(ResultsTest, KeepsEveryBitOfUnusualFloats) {
  const ResultsHeader header = sample::header(false);
  PlanResult odd = sample::plan_result(header, 0, 0);
  odd.planned_load = {std::bit_cast<float>(0x7fc12345u),      std::bit_cast<float>(0xffc00001u),   -0.0F, 1e-45F,
                      std::numeric_limits<float>::infinity(), std::numeric_limits<float>::lowest()};
  odd.peak_day[1] = std::bit_cast<float>(0x7fffffffu);
  ResultsWriter writer(path_, header);
  writer.write(2, 1, odd);
  writer.commit();
  expect_same(read_results(path_).plan[2][1], odd, false);
}

TEST_F(ResultsTest, WhatWasNotWrittenIsMissing) {
  const ResultsHeader header = sample::header(false);
  ResultsWriter writer(path_, header);
  writer.write(1, 0, sample::plan_result(header, 1, 0));
  writer.commit();
  const Results found = read_results(path_);
  expect_same(found.plan[1][0], sample::plan_result(header, 1, 0), false);
  const PlanResult& missing = found.plan[0][1];
  EXPECT_TRUE(std::isnan(missing.bands[0][3][2]));
  EXPECT_TRUE(std::isnan(missing.planned_load[0]));
  EXPECT_TRUE(std::isnan(missing.target_probability));
  EXPECT_EQ(missing.planned_test[0], -1);
  EXPECT_EQ(missing.non_finite_members, -1);
}

TEST_F(ResultsTest, TheSameResultsAreTheSameBytes) {
  sample::write_file(path_, sample::header(true));
  const auto other = folder_ / "other.h5";
  std::vector<char> used(1 << 20, 'x');  // moves the heap about
  sample::write_file(other, sample::header(true));
  EXPECT_EQ(bytes_of(path_), bytes_of(other));
}

TEST_F(ResultsTest, WithoutCommitNothingIsLeft) {
  write_bytes(path_, "before");
  {
    ResultsWriter writer(path_, sample::header(true));
    sample::write(writer, sample::header(true));
  }
  EXPECT_EQ(bytes_of(path_), "before");
  EXPECT_EQ(files(), 1);
}

TEST_F(ResultsTest, CommitReplacesAndLeavesNoPartialFile) {
  write_bytes(path_, "before");
  write_bytes(path_.string() + ".partial", "left by a run that was killed");
  sample::write_file(path_, sample::header(false));
  EXPECT_EQ(read_results(path_).header.members, 40);
  EXPECT_EQ(files(), 1);
}

TEST_F(ResultsTest, ArraysOfTheWrongLengthAreRefused) {
  const ResultsHeader header = sample::header(false);
  ResultsWriter writer(path_, header);
  PlanResult result = sample::plan_result(header, 0, 0);
  EXPECT_THROW(writer.write(3, 0, result), std::invalid_argument);
  EXPECT_THROW(writer.write_pair(0, 0, 2, {}), std::invalid_argument);
  result.planned_load.pop_back();
  EXPECT_THROW(writer.write(0, 0, result), std::invalid_argument);
}

}  // namespace
}  // namespace formcast
