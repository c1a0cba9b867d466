#include "sim/base/json_tree.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "sim/base/decimal.hpp"

namespace formcast {
namespace {

using Kind = JsonTree::Kind;

std::optional<JsonFault> fault(const std::string& text) {
  try {
    const JsonTree tree(text);
  } catch (const JsonFault& found) {
    return found;
  }
  return std::nullopt;
}

/// A tree converted to the reference library. Advances `at` by what was read.
nlohmann::json converted(const JsonTree& tree, std::size_t& at) {
  const std::size_t here = at++;
  switch (tree[here].kind) {
    case Kind::kNull:
      return nullptr;
    case Kind::kFalse:
      return false;
    case Kind::kTrue:
      return true;
    case Kind::kInteger:
    case Kind::kNumber:
      return tree[here].number;
    case Kind::kText:
      return tree.text(here);
    case Kind::kList: {
      nlohmann::json list = nlohmann::json::array();
      while (at < tree[here].after) list.push_back(converted(tree, at));
      EXPECT_EQ(list.size(), tree[here].size);
      return list;
    }
    case Kind::kObject: {
      nlohmann::json object = nlohmann::json::object();
      while (at < tree[here].after) {
        const std::string& name = tree.text(at++);
        object[name] = converted(tree, at);
      }
      return object;
    }
  }
  return nullptr;
}

TEST(JsonTree, AgreesWithNlohmannOnDamagedFiles) {
  std::ifstream file(FORMCAST_TEST_DATA "/../fuzz/corpus/twin/three_models.json");
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(whole.empty());
  const std::string odd =
      "{}[]\",:\\/ \n\t\x01\x7F"
      "0123456789.+-eEuxntrfalsX";
  std::mt19937 random(1);
  const auto below = [&](std::size_t n) { return random() % n; };
  int accepted = 0;
  for (int i = 0; i < 6'000; ++i) {
    // Mostly a short piece of the file as a list, so that damage often leaves JSON.
    std::string text = i % 50 == 0 ? whole : "[" + whole.substr(below(whole.size()), below(12)) + "]";
    for (std::size_t k = 0; k < 1 + below(3); ++k) {
      const std::size_t at = below(text.size());
      if (below(3) == 0) text.erase(at, 1 + below(3));
      if (below(2) == 0) text.insert(std::min(at, text.size()), 1, odd[below(odd.size())]);
      if (text.empty()) text = " ";
    }
    nlohmann::json expected = nlohmann::json::parse(text, nullptr, false);
    ASSERT_EQ(!fault(text).has_value(), !expected.is_discarded()) << text;
    if (expected.is_discarded()) continue;
    ++accepted;
    std::size_t at = JsonTree::kRoot;
    ASSERT_EQ(converted(JsonTree(text), at), expected) << text;
  }
  EXPECT_GT(accepted, 500);
}

TEST(JsonTree, NamesTheByteThatIsWrong) {
  const std::vector<std::pair<std::string, std::size_t>> cases{
      {"", 0},          {"  ", 2},        {"[1, 2", 5},  {"[1 2]", 3},       {"[1,]", 3},       {"[,1]", 1},
      {"{\"a\" 1}", 5}, {"{\"a\": }", 6}, {"{1: 2}", 1}, {"{\"a\": 1,}", 8}, {"[1]]", 3},       {"[1}", 2},
      {"tru", 3},       {"nul1", 3},      {"\"abc", 4},  {"\"a\nb\"", 2},    {"\"\\x\"", 2},    {"\"\\u12", 5},
      {"[01]", 2},      {"[-]", 2},       {"[1.]", 3},   {"[1.e5]", 3},      {"[1e]", 2},       {"[.5]", 1},
      {"[+1]", 1},      {"[0x10]", 2},    {"[NaN]", 1},  {"[-inf]", 2},      {"[Infinity]", 1}, {"[1.5.2]", 4}};
  for (const auto& [text, offset] : cases) {
    const auto found = fault(text);
    ASSERT_TRUE(found) << text;
    EXPECT_FALSE(found->too_large()) << text;
    EXPECT_EQ(found->offset(), offset) << text;
  }
}

TEST(JsonTree, NumbersOfAnySizeAreTheNearestDouble) {
  const std::vector<std::pair<std::string, double>> cases{
      {"0", 0.0},
      {"-0", -0.0},
      {"-0.0", -0.0},
      {"1E+3", 1000.0},
      {"5e-324", 5e-324},
      {"2.4e-324", 0.0},
      {"2.5e-324", 5e-324},
      {"-1e-400", -0.0},
      {"2.2250738585072011e-308", 2.2250738585072011e-308},
      {"1.7976931348623157e308", 1.7976931348623157e308},
      {"9007199254740993", 9007199254740992.0},
      {"0.1000000000000000055511151231257827021181583404541015625", 0.1}};
  for (const auto& [text, expected] : cases) {
    const JsonTree tree(text);
    ASSERT_TRUE(tree.is_number(JsonTree::kRoot)) << text;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(tree[JsonTree::kRoot].number), std::bit_cast<std::uint64_t>(expected))
        << text;
  }
  for (const char* text : {"1e999", "[-1.8e308]", "{\"a\": 1e400}"}) {
    ASSERT_TRUE(fault(text)) << text;
    EXPECT_TRUE(fault(text)->too_large()) << text;
  }
  EXPECT_TRUE(JsonTree("12").is(0, Kind::kInteger));
  EXPECT_TRUE(JsonTree("-12").is(0, Kind::kInteger));
  EXPECT_TRUE(JsonTree("12.0").is(0, Kind::kNumber));
  EXPECT_TRUE(JsonTree("12e1").is(0, Kind::kNumber));
}

TEST(JsonTree, OfSeveralMembersOfOneNameTheLastCounts) {
  const JsonTree tree(R"({"a": [1, {"b": 2}], "b": 3, "a": "x\u00fc\ud83d\ude00\n", "": null})");
  EXPECT_EQ(tree.text(tree.find(JsonTree::kRoot, "a")), "xü😀\n");
  EXPECT_EQ(tree[tree.find(JsonTree::kRoot, "b")].number, 3.0);
  EXPECT_TRUE(tree.is(tree.find(JsonTree::kRoot, ""), Kind::kNull));
  EXPECT_EQ(tree.find(JsonTree::kRoot, "c"), JsonTree::kRoot);
}

TEST(JsonTree, DeepNestingIsSafe) {
  constexpr std::size_t kDeep = 200'000;
  EXPECT_EQ(fault(std::string(kDeep, '['))->offset(), kDeep);
  EXPECT_FALSE(fault(std::string(kDeep, '[') + std::string(kDeep, ']')));
  std::string objects;
  for (std::size_t i = 0; i < kDeep; ++i) objects += "{\"\":";
  EXPECT_EQ(fault(objects)->offset(), objects.size());
}

TEST(ReadDecimal, StopsWhereTheNumberDoes) {
  const auto read = [](const std::string& text) {
    double value = 7.0;
    const char* const stop = read_decimal(text.c_str(), text.c_str() + text.size(), value);
    return std::pair(stop - text.c_str(), value);
  };
  EXPECT_EQ(read("1.25,3"), std::pair(std::ptrdiff_t{4}, 1.25));
  EXPECT_EQ(read(".5"), std::pair(std::ptrdiff_t{2}, 0.5));
  EXPECT_EQ(read("1e-400]"), std::pair(std::ptrdiff_t{6}, 0.0));
  EXPECT_EQ(read("1e999]"), std::pair(std::ptrdiff_t{5}, std::numeric_limits<double>::infinity()));
  EXPECT_EQ(read("x").first, 0);
}

}  // namespace
}  // namespace formcast
