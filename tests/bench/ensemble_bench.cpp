// A run from twin to results file, and the bands alone. Built twice: as released, and for AVX2 alone, so that both
// can be compared with NumPy (numpy_ensemble.py) on a machine that has AVX-512. tools/bench runs both.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "engine/quantiles.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "sim/batch/simulate.hpp"
#include "sim/ensemble/chunk_bands.hpp"
#include "sim/ensemble/cohort.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "sim/travel/trip_exposure.hpp"

namespace formcast {
namespace {

constexpr int kMembers = 10000, kDays = 365, kPlans = 4;

double load_of(int day) { return day % 7 == 0 ? 0.0 : 60.0 + 30.0 * (day % 3); }

void per_item(benchmark::State& state, const char* name, double items) {
  state.counters[name] =
      benchmark::Counter(items * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

EnsembleInput a_year(int plans) {
  EnsembleInput input;
  input.days = kDays;
  input.target_day = kDays - 1;
  input.noise.execution = 0.1;
  input.members = kMembers;
  input.seed = 42;
  std::vector<double> load;
  for (int day = 0; day < kDays; ++day) load.push_back(load_of(day));
  input.load.assign(static_cast<std::size_t>(plans), load);
  return input;
}

/// All of a chunk's, as PlanRun takes them.
void take_bands(ChunkBands& search, BandGuesses& guesses, const std::vector<Cohort>& cohorts, std::size_t days_left) {
  const std::size_t days = std::min<std::size_t>(days_left, kLongestChunkDays);
  QuantileScratch scratch;
  std::vector<float> values;
  Quantiles found{};
  search.begin(0, days, guesses);
  for (std::size_t c = 0; c < cohorts.size(); ++c) search.weigh(c, cohorts[c]);
  if (search.aim()) {
    for (std::size_t c = 0; c < cohorts.size(); ++c) search.count(c, cohorts[c]);
    search.set_bounds();
    for (std::size_t c = 0; c < cohorts.size(); ++c) search.pick(c, cohorts[c]);
  }
  for (std::size_t s = 0; s < days * kOutputs; ++s) {
    if (search.settle(s, found)) continue;
    values.clear();
    for (const Cohort& cohort : cohorts) {
      const auto row = cohort.row(s / kOutputs, s % kOutputs);
      values.insert(values.end(), row.begin(), row.end());
    }
    quantiles(values, kQuantiles, found, scratch);
    search.learn(s, values, scratch.statistics);
  }
  search.keep_guesses();
  benchmark::DoNotOptimize(found);
}

/// Five quantiles of every output on every day, of the values an ensemble has, which are streamed from memory.
void bands(benchmark::State& state) {
  EnsembleInput input = a_year(1);
  input.store_members = true;
  Control control;
  control.threads = 1;
  const auto result = run_ensemble(reference_twin_of("banister", Timing::kNextDay), input, control);
  std::vector<std::vector<Cohort>> chunks;
  for (std::size_t first = 0; first < kDays; first += kLongestChunkDays) {
    std::vector<Cohort>& cohorts = chunks.emplace_back(cohorts_of(kMembers, 1, kLongestChunkDays));
    for (Cohort& cohort : cohorts) {
      for (std::size_t i = 0; i < kLongestChunkDays * kDayRows * cohort.members; ++i) {
        const std::size_t m = i % cohort.members, row = i / cohort.members, day = first + row / kDayRows;
        if (day >= kDays) continue;
        cohort.rows(0).row(row / kDayRows, row % kDayRows)[m] =
            result->plan[0].members[row % kDayRows][(cohort.first_block * kLanes + m) * kDays + day];
      }
    }
  }
  ChunkBands search(kMembers, chunks[0].size(), kLongestChunkDays);
  BandGuesses guesses;
  for (auto _ : state) {
    for (std::size_t k = 0; k < chunks.size(); ++k)
      take_bands(search, guesses, chunks[k], kDays - k * kLongestChunkDays);
  }
  per_item(state, "ns_per_value", static_cast<double>(kMembers) * kDays * kOutputs);
}
BENCHMARK(bands)->Unit(benchmark::kMillisecond);

/// The reference twin, completed to a valid twin file.
Twin whole_twin() {
  Twin twin = reference_twin_of("banister", Timing::kNextDay);
  twin.load.assign(42, 80.0);
  twin.load_known.assign(42, 1);
  twin.performance_scale = 250.0;
  twin.usual_load = 80.0;
  twin.models.front().probability = 1.0;
  twin.models.front().node_probability = twin.models.front().node_weight;
  twin.models.front().prior_median = {40.0, 10.0, 8.0};
  twin.models.front().prior_sd_log = {0.5, 0.5, 0.5};
  return twin;
}

Scenario scenario_of_plans(int plans) {
  Scenario scenario;
  scenario.source = "bench.toml";
  scenario.start = whole_twin().next_day();
  scenario.days = kDays;
  scenario.target.date = scenario.start + date::days{kDays - 1};
  scenario.members = kMembers;
  scenario.seed = 42;
  scenario.noise.execution = 0.1;
  for (int p = 0; p < plans; ++p) {
    Plan& plan = scenario.plans.emplace_back();
    plan.name = "plan " + std::to_string(p);
    for (int day = 0; day < kDays; ++day) {
      plan.overrides.push_back({scenario.start + date::days{day}, load_of(day)});
    }
  }
  return scenario;
}

/// The main job: read the twins, draw, simulate, take bands of four outputs, compare plans, write the file. Arguments:
/// threads, athletes.
void whole_run(benchmark::State& state) {
  const auto athletes = static_cast<int>(state.range(1));
  const std::string name = "formcast-bench-" + std::to_string(::getpid());
  const auto path = std::filesystem::temp_directory_path() / (name + ".h5");
  Scenario scenario = scenario_of_plans(kPlans);
  Twin twin = whole_twin();
  for (int a = 0; a < athletes; ++a) {
    twin.athlete = "A" + std::to_string(a);
    scenario.twins.push_back(std::filesystem::temp_directory_path() / (name + twin.athlete + ".twin.json"));
    write_text(scenario.twins.back(), to_json(twin));
  }
  SimulateOptions options;
  options.control.threads = static_cast<int>(state.range(0));
  const std::vector<RosterEntry> roster = read_roster(scenario, options.control);
  for (auto _ : state) simulate(scenario, roster, path, options);
  std::filesystem::remove(path);
  for (const auto& file : scenario.twins) std::filesystem::remove(file);
  per_item(state, "ns_per_athlete_day", static_cast<double>(kMembers) * kDays * kPlans * athletes);
}
BENCHMARK(whole_run)->Args({1, 1})->Args({1, 8})->Args({2, 8})->Unit(benchmark::kMillisecond)->UseRealTime();

/// Two months with eight zones east in the middle: 10,000 members with body clocks of their own. Argument: threads.
void trip_ensemble(benchmark::State& state) {
  constexpr int kTripDays = 60;
  const Date first{date::year{2016} / 5 / 1};
  TravelHabits travel;
  travel.home = {"Europe/Paris", 48.9, 2.4};
  Trip trip;
  const auto at = [](const char* zone, unsigned day, int hour) {
    return instant_of(zone, LocalTime{Date{date::year{2016} / 5 / day}.time_since_epoch()} + std::chrono::hours{hour});
  };
  const Location brisbane{"Australia/Brisbane", -27.5, 153.0};
  trip.legs.push_back({travel.home, brisbane, at("Europe/Paris", 30, 11), at("Australia/Brisbane", 31, 19), true, {}});
  EnsembleInput input = a_year(1);
  input.days = kTripDays;
  input.target_day = kTripDays - 1;
  input.load.front().resize(kTripDays);
  Control control;
  control.threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    input.travel = {trip_exposure(travel, {trip}, first, kTripDays)};
    benchmark::DoNotOptimize(run_ensemble(reference_twin_of("banister", Timing::kNextDay), input, control));
  }
  const double member_days = static_cast<double>(state.iterations()) * kMembers * kTripDays;
  state.counters["us_per_member_day"] =
      benchmark::Counter(member_days * 1e-6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(trip_ensemble)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace formcast

BENCHMARK_MAIN();
