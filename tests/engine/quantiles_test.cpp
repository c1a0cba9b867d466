#include "engine/quantiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace formcast {
namespace {

/// The definition: sort, then interpolate. The zero added drops the sign of a zero, as quantiles() promises.
std::vector<float> by_sorting(std::vector<float> x, const std::vector<double>& probabilities) {
  std::sort(x.begin(), x.end());
  std::vector<float> result;
  for (const double p : probabilities) {
    const double h = static_cast<double>(x.size() - 1) * p;
    const auto low = static_cast<std::size_t>(h);
    const double a = x[low], b = x[std::min(low + 1, x.size() - 1)];
    result.push_back(static_cast<float>(a + (h - std::floor(h)) * (b - a) + 0.0));
  }
  return result;
}

std::vector<float> by_bins(const std::vector<float>& x, const std::vector<double>& probabilities) {
  static QuantileScratch scratch;  // carried from sample to sample on purpose: nothing may leak
  std::vector<float> result(probabilities.size());
  quantiles(x, probabilities, result, scratch);
  return result;
}

const std::vector<std::vector<double>>& level_sets() {
  static const std::vector<std::vector<double>> sets = [] {
    std::vector<std::vector<double>> s{{0.05, 0.25, 0.5, 0.75, 0.95}, {0.0, 1.0}, {0.5}, {0.5, 0.5, 0.5}, {},
                                       {0.999, 0.9999, 1.0}};
    s.emplace_back();
    for (int i = 0; i <= 100; ++i) s.back().push_back(i / 100.0);
    return s;
  }();
  return sets;
}

constexpr float kMost = std::numeric_limits<float>::max();

using Generator = std::mt19937_64;
struct Sample {
  std::string name;
  std::function<float(Generator&, std::size_t)> draw;  ///< of the index too
};

float uniform01(Generator& g) { return static_cast<float>(g() >> 40) * 0x1p-24f; }
float normal(Generator& g) { return std::normal_distribution<float>()(g); }

/// Every pattern of bits but those of infinity and NaN.
float any_finite(Generator& g) {
  for (;;) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(g()));
    if (std::isfinite(x)) return x;
  }
}

std::vector<Sample> samples() {
  return {
      {"normal", [](Generator& g, std::size_t) { return 250.0f + 10.0f * normal(g); }},
      {"uniform", [](Generator& g, std::size_t) { return uniform01(g); }},
      {"log-normal", [](Generator& g, std::size_t) { return std::exp(3.0f * normal(g)); }},
      {"cauchy", [](Generator& g, std::size_t) { return normal(g) / normal(g); }},
      {"bimodal", [](Generator& g, std::size_t) { return (g() % 2 == 0 ? -100.0f : 100.0f) + normal(g); }},
      {"days", [](Generator& g, std::size_t) { return static_cast<float>(g() % 365); }},
      {"two values", [](Generator& g, std::size_t) { return g() % 3 == 0 ? 1.0f : 1.0000001f; }},
      {"constant", [](Generator&, std::size_t) { return -3.5f; }},
      {"both zeros", [](Generator& g, std::size_t) { return g() % 2 == 0 ? 0.0f : -0.0f; }},
      {"zeros and little else", [](Generator& g, std::size_t) { return g() % 50 == 0 ? normal(g) : -0.0f; }},
      {"ascending", [](Generator&, std::size_t i) { return static_cast<float>(i); }},
      {"descending", [](Generator&, std::size_t i) { return -static_cast<float>(i); }},
      {"one huge outlier", [](Generator& g, std::size_t i) { return i == 3 ? 1e30f : normal(g); }},
      {"outliers within outliers",
       [](Generator& g, std::size_t i) { return i < 40 ? std::pow(10.0f, static_cast<float>(i) - 2.0f) : normal(g); }},
      {"every power of two",
       [](Generator& g, std::size_t) { return std::ldexp(1.0f + uniform01(g), static_cast<int>(g() % 270) - 145); }},
      {"whole range", [](Generator& g, std::size_t) { return (2.0f * uniform01(g) - 1.0f) * kMost; }},
      {"just the ends", [](Generator& g, std::size_t) { return g() % 2 == 0 ? kMost : -kMost; }},
      {"any finite bits", [](Generator& g, std::size_t) { return any_finite(g); }},
      {"subnormal", [](Generator& g, std::size_t) { return static_cast<float>(g() % 5000) * 1e-45f; }},
      {"neighbouring floats",
       [](Generator& g, std::size_t) {
         return std::bit_cast<float>(0x42f00000u + static_cast<std::uint32_t>(g() % 97));
       }},
      {"narrow on a high plateau", [](Generator& g, std::size_t) { return 1e6f + uniform01(g); }},
  };
}

TEST(Quantiles, AreThoseOfTheSortedSample) {
  Generator g(20260504);
  for (const Sample& sample : samples()) {
    for (const std::size_t n : {1u, 2u, 3u, 31u, 32u, 33u, 96u, 97u, 100u, 127u, 1000u, 10000u, 20032u}) {
      std::vector<float> x(n);
      for (std::size_t i = 0; i < n; ++i) x[i] = sample.draw(g, i);
      for (const std::vector<double>& levels : level_sets()) {
        const std::vector<float> want = by_sorting(x, levels), got = by_bins(x, levels);
        for (std::size_t i = 0; i < levels.size(); ++i) {
          ASSERT_EQ(std::bit_cast<std::uint32_t>(got[i]), std::bit_cast<std::uint32_t>(want[i]))
              << sample.name << ", n " << n << ", p " << levels[i] << ": " << got[i] << " for " << want[i];
        }
      }
    }
  }
}

TEST(Quantiles, DoNotDependOnOrder) {
  Generator g(7);
  std::vector<float> x(5000);
  for (float& value : x) value = normal(g);
  const std::vector<double> levels{0.1, 0.5, 0.9};
  const std::vector<float> want = by_bins(x, levels);
  for (int turn = 0; turn < 20; ++turn) {
    std::shuffle(x.begin(), x.end(), g);
    EXPECT_EQ(by_bins(x, levels), want);
  }
}

TEST(Quantiles, TypeSevenByHand) {
  // R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1)) gives 16 23 29 35 50.
  const std::vector<float> got = by_bins({35, 50, 15, 40, 20}, {0.05, 0.3, 0.4, 0.5, 1.0});
  EXPECT_EQ(got, (std::vector<float>{16, 23, 29, 35, 50}));
}

TEST(Quantiles, OfNothingAreNan) {
  for (const float q : by_bins({}, {0.1, 0.9})) EXPECT_TRUE(std::isnan(q));
}

TEST(Quantiles, SurviveABrokenPrecondition) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto with = [](float bad) {
    std::vector<float> x(1000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = i % 3 == 0 ? bad : static_cast<float>(i);
    return x;
  };
  EXPECT_EQ(by_bins(with(kInfinity), {0.25}), by_sorting(with(kInfinity), {0.25}));
  EXPECT_EQ(by_bins(with(-kInfinity), {0.75}), by_sorting(with(-kInfinity), {0.75}));
  EXPECT_LT(by_bins(with(std::numeric_limits<float>::quiet_NaN()), {0.5})[0], 1000.0f);  // some value, no crash
}

TEST(Quantiles, AllocateNothingOnceTheyHaveGrown) {
  Generator g(3);
  QuantileScratch scratch;
  std::vector<float> x(10000), q(2);
  const std::array<double, 2> levels{0.25, 0.75};
  for (float& value : x) value = normal(g);
  quantiles(x, levels, q, scratch);
  const auto* const bins = scratch.levels[0].bin.data();
  const auto* const kept = scratch.levels[0].kept.data();
  quantiles(std::span(x).first(9000), levels, q, scratch);
  quantiles(x, levels, q, scratch);
  EXPECT_EQ(scratch.levels[0].bin.data(), bins);
  EXPECT_EQ(scratch.levels[0].kept.data(), kept);
}

}  // namespace
}  // namespace formcast
