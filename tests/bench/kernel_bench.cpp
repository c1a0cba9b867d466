// The ensemble kernel of each model compared with its floor and with plain C++, in one run.
// tools/bench runs it and prints the ratios.
#include <benchmark/benchmark.h>

#include <string>

#include "models/catalogue.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/members.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "tests/bench/kernels.hpp"

namespace formcast {
namespace {

constexpr int kMembers = 20032, kDays = 365;

/// One day more than a year, because the kernel takes two days at a time.
std::vector<float> year_of_loads() {
  std::vector<float> load(kDays + 1);
  for (int d = 0; d < kDays; ++d) {
    load[static_cast<std::size_t>(d)] = d % 7 == 0 ? 0.0f : 60.0f + 30.0f * static_cast<float>(d % 3);
  }
  return load;
}

void report(benchmark::State& state, int plans = 1) {
  const double athlete_days = static_cast<double>(state.iterations()) * kMembers * kDays * plans;
  state.counters["athlete_days_per_s"] = benchmark::Counter(athlete_days, benchmark::Counter::kIsRate);
  state.counters["ns_per_athlete_day"] =
      benchmark::Counter(athlete_days * 1e-9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void scalar(benchmark::State& state) {
  const std::vector<float> load = year_of_loads();
  std::vector<float> out(static_cast<std::size_t>(kMembers) * kDays);
  for (auto _ : state) bench::scalar_kernel(std::span(load).first(kDays), kMembers, out);
  report(state);
}
BENCHMARK(scalar)->Unit(benchmark::kMillisecond);

void floor(benchmark::State& state) {
  const std::vector<float> load = year_of_loads();
  std::vector<float> out(static_cast<std::size_t>(kMembers) * kDays);
  for (auto _ : state) bench::floor_kernel(std::span(load).first(kDays), kMembers, out);
  report(state);
}
BENCHMARK(floor)->Unit(benchmark::kMillisecond);

KernelPlan year_plan(const std::vector<float>& load) {
  KernelPlan plan;
  plan.load = load.data();
  plan.end = kDays;
  plan.timing = Timing::kSameDay;
  plan.key = Key{42, 7};
  return plan;
}

/// `wanders`: with the baseline's random walk, a third normal a day that floor and scalar do not draw.
NoiseRates year_rates(bool wanders) {
  NoiseRates rates;
  rates.key = Key{42, 7};
  rates.execution = 0.1f;
  rates.wanders = wanders;
  return rates;
}

template <class Model>
std::vector<AnyBlock> members_of() {
  return draw_members(reference_twin_of(Model::kName, Timing::kSameDay), 42, kMembers);
}

/// The kernel alone: block after block through the whole year.
template <class Model>
void kernel(benchmark::State& state, bool wanders) {
  const std::vector<AnyBlock> drawn = members_of<Model>();
  const std::vector<float> load = year_of_loads();
  const KernelPlan plan = year_plan(load);
  const NoiseRates rates = year_rates(wanders);
  std::vector<float> out(kLongestChunkDays * kDayRows * kLanes);
  std::vector<NoiseDay> noise(kLongestChunkDays);
  for (auto _ : state) {
    std::vector<AnyBlock> blocks = drawn;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const auto member = static_cast<std::uint32_t>(b * kLanes);
      Lanes ill(0.0f);
      for (int first = 0; first < kDays; first += kLongestChunkDays) {
        const int count = std::min(kLongestChunkDays, kDays - first);
        draw_noise(rates, member, first, count, ill, noise.data());
        simulate_days(plan, member, first, count, noise.data(), nullptr, {out.data(), kLanes}, blocks[b]);
      }
      benchmark::ClobberMemory();
    }
  }
  report(state);
}

/// The same work in the order of run_ensemble, which needs a day of all members at once: some days at a time into
/// cohorts, and so through the second cache. `plans`: as many, of which the first draws the random effects of all.
void banister_in_chunks(benchmark::State& state, int plans, bool wanders) {
  const std::vector<AnyBlock> drawn = members_of<Banister>();
  const std::vector<float> load = year_of_loads();
  const KernelPlan plan = year_plan(load);
  std::vector<Cohort> cohorts = cohorts_of(kMembers, 1, kLongestChunkDays);
  for (auto _ : state) {
    SharedNoise noise(year_rates(wanders), drawn.size(), kLongestChunkDays, plans > 1);
    std::vector<std::vector<AnyBlock>> of(static_cast<std::size_t>(plans), drawn);
    for (int first = 0; first < kDays; first += kLongestChunkDays) {
      const int count = std::min(kLongestChunkDays, kDays - first);
      for (std::vector<AnyBlock>& blocks : of) {
        for (Cohort& cohort : cohorts) {
          for (std::size_t b = 0; b < cohort.blocks; ++b) {
            const std::size_t block = cohort.first_block + b;
            simulate_days(plan, static_cast<std::uint32_t>(block * kLanes), first, count,
                          noise.days(block, first, count), nullptr, cohort.rows(b), blocks[block]);
          }
        }
      }
    }
    benchmark::ClobberMemory();
  }
  report(state, plans);
}
BENCHMARK_CAPTURE(banister_in_chunks, one_plan, 1, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(banister_in_chunks, four_plans_wandering, 4, true)->Unit(benchmark::kMillisecond);

}  // namespace

/// kernel/MODEL for every model of the catalogue.
void register_kernels() {
  for_each_model([]<class Model>() {
    benchmark::RegisterBenchmark(("kernel/" + std::string(Model::kName)).c_str(), kernel<Model>, false)
        ->Unit(benchmark::kMillisecond);
  });
  benchmark::RegisterBenchmark("kernel_wandering/banister", kernel<Banister>, true)->Unit(benchmark::kMillisecond);
}

}  // namespace formcast

int main(int argc, char** argv) {
  formcast::register_kernels();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
