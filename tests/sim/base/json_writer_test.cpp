#include "sim/base/json_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cereal/types/array.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

namespace formcast {
namespace {

struct Inner {
  std::vector<double> numbers;
  std::vector<std::string> texts;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(CEREAL_NVP(numbers), CEREAL_NVP(texts));
  }
};

struct Outer {
  int count = 0;
  bool flag = false;
  std::string text;
  std::array<double, 3> three{};
  std::vector<Inner> inner;
  std::vector<int> days;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(CEREAL_NVP(count), CEREAL_NVP(flag), CEREAL_NVP(text), CEREAL_NVP(three), CEREAL_NVP(inner),
            CEREAL_NVP(days));
  }
};

std::string written(Outer value) {
  std::string text;
  JsonWriter archive(text);
  value.serialize(archive);
  archive.finish();
  return text;
}

Outer read_back(const std::string& text) {
  Outer value;
  const JsonTree tree(text);
  JsonReader archive(tree);
  value.serialize(archive);
  return value;
}

TEST(JsonWriter, WhatIsWrittenIsReadBackBitForBit) {
  Outer value{-7, true, "Zoë \"3\" \\ \n\t\x01 end", {1.0, -0.0, 1e-310}, {{}, {}}, {1, -2, 3}};
  std::mt19937_64 random(5);
  for (int i = 0; i < 1000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (std::isfinite(number)) value.inner[1].numbers.push_back(number);
  }
  value.inner[1].texts = {"", "two"};
  const Outer again = read_back(written(value));
  EXPECT_EQ(again.count, value.count);
  EXPECT_EQ(again.flag, value.flag);
  EXPECT_EQ(again.text, value.text);
  EXPECT_EQ(again.days, value.days);
  ASSERT_EQ(again.inner.size(), 2u);
  EXPECT_EQ(again.inner[1].texts, value.inner[1].texts);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(std::bit_cast<std::uint64_t>(again.three[i]), std::bit_cast<std::uint64_t>(value.three[i]));
  ASSERT_EQ(again.inner[1].numbers.size(), value.inner[1].numbers.size());
  for (std::size_t i = 0; i < value.inner[1].numbers.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(again.inner[1].numbers[i]),
              std::bit_cast<std::uint64_t>(value.inner[1].numbers[i]));
  }
}

TEST(JsonWriter, AnotherLibraryReadsTheSame) {
  const Outer value{3, false, "a\nb", {0.1, 2.0, 3e300}, {{{0.5, 1.0}, {"x"}}}, {}};
  const auto json = nlohmann::json::parse(written(value));
  EXPECT_EQ(json["text"], "a\nb");
  EXPECT_EQ(json["inner"][0]["numbers"], (std::vector<double>{0.5, 1.0}));
  EXPECT_EQ(json["inner"][0]["texts"][0], "x");
  EXPECT_TRUE(json["days"].is_array() && json["days"].empty());
  EXPECT_EQ(json["flag"], false);
}

TEST(JsonWriter, WhatIsNotFiniteIsReadAsNoNumber) {
  const Outer value{0, false, "", {std::numeric_limits<double>::quiet_NaN(), 0.0, 0.0}, {}, {}};
  const std::string text = written(value);
  EXPECT_THAT(text, testing::HasSubstr("null"));
  EXPECT_THROW(read_back(text), std::runtime_error);
}

}  // namespace
}  // namespace formcast
