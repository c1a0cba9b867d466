// The cost of calibration by days, nodes and athletes, and for one posterior that takes Stan a minute.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "sim/calibration/squad.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"

namespace {

using namespace formcast;

/// An athlete who trains most days and is tested every third, exactly Banister's but for scatter.
AthleteHistory athlete(int days, unsigned seed) {
  AthleteHistory a;
  a.athlete = "A" + std::to_string(seed);
  a.start = date::sys_days{date::year{2024} / 1 / 1};
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  const auto rates = Banister::rates<double>({30.0 + seed % 20, 8.0});
  Banister::State<double> x{};
  for (int day = 0; day < days; ++day) {
    const double load = day % 7 == 6 ? 0.0 : 60.0 + static_cast<double>(random() % 100);
    a.load.push_back(load);
    step_day<Banister, double>(Timing::kNextDay, rates, x, load, [&](const auto& seen) {
      if (day % 3 == 0) a.tests.push_back({day, 260.0 + 0.03 * seen.g - 0.05 * seen.h + 4.0 * normal(random)});
    });
  }
  return a;
}

void whole_family(benchmark::State& state) {
  const AthleteHistory a = athlete(static_cast<int>(state.range(0)), 1);
  const History history;
  for (auto _ : state) benchmark::DoNotOptimize(calibrate(a, history, Timing::kNextDay));
  state.counters["us_per_day"] =
      benchmark::Counter(static_cast<double>(state.range(0)) * 1e-6,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(whole_family)->Arg(110)->Arg(220)->Arg(440)->Unit(benchmark::kMillisecond);

/// Banister on a grid of n x n time constants: the bank alone.
template <int kNodes>
struct Fine : Banister {
  static constexpr std::array<Parameter, 2> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{2.0, 800.0}, kNodes, ""},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{0.5, 200.0}, kNodes, ""},
  }};
  static constexpr bool admissible(const Shape<double>&) { return true; }
};
template <int kNodes>
void one_bank(benchmark::State& state) {
  const AthleteHistory a = athlete(110, 1);
  const Record record{Timing::kNextDay, {a.load}, a.tests};
  const auto shapes = shape_nodes<Fine<kNodes>>(1.0);
  const std::vector<Gaussian<3>> prior(shapes.size(),
                                       independent<3>(Vector<3>(260.0, 0.0, 0.0), Vector<3>(60.0, 0.2, 0.2)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(run_bank<Fine<kNodes>>(record, shapes, prior, {{0.0, 8.0, 0.0}}).log_evidence);
  }
  state.counters["nodes"] = static_cast<double>(shapes.size());
}
BENCHMARK(one_bank<36>)->Unit(benchmark::kMillisecond);
BENCHMARK(one_bank<72>)->Unit(benchmark::kMillisecond);  // 5184 nodes: the posterior that agrees with Stan's

void pooled_roster(benchmark::State& state) {
  History history;
  for (unsigned i = 0; i < static_cast<unsigned>(state.range(0)); ++i) history.athletes.push_back(athlete(110, i + 1));
  SquadOptions options;
  options.pool = true;
  for (auto _ : state) benchmark::DoNotOptimize(calibrate_squad(history, Timing::kNextDay, options));
  state.counters["s_per_athlete"] = benchmark::Counter(
      static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(pooled_roster)->Arg(4)->Arg(8)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
