#include "sim/twin/twin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

const Twin& example() {
  static const Twin twin = [] {
    History history;
    history.performance_unit = "W";
    history.source = "busso_2017.csv";
    Twin learned = calibrate(shipped_athlete("busso_2017.csv", 0), history, Timing::kNextDay);
    learned.updates = {{"week 12.csv", "0123456789abcdef"}, {"week 13.csv", "fedcba9876543210"}};
    return learned;
  }();
  return twin;
}

class TwinFile : public ::testing::Test {
 protected:
  std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + ".json");

  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }
  std::string refusal() const {
    try {
      (void)read_twin(path_);
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  }
  /// The error of a small twin with other values at some JSON pointers.
  std::string changed(std::initializer_list<std::pair<const char*, nlohmann::json>> values) const {
    std::ifstream file(FORMCAST_TEST_DATA "/../fuzz/corpus/twin/three_models.json");
    nlohmann::json json = nlohmann::json::parse(file);
    for (const auto& [pointer, value] : values) json.at(nlohmann::json::json_pointer(pointer)) = value;
    write(json.dump());
    return refusal();
  }
  void TearDown() override { std::filesystem::remove(path_); }
};

TEST_F(TwinFile, ReadsBackBitForBit) {
  write(to_json(example()));
  const Twin back = read_twin(path_);
  EXPECT_EQ(to_json(back), to_json(example()));
  ASSERT_EQ(back.models.size(), example().models.size());
  for (std::size_t m = 0; m < back.models.size(); ++m) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(back.models[m].weight),
              std::bit_cast<std::uint64_t>(example().models[m].weight));
    EXPECT_EQ(back.models[m].covariance, example().models[m].covariance);
    EXPECT_EQ(back.models[m].state, example().models[m].state);
  }
  ASSERT_EQ(back.updates.size(), 2u);
  EXPECT_EQ(back.updates[0].source, "week 12.csv");
  EXPECT_EQ(back.updates[1].digest, "fedcba9876543210");
  EXPECT_EQ(back.start, example().start);
  EXPECT_EQ(back.timing, Timing::kNextDay);
}

TEST_F(TwinFile, EveryDoubleReadsBackBitForBit) {
  const auto bits = [](const std::vector<double>& numbers) {
    std::vector<std::uint64_t> made;
    for (const double number : numbers) made.push_back(std::bit_cast<std::uint64_t>(number));
    return made;
  };
  using Limits = std::numeric_limits<double>;
  const std::vector<double> edges{0.0,
                                  -0.0,
                                  Limits::denorm_min(),
                                  -Limits::denorm_min(),
                                  Limits::min(),
                                  -Limits::max(),
                                  Limits::epsilon(),
                                  2.2250738585072011e-308,
                                  1e22,
                                  9007199254740993.0};
  Twin twin = example();
  std::mt19937_64 random(3);
  for (TwinModel& model : twin.models) {
    std::size_t i = 0;
    for (double& number : model.covariance) {
      number = i < edges.size() ? edges[i] : std::bit_cast<double>(random());
      if (i % 4 == 3) number = std::bit_cast<double>(random() & 0x800FFFFFFFFFFFFFU);  // too small for all digits
      if (!std::isfinite(number)) number = 1.0 / 3.0;
      ++i;
    }
  }
  const Twin back = parse_twin(to_json(twin), path_);
  for (std::size_t m = 0; m < twin.models.size(); ++m) {
    EXPECT_EQ(bits(back.models[m].covariance), bits(twin.models[m].covariance));
    EXPECT_EQ(bits(back.models[m].shape), bits(twin.models[m].shape));
  }
}

TEST_F(TwinFile, ReadsWhatOtherProgramsRewrite) {
  nlohmann::json json = nlohmann::json::parse(to_json(example()));  // members by name, on one line, texts escaped
  json["a note"] = {{"of", "Jürgen"}, {"with", {1, 2, {{"more", nullptr}}}}};
  EXPECT_EQ(to_json(parse_twin(json.dump(-1, ' ', true), path_)), to_json(example()));
}

TEST_F(TwinFile, ValuesOfAnotherKindAreNamedByPlace) {
  EXPECT_THAT(changed({{"/load/3", "heavy"}}), HasSubstr("load[3]: expected a number"));
  EXPECT_THAT(changed({{"/models/1/mean/2", nullptr}}), HasSubstr("models[1].mean[2]: expected a number"));
  EXPECT_THAT(changed({{"/models/1/mean", 1.0}}), HasSubstr("models[1].mean: expected a list"));
  EXPECT_THAT(changed({{"/tests/1/day", 2.0}}), HasSubstr("tests[1].day: expected an integer"));
  EXPECT_THAT(changed({{"/tests/1/day", 4294967296}}), HasSubstr("tests[1].day: expected a smaller integer"));
  EXPECT_THAT(changed({{"/athlete", 7}}), HasSubstr("athlete: expected a text"));
  EXPECT_THAT(changed({{"/fit", nlohmann::json::array()}}), HasSubstr("fit[0]: expected one more value"));
}

TEST_F(TwinFile, IsPlainJsonThatOtherProgramsRead) {
  const nlohmann::json json = nlohmann::json::parse(to_json(example()));
  EXPECT_EQ(json["format"], "formcast twin");
  EXPECT_EQ(json["version"], kTwinVersion);
  EXPECT_EQ(json["timing"], "next-day");
  EXPECT_EQ(json["start"], "2016-01-04");
  EXPECT_EQ(json["load"].size(), 109u);
  EXPECT_EQ(json["models"][1]["coefficient_names"], (std::vector<std::string>{"p0", "k1", "k2"}));
}

TEST_F(TwinFile, OtherVersionsAreRefused) {
  nlohmann::json json = nlohmann::json::parse(to_json(example()));
  json["version"] = kTwinVersion + 1;
  write(json.dump());
  EXPECT_THAT(refusal(), HasSubstr("comes from a newer Formcast; this one reads up to version 4"));
  json["version"] = kTwinVersion - 1;
  write(json.dump());
  EXPECT_THAT(refusal(), HasSubstr("comes from an older Formcast; this one reads version 4; recalibrate it"));
}

TEST_F(TwinFile, TruncationAnywhereIsRefusedWithLineAndColumn) {
  const std::string text = to_json(example());
  for (std::size_t length = 1; length + 2 < text.size(); length += 39983) {
    write(text.substr(0, length));
    EXPECT_THAT(refusal(), testing::MatchesRegex(".*json:[0-9]+:[0-9]+: .*")) << length;
  }
  write("");
  EXPECT_NE(refusal(), "accepted");
}

TEST_F(TwinFile, OtherJsonIsRefused) {
  write("{\"format\": \"something else\"}");
  EXPECT_THAT(refusal(), HasSubstr("this JSON is not a twin"));
  write("[1, 2, 3]");
  EXPECT_THAT(refusal(), HasSubstr("this JSON is not a twin"));
  write("not json");
  EXPECT_THAT(refusal(), HasSubstr(":1:"));
}

TEST_F(TwinFile, InconsistentContentsAreRefused) {
  const nlohmann::json good = nlohmann::json::parse(to_json(example()));
  const auto damaged = [&](auto change) {
    nlohmann::json json = good;
    change(json);
    write(json.dump());
    return refusal();
  };
  EXPECT_THAT(damaged([](auto& j) { j["models"][1]["mean"].erase(0); }), HasSubstr("do not fit its number of nodes"));
  EXPECT_THAT(damaged([](auto& j) { j["models"][1]["name"] = "astrology"; }), HasSubstr("astrology"));
  EXPECT_THAT(damaged([](auto& j) { j["models"][2]["node_weight"][0] = 2.0; }), HasSubstr("do not sum to 1"));
  EXPECT_THAT(damaged([](auto& j) { j["models"][0]["weight"] = 0.9; }), HasSubstr("do not sum to 1"));
  EXPECT_THAT(damaged([](auto& j) { j["tests"][0]["day"] = 4000; }), HasSubstr("outside its record"));
  EXPECT_THAT(damaged([](auto& j) { j["timing"] = "sometimes"; }), HasSubstr("damaged"));
  EXPECT_THAT(damaged([](auto& j) { j.erase("load"); }), HasSubstr("damaged"));
  EXPECT_THAT(damaged([](auto& j) { j["load"] = "heavy"; }), HasSubstr("damaged"));
}

TEST_F(TwinFile, InvalidNumbersAreRefused) {
  EXPECT_THAT(changed({{"/load/3", -1.0}}), HasSubstr("its loads are invalid"));
  EXPECT_THAT(changed({{"/load_known/3", 2}}), HasSubstr("its loads are invalid"));
  EXPECT_THAT(changed({{"/usual_week/value0", -1.0}}), HasSubstr("its loads are invalid"));
  EXPECT_THAT(changed({{"/performance_scale", 0.0}}), HasSubstr("its performance_scale or usual_load is not > 0"));
  EXPECT_THAT(changed({{"/usual_load", -5.0}}), HasSubstr("its performance_scale or usual_load is not > 0"));
  EXPECT_THAT(changed({{"/tests/1/performance", 0.0}}), HasSubstr("a test is not > 0"));
  EXPECT_THAT(changed({{"/models/1/prior_sd_log/0", 0.0}}), HasSubstr("\"banister\": has priors that are not > 0"));
  EXPECT_THAT(changed({{"/models/1/test_sd/0", 0.0}}),
              HasSubstr("has standard deviations that are not >= 0, of tests > 0"));
  EXPECT_THAT(changed({{"/models/1/walk_sd/0", -1.0}}), HasSubstr("has standard deviations that are not >= 0"));
  EXPECT_THAT(changed({{"/models/1/node_weight/0", -0.1}}), HasSubstr("has node weights that are not >= 0"));
  EXPECT_THAT(changed({{"/models/1/node_probability/0", 2.0}}), HasSubstr("has node weights that do not sum to 1"));
  EXPECT_THAT(changed({{"/models/1/weight", -0.1}}), HasSubstr("the models' weights are not >= 0"));
}

TEST_F(TwinFile, ARecordThatNoHistoryGivesIsRefused) {
  EXPECT_THAT(changed({{"/athlete", "../A1"}}), HasSubstr("must not hold control characters, / or \\"));
  EXPECT_THAT(changed({{"/tests/1/day", 0}}), HasSubstr("its tests are not in order, one a day"));
  EXPECT_THAT(changed({{"/start", "2199-12-20"}}), HasSubstr("its record ends after 2199"));
  EXPECT_THAT(changed({{"/load", std::vector<double>(7307, 1.0)}, {"/load_known", std::vector<int>(7307, 1)}}),
              HasSubstr("its record is longer than twenty years"));
}

TEST_F(TwinFile, JsonThatWouldOverflowIsRefused) {
  write(std::string(200'000, '['));
  EXPECT_THAT(refusal(), HasSubstr(":1:200001: the file ends in the middle of the twin"));
  write(R"({"format": "formcast twin", "version": 4, "brackets in a text": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"[["})");
  EXPECT_THAT(refusal(), HasSubstr("the twin is damaged (engine_version: expected a value)"));
  write(R"({"format": "formcast twin", "version": 1e999})");
  EXPECT_THAT(refusal(), HasSubstr(":1:40: the twin is damaged: it holds a number that is too large"));
}

}  // namespace
}  // namespace formcast
