#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "engine/lanes.hpp"
#include "engine/lanes_math.hpp"
#include "engine/quantiles.hpp"
#include "engine/random.hpp"
#include "engine/target_clones.hpp"

// Every figure comes as time for one item: a random word, a normal, a function value, a value of the sample.
namespace formcast {
namespace {

constexpr std::uint32_t kGroups = 256;

void per_item(benchmark::State& state, std::size_t items) {
  state.counters["time/item"] = benchmark::Counter(
      static_cast<double>(items), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

FORMCAST_CLONES void sum_words(std::array<LaneWords, 4>& sum) {
  for (std::uint32_t group = 0; group < kGroups; ++group) {
    const auto w = words({42, 7}, LaneWords::counting_from(0), group, Purpose::kDaily);
    for (std::size_t i = 0; i < 4; ++i) {
      sum[i] = map([](std::uint32_t a, std::uint32_t b) { return a + b; }, sum[i], w[i]);
    }
  }
}
void Words(benchmark::State& state) {
  std::array<LaneWords, 4> sum{};
  for (auto _ : state) {
    sum_words(sum);
    benchmark::DoNotOptimize(sum);
  }
  per_item(state, std::size_t{kGroups} * 4 * kLanes);
}
BENCHMARK(Words);

FORMCAST_CLONES void sum_normals(Lanes& sum) {
  for (std::uint32_t group = 0; group < kGroups; ++group) {
    const auto z = normals(words({42, 7}, LaneWords::counting_from(0), group, Purpose::kDaily));
    sum += (z[0] + z[1]) + (z[2] + z[3]);
  }
}
void Normals(benchmark::State& state) {
  Lanes sum = 0.0f;
  for (auto _ : state) {
    sum_normals(sum);
    benchmark::DoNotOptimize(sum);
  }
  per_item(state, std::size_t{kGroups} * 4 * kLanes);
}
BENCHMARK(Normals);

/// `f` over an array that fits the first cache.
#define FORMCAST_FUNCTION_BENCHMARK(Name, first, step, expression)                      \
  FORMCAST_CLONES void run_##Name(std::array<Lanes, 64>& values) {                      \
    for (Lanes & x : values) x = expression;                                            \
  }                                                                                     \
  void Name(benchmark::State& state) {                                                  \
    std::array<Lanes, 64> values, work;                                                 \
    for (std::size_t i = 0; i < values.size(); ++i) {                                   \
      for (int l = 0; l < kLanes; ++l) {                                                \
        values[i][l] = first + step * static_cast<float>(32 * static_cast<int>(i) + l); \
      }                                                                                 \
    }                                                                                   \
    for (auto _ : state) {                                                              \
      work = values;                                                                    \
      run_##Name(work);                                                                 \
      benchmark::DoNotOptimize(work);                                                   \
    }                                                                                   \
    per_item(state, values.size() * kLanes);                                            \
  }                                                                                     \
  BENCHMARK(Name);
FORMCAST_FUNCTION_BENCHMARK(Exp, -40.0f, 0.04f, exp(x))
FORMCAST_FUNCTION_BENCHMARK(Log, 0.001f, 0.01f, log(x))
FORMCAST_FUNCTION_BENCHMARK(Sincos2pi, -0.5f, 0.0004f, sincos2pi(x).sin)
FORMCAST_FUNCTION_BENCHMARK(Sqrt, 0.0f, 0.01f, sqrt(x))
#undef FORMCAST_FUNCTION_BENCHMARK

/// Arguments: sample size, distribution.
enum Distribution { kNormal, kOutlier, kDays, kPowers };
void QuantilesOfFiveLevels(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937 generator(1);
  std::normal_distribution<float> normal(250.0f, 10.0f);
  std::vector<std::vector<float>> samples(16, std::vector<float>(n));  // the branch predictor must not learn one
  for (std::vector<float>& sample : samples) {
    for (float& x : sample) {
      x = normal(generator);
      if (state.range(1) == kDays) x = static_cast<float>(generator() % 365);
      if (state.range(1) == kPowers) x = std::exp2(x - 250.0f);
    }
    if (state.range(1) == kOutlier) sample[n / 2] = 1e30f;
  }
  constexpr std::array<double, 5> kLevels{0.05, 0.25, 0.5, 0.75, 0.95};
  std::array<float, 5> result{};
  QuantileScratch scratch;
  std::size_t next = 0;
  for (auto _ : state) {
    quantiles(samples[next++ % samples.size()], kLevels, result, scratch);
    benchmark::DoNotOptimize(result);
  }
  per_item(state, n);
}
BENCHMARK(QuantilesOfFiveLevels)
    ->ArgNames({"n", "distribution"})
    ->ArgsProduct({{1000, 10000, 100000}, {kNormal}})
    ->ArgsProduct({{10000}, {kOutlier, kDays, kPowers}});

/// Baselines for `quantiles`: the same five levels by selection and by sorting.
void five_levels(benchmark::State& state, void (*find)(std::vector<float>&)) {
  std::mt19937 generator(1);
  std::normal_distribution<float> normal(250.0f, 10.0f);
  std::vector<float> sample(10000), work;
  for (float& x : sample) x = normal(generator);
  for (auto _ : state) {
    work = sample;
    find(work);
    benchmark::DoNotOptimize(work.data());
  }
  per_item(state, sample.size());
}
void select_each(std::vector<float>& values) {
  for (double level : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    const auto rank = static_cast<std::ptrdiff_t>(level * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
  }
}
void sort_all(std::vector<float>& values) { std::sort(values.begin(), values.end()); }
BENCHMARK_CAPTURE(five_levels, by_nth_element, select_each);
BENCHMARK_CAPTURE(five_levels, by_sorting, sort_all);

}  // namespace
}  // namespace formcast

BENCHMARK_MAIN();
