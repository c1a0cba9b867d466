// Each clock in lanes compared with scalar double and, for Forger99, with its floor, in one run.
// tools/bench runs it and prints the ratios.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "models/clock/catalogue.hpp"
#include "models/clock/run.hpp"
#include "tests/bench/clock_kernels.hpp"

namespace formcast {
namespace {

using bench::kClockDays;
using bench::kClockMembers;
constexpr std::array<LightInterval, 3> kDay{{{0.0, 7.0, 0.0, true}, {7.0, 23.0, 150.0}, {23.0, 24.0, 0.0, true}}};

void report(benchmark::State& state, int members) {
  const double member_days = static_cast<double>(state.iterations()) * members * kClockDays;
  state.counters["us_per_member_day"] =
      benchmark::Counter(member_days * 1e-6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// A block of members with periods of their own through sixty days, CBTmin found every day.
template <class Model>
void lanes(benchmark::State& state) {
  typename Model::template Parameters<Lanes> p;
  for (int l = 0; l < kLanes; ++l) p.tau[l] += 0.01f * static_cast<float>(l);
  const auto rates = Model::template rates<Lanes>(p);
  std::vector<Lanes> days(kClockDays);
  for (auto _ : state) {
    Clock<Model, Lanes> clock;
    run_clock<Model, Lanes>(rates, {kDay, 0.1, true}, days, clock);
    benchmark::ClobberMemory();
  }
  report(state, kClockMembers);
}

/// The same code, one member, double.
template <class Model>
void scalar(benchmark::State& state) {
  const auto rates = Model::template rates<double>({});
  std::vector<double> days(kClockDays);
  for (auto _ : state) {
    Clock<Model, double> clock;
    run_clock<Model, double>(rates, {kDay, 0.1, true}, days, clock);
    benchmark::ClobberMemory();
  }
  report(state, 1);
}

std::vector<float> lux_of_steps() {
  std::vector<float> lux(240, 0.0f);
  for (std::size_t i = 70; i < 230; ++i) lux[i] = 150.0f;
  return lux;
}

void floor(benchmark::State& state) {
  const std::vector<float> lux = lux_of_steps();
  for (auto _ : state) benchmark::DoNotOptimize(bench::floor_clock(lux, kClockDays));
  report(state, kClockMembers);
}
BENCHMARK(floor)->Unit(benchmark::kMillisecond);

/// Forger99 alone, without CBTmin.
void plain(benchmark::State& state) {
  const std::vector<float> lux = lux_of_steps();
  for (auto _ : state) benchmark::DoNotOptimize(bench::scalar_clock(lux, kClockDays, 1));
  report(state, 1);
}
BENCHMARK(plain)->Unit(benchmark::kMillisecond);

template <class... Model>
void register_all(const std::tuple<Model...>*) {
  (benchmark::RegisterBenchmark(("lanes/" + std::string(Model::kName)).c_str(), lanes<Model>)
       ->Unit(benchmark::kMillisecond),
   ...);
  (benchmark::RegisterBenchmark(("scalar/" + std::string(Model::kName)).c_str(), scalar<Model>)
       ->Unit(benchmark::kMillisecond),
   ...);
}

}  // namespace

void register_clocks() { register_all(static_cast<Clocks*>(nullptr)); }

}  // namespace formcast

int main(int argc, char** argv) {
  formcast::register_clocks();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
