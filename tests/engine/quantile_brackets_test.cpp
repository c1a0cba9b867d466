#include "engine/quantile_brackets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "engine/quantiles.hpp"

namespace formcast {
namespace {

using Generator = std::mt19937_64;
using Levels = std::vector<double>;

const Levels kBands{0.05, 0.25, 0.5, 0.75, 0.95};

float normal(Generator& g) { return std::normal_distribution<float>()(g); }

/// Type 7 of the sorted sample; the zero added drops the sign of a zero.
std::vector<float> by_sorting(std::vector<float> x, const Levels& levels) {
  std::sort(x.begin(), x.end());
  std::vector<float> result;
  for (const double p : levels) {
    const double h = static_cast<double>(x.size() - 1) * p;
    const auto low = static_cast<std::size_t>(h);
    const double a = x[low], b = x[std::min(low + 1, x.size() - 1)];
    result.push_back(static_cast<float>(a + (h - std::floor(h)) * (b - a) + 0.0));
  }
  return result;
}

/// The search as callers run it, with the sample in so many parts. `found`: whether the guess was good.
std::vector<float> by_guess(const std::vector<float>& x, const Levels& levels, QuantileGuess& guess, std::size_t parts,
                            bool& found) {
  static BracketScratch scratch;  // carried from sample to sample on purpose: nothing may leak
  static QuantileScratch bins;
  static std::vector<float> picked;
  std::vector<std::size_t> ranks;
  quantile_ranks(x.size(), levels, ranks);
  std::vector<std::span<const float>> part;
  for (std::size_t i = 0; i < parts; ++i) {
    const std::size_t first = i * x.size() / parts, end = (i + 1) * x.size() / parts;
    part.push_back(std::span(x).subspan(first, end - first));
  }
  SampleMoments moments;
  for (const auto& each : part) moments.add(sample_moments(each));
  BracketSearch search;
  std::vector<float> statistics(ranks.size()), result(levels.size());
  found = search.aim(guess, ranks, x.size(), moments);
  if (found) {
    BracketSearch::Counts below{};
    for (const auto& each : part) {
      const auto of = search.count(each);
      for (std::size_t k = 0; k < below.size(); ++k) below[k] += of[k];
    }
    search.set_bounds(below);
    std::size_t used = 0;
    for (const auto& each : part) {
      if (used != BracketSearch::kTooMany) used = search.pick(each, picked, used, scratch);
    }
    found = used != BracketSearch::kTooMany;
    std::vector<float> all(picked.begin(), picked.begin() + static_cast<std::ptrdiff_t>(found ? used : 0));
    found = found && search.settle(all, statistics, scratch);
  }
  if (found) {
    interpolate(x.size(), levels, ranks, statistics, result);
    search.keep_places(statistics, guess);
  } else {
    quantiles(x, levels, result, bins);
    learn_guess(x, bins.ranks, bins.statistics, guess);
  }
  return result;
}

std::vector<float> by_guess(const std::vector<float>& x, const Levels& levels, QuantileGuess& guess) {
  static std::size_t parts = 0;
  bool found = false;
  return by_guess(x, levels, guess, parts++ % 3 * 3 + 1, found);
}

void expect_same_bits(const std::vector<float>& got, const std::vector<float>& want, const std::string& what) {
  for (std::size_t i = 0; i < want.size(); ++i) {
    ASSERT_EQ(std::bit_cast<std::uint32_t>(got[i]), std::bit_cast<std::uint32_t>(want[i]))
        << what << ", level " << i << ": " << got[i] << " for " << want[i];
  }
}

struct Series {
  std::string name;
  std::function<float(Generator&, int day, std::size_t member)> draw;
};

std::vector<Series> series() {
  return {
      {"normal",
       [](Generator& g, int day, std::size_t) { return 250.0f + static_cast<float>(day) + 10.0f * normal(g); }},
      {"bimodal", [](Generator& g, int, std::size_t) { return (g() % 2 == 0 ? -30.0f : 30.0f) + 8.0f * normal(g); }},
      {"skewed", [](Generator& g, int, std::size_t) { return std::exp(0.5f * normal(g)); }},
      {"cauchy", [](Generator& g, int, std::size_t) { return normal(g) / normal(g); }},
      {"powers of ten", [](Generator& g, int, std::size_t) { return std::pow(10.0f, 5.0f * normal(g)); }},
      {"coarse", [](Generator& g, int, std::size_t) { return std::round(20.0f * normal(g)); }},
      {"coarse about zero",
       [](Generator& g, int, std::size_t) {
         const float x = std::round(40.0f * normal(g)) / 40.0f;
         return x == 0.0f && g() % 2 == 0 ? -0.0f : x;
       }},
      {"few values", [](Generator& g, int, std::size_t) { return static_cast<float>(g() % 4); }},
      {"all equal", [](Generator&, int day, std::size_t) { return static_cast<float>(day); }},
      {"both zeros", [](Generator& g, int, std::size_t) { return g() % 2 == 0 ? 0.0f : -0.0f; }},
      {"mostly zero", [](Generator& g, int, std::size_t) { return g() % 9 == 0 ? normal(g) : 0.0f; }},
      {"ascending", [](Generator&, int day, std::size_t i) { return static_cast<float>(i) - static_cast<float>(day); }},
      {"outlier", [](Generator& g, int, std::size_t i) { return i == 7 ? 1e30f : normal(g); }},
      {"widest", [](Generator& g, int, std::size_t) { return (g() % 2 == 0 ? 1.0f : -1.0f) * 3e38f; }},
      {"smallest", [](Generator& g, int, std::size_t) { return static_cast<float>(g() % 5000) * 1e-45f; }},
      {"plateau", [](Generator& g, int, std::size_t) { return 1e6f + normal(g); }},
      {"leaping", [](Generator& g, int day, std::size_t) { return (day % 2 == 0 ? 1.0f : 1e6f) * normal(g); }},
  };
}

std::vector<float> sample(Generator& g, const Series& of, int day, std::size_t n) {
  std::vector<float> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = of.draw(g, day, i);
  return x;
}

TEST(QuantileBrackets, GiveTheSortedSamplesQuantilesOnEveryDay) {
  Generator g(20260801);
  for (const Series& of : series()) {
    for (const std::size_t n : {1u, 40u, 999u, 1000u, 1023u, 1024u, 1025u, 4097u, 10000u}) {
      QuantileGuess guess;
      for (int day = 0; day < 8; ++day) {
        const std::vector<float> x = sample(g, of, day, n);
        expect_same_bits(by_guess(x, kBands, guess), by_sorting(x, kBands), of.name + ", n " + std::to_string(n));
      }
    }
  }
}

TEST(QuantileBrackets, LeaveSmallSamplesToBins) {
  Generator g(4);
  for (const Series& of : {series()[0], series()[5]}) {
    QuantileGuess guess;
    for (std::size_t n = 1; n <= 200; ++n) {
      const std::vector<float> x = sample(g, of, 0, n);
      expect_same_bits(by_guess(x, kBands, guess), by_sorting(x, kBands), of.name + ", n " + std::to_string(n));
    }
  }
}

TEST(QuantileBrackets, ChangeNothingWhateverTheGuess) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN(), kInfinity = std::numeric_limits<double>::infinity();
  Generator g(5);
  QuantileGuess good;
  for (int day = 0; day < 2; ++day) by_guess(sample(g, series()[0], day, 10000), kBands, good);
  QuantileGuess reversed = good;
  std::reverse(reversed.place.begin(), reversed.place.end());
  QuantileGuess close = good;
  for (double& place : close.place) place += 0.03;
  std::vector<QuantileGuess> guesses{{}, good, reversed, close};
  for (const double odd : {kNan, kInfinity, -kInfinity, 0.0, -1.0, 1e-300, 1e300}) {
    guesses.emplace_back(good).place.fill(odd);
    guesses.emplace_back(good).density.fill(odd);
    guesses.emplace_back(good).place[2] = odd;
    guesses.emplace_back(good).density[2] = odd;
  }
  for (const Series& of : series()) {
    for (const std::size_t n : {1500u, 10000u}) {
      const std::vector<float> x = sample(g, of, 3, n), want = by_sorting(x, kBands);
      for (QuantileGuess guess : guesses) expect_same_bits(by_guess(x, kBands, guess), want, of.name);
    }
  }
}

TEST(QuantileBrackets, TakeAnyLevels) {
  Generator g(6);
  QuantileGuess guess;  // of other levels each time
  Levels hundred;
  for (int i = 0; i <= 100; ++i) hundred.push_back(i / 100.0);
  for (int turn = 0; turn < 3; ++turn) {
    for (const Levels& levels : {kBands, Levels{}, Levels{0.5}, Levels{0.0, 1.0}, Levels{0.5, 0.5, 0.5001, 0.5002},
                                 Levels{0.999, 0.9999, 1.0}, Levels{0.1, 0.2, 0.3, 0.4, 0.6, 0.7}, hundred}) {
      for (const Series& of : {series()[0], series()[5]}) {
        for (int day = 0; day < 2; ++day) {
          const std::vector<float> x = sample(g, of, day, 5000);
          expect_same_bits(by_guess(x, levels, guess), by_sorting(x, levels), of.name);
        }
      }
    }
  }
}

/// The speed of the ensemble's bands depends on it: nearly every day's guess is good.
TEST(QuantileBrackets, FindASeriesThatDrifts) {
  Generator g(7);
  std::vector<float> member(10000);
  for (float& x : member) x = normal(g);
  QuantileGuess guess;
  int good = 0;
  for (int day = 0; day < 100; ++day) {
    std::vector<float> x(member.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float own = std::exp(0.2f * member[i]);
      x[i] = (200.0f + static_cast<float>(day % 7) * 5.0f) * own + 2.0f * normal(g);
    }
    bool found = false;
    expect_same_bits(by_guess(x, kBands, guess, 12, found), by_sorting(x, kBands), "drifting");
    good += found ? 1 : 0;
  }
  EXPECT_GT(good, 90);
}

TEST(QuantileBrackets, LearnNothingFromFewValuesOrEqualOnes) {
  const std::vector<float> few(999, 1.5f), equal(5000, 1.5f);
  for (const auto& x : {few, equal}) {
    std::vector<std::size_t> ranks;
    quantile_ranks(x.size(), kBands, ranks);
    const std::vector<float> statistics(ranks.size(), 1.5f);
    QuantileGuess guess;
    EXPECT_FALSE(learn_guess(x, ranks, statistics, guess));
  }
}

TEST(QuantileBrackets, SurviveABrokenPrecondition) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  Generator g(9);
  QuantileGuess good;
  const auto with = [&](float bad, std::size_t every) {
    std::vector<float> x = sample(g, series()[0], 0, 10000);
    for (std::size_t i = every - 1; i < x.size(); i += every) x[i] = bad;
    return x;
  };
  for (int day = 0; day < 2; ++day) by_guess(with(250.0f, 10000), kBands, good);
  // The last of 10,000 is beyond the whole rows, so that mean and standard deviation do not include it.
  for (const std::size_t every : {std::size_t{3}, std::size_t{10000}}) {
    const Levels levels = every == 3 ? Levels{0.5} : kBands;
    for (const float bad : {kInfinity, -kInfinity}) {
      QuantileGuess guess = good;
      const std::vector<float> x = with(bad, every);
      expect_same_bits(by_guess(x, levels, guess), by_sorting(x, levels), "infinity");
    }
    QuantileGuess guess = good;
    EXPECT_GT(by_guess(with(std::numeric_limits<float>::quiet_NaN(), every), levels, guess)[0], 0.0f);  // no crash
  }
}

}  // namespace
}  // namespace formcast
