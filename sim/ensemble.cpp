#include "sim/ensemble.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <span>

#include "engine/quantiles.hpp"
#include "sim/members.hpp"

namespace formcast {
namespace {

/// One plan's days of all members, a chunk at a time: (blocks x chunk). A few days: enough to amortise the hand-over,
/// few enough that memory does not grow with the length of the plan.
using ChunkBuffer = std::vector<BlockDay>;

/// (members) of each output, in their order.
using DayValues = std::array<std::vector<float>, kOutputs>;

/// The members' values on day `row` of the chunk. All outputs in one pass: a block's day is a few lines of memory, far
/// from the next block's.
void gather(const ChunkBuffer& buffer, std::size_t chunk, std::size_t row, std::size_t members, DayValues& values) {
  const std::size_t blocks = (members + kLanes - 1) / kLanes;
  for (auto& each : values) each.resize(blocks * kLanes);
  for (std::size_t b = 0; b < blocks; ++b) {
    const BlockDay& day = buffer[b * chunk + row];
    const std::size_t at = b * kLanes;
    day.performance.store(&values[static_cast<std::size_t>(Output::kPerformance)][at]);
    day.fitness.store(&values[static_cast<std::size_t>(Output::kFitness)][at]);
    day.fatigue.store(&values[static_cast<std::size_t>(Output::kFatigue)][at]);
    (day.fitness - day.fatigue).store(&values[static_cast<std::size_t>(Output::kForm)][at]);
  }
  for (auto& each : values) each.resize(members);
}

Quantiles quantiles_of(std::span<const float> values, QuantileScratch& scratch, QuantileGuess* guess = nullptr) {
  Quantiles result;
  result.fill(std::numeric_limits<float>::quiet_NaN());
  if (!values.empty()) quantiles(values, kQuantiles, result, scratch, guess);
  return result;
}

void keep_finite(std::vector<float>& values) {
  std::erase_if(values, [](float x) { return !std::isfinite(x); });
}

/// One plan on its way through the days.
struct PlanRun {
  const EnsembleInput& input;
  KernelPlan kernel;
  std::vector<AnyBlock> blocks;
  ChunkBuffer buffer;
  PlanResult result;
  std::vector<float> target;  // (members) performance on the target day

  bool run_chunk(int first, int count, const Control& control);
  bool take_bands(int first, int count, const Control& control);
  void finish();

  bool all_finite() const;
  std::size_t members() const { return static_cast<std::size_t>(input.members); }
  std::size_t chunk() const { return static_cast<std::size_t>(input.chunk_days); }
};

bool PlanRun::all_finite() const {
  return std::all_of(blocks.begin(), blocks.end(), [](const AnyBlock& any) {
    return std::visit([](const auto& block) { return all(block.best == block.best); }, any);
  });
}

bool PlanRun::run_chunk(int first, int count, const Control& control) {
  return parallel_for(blocks.size(), control, [&](std::size_t b) {
    const auto first_member = static_cast<std::uint32_t>(b * kLanes);
    std::visit([&](auto& block) { run_days(kernel, first_member, first, count, &buffer[b * chunk()], block); },
               blocks[b]);
  });
}

bool PlanRun::take_bands(int first, int count, const Control& control) {
  const bool finite = all_finite();
  return parallel_for(static_cast<std::size_t>(count), control, [&](std::size_t i) {
    const int day = first + static_cast<int>(i) - input.lead;
    if (day < 0) return;
    thread_local QuantileScratch scratch;
    thread_local std::array<QuantileGuess, kOutputs> guess;
    thread_local DayValues values;
    gather(buffer, chunk(), i, members(), values);
    if (day == input.target_day) target = values[static_cast<std::size_t>(Output::kPerformance)];
    for (std::size_t output = 0; output < kOutputs; ++output) {
      if (!finite) keep_finite(values[output]);
      result.bands[output][static_cast<std::size_t>(day)] = quantiles_of(values[output], scratch, &guess[output]);
    }
  });
}

void PlanRun::finish() {
  QuantileScratch scratch;
  std::vector<float> peak;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    std::visit(
        [&](const auto& block) {
          for (std::size_t l = 0; l < kLanes && b * kLanes + l < members(); ++l) {
            const int lane = static_cast<int>(l);
            if (std::isnan(block.best[lane])) {
              ++result.non_finite_members;
            } else {
              peak.push_back(block.best_day[lane] - static_cast<float>(input.lead));
            }
          }
        },
        blocks[b]);
  }
  result.peak_day = quantiles_of(peak, scratch);
  std::vector<float> finite = target;
  keep_finite(finite);
  result.target_performance = quantiles_of(finite, scratch);
  result.target_probability = std::numeric_limits<float>::quiet_NaN();
  if (input.target_performance && !finite.empty()) {
    const auto reached = std::count_if(finite.begin(), finite.end(),
                                       [&](float p) { return static_cast<double>(p) >= *input.target_performance; });
    result.target_probability = static_cast<float>(static_cast<double>(reached) / static_cast<double>(finite.size()));
  }
}

PairResult compare_plans(const std::vector<float>& plan, const std::vector<float>& other) {
  PairResult pair;
  std::vector<float> difference;
  double sum = 0.0, better = 0.0;
  for (std::size_t m = 0; m < plan.size(); ++m) {
    const float d = plan[m] - other[m];
    if (!std::isfinite(d)) continue;
    difference.push_back(d);
    sum += static_cast<double>(d);
    better += d > 0.0f ? 1.0 : (d < 0.0f ? 0.0 : 0.5);
  }
  QuantileScratch scratch;
  const double n = static_cast<double>(difference.size());
  pair.difference = quantiles_of(difference, scratch);
  pair.difference_mean = static_cast<float>(sum / n);
  pair.probability_better = static_cast<float>(better / n);
  return pair;
}

}  // namespace

std::uint64_t athlete_stream(std::string_view athlete) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (char c : athlete) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

std::uint64_t trajectory_hash(const PlanResult& result) {
  std::uint64_t hash = 0;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    const std::vector<float>& values = result.members[output];
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::uint64_t name = i * kOutputs + output;
      std::uint64_t x = std::bit_cast<std::uint32_t>(values[i]);
      x = (x ^ (name * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;
      hash += x ^ (x >> 31);
    }
  }
  return hash;
}

struct Ensemble::Drawn {
  Drawn(const Twin& twin, const EnsembleInput& of);

  KernelPlan kernel_plan(std::size_t plan) const;

  const EnsembleInput& input;
  Timing timing;
  Key key;
  std::vector<AnyBlock> blocks;
  std::vector<std::vector<float>> load;  ///< [plan] as the kernel takes it
};

Ensemble::Drawn::Drawn(const Twin& twin, const EnsembleInput& of)
    : input(of),
      timing(twin.timing),
      key{of.seed, athlete_stream(twin.athlete)},
      blocks(draw_members(twin, of.seed, of.members)) {
  for (const std::vector<double>& planned : of.load) {
    load.emplace_back(planned.begin(), planned.end());
    load.back().resize(planned.size() + planned.size() % 2);  // the kernel goes by twos
  }
}

KernelPlan Ensemble::Drawn::kernel_plan(std::size_t plan) const {
  const PlanNoise& noise = input.noise;
  KernelPlan kernel;
  kernel.load = load[plan].data();
  kernel.count_from = input.lead;
  kernel.end = input.lead + input.days;
  kernel.timing = timing;
  kernel.key = key;
  kernel.execution = static_cast<float>(noise.execution);
  kernel.missed = static_cast<float>(noise.missed);
  kernel.ill_onset = static_cast<float>(noise.illness_per_year / 365.25);
  kernel.ill_end = static_cast<float>(1.0 / noise.illness_days);
  kernel.ill_load = static_cast<float>(noise.illness_load);
  return kernel;
}

Ensemble::Ensemble(const Twin& twin, const EnsembleInput& input) : drawn_(std::make_unique<Drawn>(twin, input)) {}

Ensemble::~Ensemble() = default;

std::optional<EnsembleResult> Ensemble::run(const Control& control) const {
  const EnsembleInput& input = drawn_->input;
  Control inner = control;
  inner.progress = nullptr;
  EnsembleResult result;
  std::vector<std::vector<float>> target;
  const int end = input.lead + input.days;
  const auto total = input.load.size() * static_cast<std::size_t>(end);
  for (std::size_t p = 0; p < input.load.size(); ++p) {
    PlanRun run{input, drawn_->kernel_plan(p), drawn_->blocks, {}, {}, {}};
    run.buffer.resize(run.blocks.size() * run.chunk());
    for (auto& band : run.result.bands) band.resize(static_cast<std::size_t>(input.days));
    for (int first = 0; first < end; first += input.chunk_days) {
      const int count = std::min(input.chunk_days, end - first);
      if (!run.run_chunk(first, count, inner) || !run.take_bands(first, count, inner)) return std::nullopt;
      if (control.progress)
        control.progress(p * static_cast<std::size_t>(end) + static_cast<std::size_t>(first + count), total);
    }
    run.finish();
    if (input.store_members) keep_members(p, run.result);
    result.plan.push_back(std::move(run.result));
    target.push_back(std::move(run.target));
  }
  result.pair.resize(target.size(), std::vector<PairResult>(target.size()));
  for (std::size_t a = 0; a < target.size(); ++a) {
    for (std::size_t b = 0; b < target.size(); ++b) {
      if (a != b) result.pair[a][b] = compare_plans(target[a], target[b]);
    }
  }
  return result;
}

void Ensemble::keep_members(std::size_t plan, PlanResult& result) const {
  Trajectories all;
  trajectories(plan, 0, drawn_->input.members, all);
  result.members = std::move(all.values);
}

void Ensemble::trajectories(std::size_t plan, int first, int count, Trajectories& into) const {
  const EnsembleInput& input = drawn_->input;
  const KernelPlan kernel = drawn_->kernel_plan(plan);
  const auto days = static_cast<std::size_t>(input.days), lead = static_cast<std::size_t>(input.lead);
  into.first = first;
  into.count = count;
  for (auto& values : into.values) values.resize(static_cast<std::size_t>(count) * days);
  std::vector<BlockDay> lived(lead + days + 1);  // the kernel goes by twos
  for (int member = first; member < first + count; member += kLanes) {
    AnyBlock any = drawn_->blocks[static_cast<std::size_t>(member / kLanes)];
    std::visit(
        [&](auto& block) { run_days(kernel, static_cast<std::uint32_t>(member), 0, kernel.end, lived.data(), block); },
        any);
    const int lanes = std::min(kLanes, first + count - member);
    for (int lane = 0; lane < lanes; ++lane) {
      const std::size_t row = static_cast<std::size_t>(member - first + lane) * days;
      for (std::size_t day = 0; day < days; ++day) {
        const BlockDay& of = lived[lead + day];
        into.values[static_cast<std::size_t>(Output::kPerformance)][row + day] = of.performance[lane];
        into.values[static_cast<std::size_t>(Output::kFitness)][row + day] = of.fitness[lane];
        into.values[static_cast<std::size_t>(Output::kFatigue)][row + day] = of.fatigue[lane];
        into.values[static_cast<std::size_t>(Output::kForm)][row + day] = of.fitness[lane] - of.fatigue[lane];
      }
    }
  }
}

std::optional<EnsembleResult> run_ensemble(const Twin& twin, const EnsembleInput& input, const Control& control) {
  return Ensemble(twin, input).run(control);
}

std::size_t ensemble_bytes(const EnsembleInput& input, std::size_t plans, int threads) {
  const auto blocks = static_cast<std::size_t>((input.members + kLanes - 1) / kLanes);
  const auto chunk = static_cast<std::size_t>(input.chunk_days), days = static_cast<std::size_t>(input.days);
  // A day's values of every output, and what quantiles() keeps of one: bins, marks, what it sorts.
  constexpr std::size_t kDayOfMember = kOutputs * sizeof(float) + sizeof(std::uint16_t) + 1 + sizeof(float);
  const std::size_t state = blocks * (2 * sizeof(AnyBlock) + chunk * sizeof(BlockDay));
  const std::size_t day = static_cast<std::size_t>(threads) * blocks * kLanes * kDayOfMember;
  const std::size_t target = (plans + 2) * blocks * kLanes * sizeof(float);
  return state + day + target + plans * days * kOutputs * sizeof(Quantiles);
}

}  // namespace formcast
