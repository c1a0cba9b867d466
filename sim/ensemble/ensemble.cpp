#include "sim/ensemble/ensemble.hpp"

#include <algorithm>
#include <bit>

#include "sim/ensemble/members.hpp"
#include "sim/ensemble/plan_pair.hpp"
#include "sim/ensemble/plan_run.hpp"

// Runs all plans of one athlete chunk by chunk, then compares them on the target day.
//
// Promises: the same bits for any threads, chunks and number of plans side by side; a member is the same whatever other
// members, plans and days there are.
// Relies on: random numbers that are functions of seed, athlete, member and day (engine/random.hpp), and kernels that
// start at even days.
// Costs: ensemble_bytes() of memory. Deciding members are simulated apart, and trajectories a second time when stored.
namespace formcast {

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
      // Each value is hashed with its place and the hashes added, so that their order does not count.
      const std::uint64_t name = i * kOutputs + output;
      std::uint64_t x = std::bit_cast<std::uint32_t>(values[i]);
      x = (x ^ (name * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;
      hash += x ^ (x >> 31);
    }
  }
  return hash;
}

namespace {

int decision_members(const EnsembleInput& input) { return std::min(input.members, kMostDecisionMembers); }

}  // namespace

struct Ensemble::Drawn {
  Drawn(const Twin& twin, const EnsembleInput& of);

  KernelPlan kernel_plan(std::size_t plan) const;
  NoiseRates noise_rates() const;
  const TripExposure* trip_exposure(std::size_t plan) const;
  TravelCache* travel_cache(std::size_t plan) const;

  const EnsembleInput& input;
  Timing timing;
  Key key;
  std::vector<AnyBlock> blocks;
  std::vector<AnyBlock> decision;        ///< the members that plans are compared by
  std::vector<std::vector<float>> load;  ///< [plan] as the kernel takes it
};

Ensemble::Drawn::Drawn(const Twin& twin, const EnsembleInput& of)
    : input(of),
      timing(twin.timing),
      key{of.seed, athlete_stream(twin.athlete)},
      blocks(draw_members(twin, of.seed, of.members)),
      decision(draw_members(twin, of.seed, decision_members(of), MembersFor::kDecision)) {
  for (const std::vector<double>& planned : of.load) {
    load.emplace_back(planned.begin(), planned.end());
    load.back().resize(planned.size() + planned.size() % 2);  // the kernel takes two days a pass
  }
}

KernelPlan Ensemble::Drawn::kernel_plan(std::size_t plan) const {
  KernelPlan kernel;
  kernel.load = load[plan].data();
  kernel.count_from = input.lead;
  kernel.end = input.lead + input.days;
  kernel.timing = timing;
  kernel.key = key;
  kernel.ill_load = static_cast<float>(input.noise.illness_load);
  return kernel;
}

NoiseRates Ensemble::Drawn::noise_rates() const {
  const PlanNoise& noise = input.noise;
  NoiseRates rates;
  rates.key = key;
  rates.execution = static_cast<float>(noise.execution);
  rates.missed = static_cast<float>(noise.missed);
  rates.ill_onset = static_cast<float>(noise.illness_per_year / 365.25);
  rates.ill_end = static_cast<float>(1.0 / noise.illness_days);
  return rates;
}

const TripExposure* Ensemble::Drawn::trip_exposure(std::size_t plan) const {
  return plan < input.travel.size() && !input.travel[plan].days.empty() ? &input.travel[plan] : nullptr;
}

TravelCache* Ensemble::Drawn::travel_cache(std::size_t plan) const {
  return trip_exposure(plan) != nullptr && plan < input.travel_cache.size() ? input.travel_cache[plan].get() : nullptr;
}

Ensemble::Ensemble(const Twin& twin, const EnsembleInput& input) : drawn_(std::make_unique<Drawn>(twin, input)) {}

Ensemble::~Ensemble() = default;

std::optional<EnsembleResult> Ensemble::run(const Control& control) const {
  const EnsembleInput& input = drawn_->input;
  Control inner = control;
  inner.progress = nullptr;  // counted here, by plan and day
  EnsembleResult result;
  std::vector<std::vector<float>> target;
  Workplace workplace(input, drawn_->noise_rates(), drawn_->blocks.size(), thread_count(control));
  const int end = input.lead + input.days;
  const std::size_t all = input.load.size(), together = plans_together(input, all);
  std::size_t done = 0;
  for (std::size_t begin = 0; begin < all; begin += together) {
    // Chunk by chunk through the plans of a group, so that a chunk's random numbers are drawn once.
    std::vector<PlanRun> runs;
    for (std::size_t p = begin; p < std::min(begin + together, all); ++p) {
      runs.emplace_back(drawn_->kernel_plan(p), drawn_->trip_exposure(p), drawn_->travel_cache(p), drawn_->blocks,
                        workplace);
    }
    for (int first = 0; first < end; first += input.chunk_days) {
      const int count = std::min(input.chunk_days, end - first);
      for (PlanRun& run : runs) {
        if (!run.run_chunk(first, count, inner)) return std::nullopt;
        done += static_cast<std::size_t>(count);
        if (control.progress) control.progress(done, all * static_cast<std::size_t>(end));
      }
    }
    for (PlanRun& run : runs) {
      result.plan.push_back(run.finish());
      if (input.store_members) keep_members(result.plan.size() - 1, result.plan.back());
      target.push_back(std::move(run.target()));
    }
  }
  // Differences come from members of their own, drawn by decision weights.
  const std::size_t plans = target.size();
  std::optional<std::vector<std::vector<float>>> decided = decision_targets(inner);
  if (!decided) return std::nullopt;
  result.pair.resize(plans, std::vector<PairResult>(plans));
  const bool compared = parallel_for(plans * plans, inner, [&](std::size_t i) {
    const std::size_t a = i / plans, b = i % plans;
    if (a != b) result.pair[a][b] = compare_plans((*decided)[a], (*decided)[b], input.worthwhile);
  });
  if (!compared) return std::nullopt;
  for (std::size_t p = 0; input.keep_target_members && p < plans; ++p) {
    result.plan[p].target_members = std::move(target[p]);
    result.plan[p].decision_members = std::move((*decided)[p]);
  }
  return result;
}

/// The deciding members' performance on the target day, [plan][member]. No other day is needed, so all plans are run to
/// it block by block with the same random numbers. Nothing when cancelled.
std::optional<std::vector<std::vector<float>>> Ensemble::decision_targets(const Control& control) const {
  const EnsembleInput& input = drawn_->input;
  const std::size_t plans = input.load.size(), members = static_cast<std::size_t>(decision_members(input));
  const int end = input.lead + input.target_day + 1;
  std::vector<std::vector<float>> target(plans, std::vector<float>(members));
  const NoiseRates rates = drawn_->noise_rates();
  const bool done = parallel_for(drawn_->decision.size(), control, [&](std::size_t b) {
    const auto first = static_cast<std::uint32_t>(b * kLanes);
    const auto days = static_cast<std::size_t>(end) + 1;  // the kernel takes two days a pass
    std::vector<float> simulated(days * kDayRows * kLanes), shown;
    std::vector<NoiseDay> noise((days + 3) / 4 * 4);
    std::vector<TravelDayLanes> away;
    // Drawn once and used by every plan (common random numbers).
    Lanes ill(0.0f);
    draw_noise(rates, first, 0, end, ill, noise.data());
    for (std::size_t p = 0; p < plans; ++p) {
      AnyBlock any = drawn_->decision[b];
      const KernelPlan kernel = drawn_->kernel_plan(p);
      const TripExposure* const travel = drawn_->trip_exposure(p);
      if (travel != nullptr) {
        away.resize(days);
        shown.resize(days * kTravelOutputs * kLanes);
        TravelBlock block = draw_travel(kernel.key, first, input.effects, baseline(any));
        simulate_travel(*travel, 0, end, block, away.data(), {shown.data(), kLanes});
      }
      simulate_days(kernel, first, 0, end, noise.data(), travel == nullptr ? nullptr : away.data(),
                    {simulated.data(), kLanes}, any);
      const float* const last = DayRows{simulated.data(), kLanes}.row(days - 2, 0);
      for (std::size_t lane = 0; lane < kLanes && first + lane < members; ++lane) target[p][first + lane] = last[lane];
    }
  });
  if (!done) return std::nullopt;
  return target;
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
  const TripExposure* const travel = drawn_->trip_exposure(plan);
  const bool with_travel = into.with_travel && travel != nullptr;
  for (auto& values : into.values) values.resize(static_cast<std::size_t>(count) * days);
  for (auto& values : into.travel) values.resize(with_travel ? static_cast<std::size_t>(count) * days : 0);
  // Buffers of one block for all its days, reused from block to block.
  std::vector<float> simulated((lead + days + 1) * kDayRows * kLanes);  // the kernel takes two days a pass
  const DayRows rows{simulated.data(), kLanes};
  std::vector<TravelDayLanes> away(travel == nullptr ? 0 : lead + days + 1);
  std::vector<float> shown(away.size() * kTravelOutputs * kLanes);
  const TravelRows of_travel{shown.data(), kLanes};
  const NoiseRates rates = drawn_->noise_rates();
  std::vector<NoiseDay> noise((lead + days + 3) / 4 * 4);
  for (int member = first; member < first + count; member += kLanes) {
    AnyBlock any = drawn_->blocks[static_cast<std::size_t>(member / kLanes)];
    if (travel != nullptr) {
      TravelBlock block = draw_travel(kernel.key, static_cast<std::uint32_t>(member), input.effects, baseline(any));
      simulate_travel(*travel, 0, kernel.end, block, away.data(), of_travel);
    }
    Lanes ill(0.0f);
    draw_noise(rates, static_cast<std::uint32_t>(member), 0, kernel.end, ill, noise.data());
    simulate_days(kernel, static_cast<std::uint32_t>(member), 0, kernel.end, noise.data(),
                  travel == nullptr ? nullptr : away.data(), rows, any);
    // Rows of lanes become one trajectory a member; the days before the plan are left out.
    const int lanes = std::min(kLanes, first + count - member);
    for (int lane = 0; lane < lanes; ++lane) {
      const std::size_t row = static_cast<std::size_t>(member - first + lane) * days;
      for (std::size_t day = 0; day < days; ++day) {
        for (std::size_t output = 0; output < kOutputs; ++output) {
          into.values[output][row + day] = rows.row(lead + day, output)[lane];
        }
        for (std::size_t output = 0; with_travel && output < kTravelOutputs; ++output) {
          into.travel[output][row + day] = of_travel.row(lead + day, output)[lane];
        }
      }
    }
  }
}

Effects<Lanes> Ensemble::effects(int first) const {
  return draw_travel(drawn_->key, static_cast<std::uint32_t>(first), drawn_->input.effects, Lanes(1.0f)).effects;
}

std::optional<EnsembleResult> run_ensemble(const Twin& twin, const EnsembleInput& input, const Control& control) {
  return Ensemble(twin, input).run(control);
}

std::size_t plans_together(const EnsembleInput& input, std::size_t plans) {
  return std::min(plans, static_cast<std::size_t>(input.most_plans_together));
}

std::size_t ensemble_bytes(const EnsembleInput& input, std::size_t plans, int threads) {
  const auto blocks = static_cast<std::size_t>((input.members + kLanes - 1) / kLanes);
  const auto chunk = static_cast<std::size_t>(input.chunk_days), days = static_cast<std::size_t>(input.days);
  // Values of every output, and half as much again for what is picked of them (up to a quarter, in memory that grows
  // by doubling); if guesses fail, a day's values and what quantiles() keeps of them: bins, marks, values to sort.
  const std::size_t values = chunk * kDayRows * kLanes * sizeof(float) * 3 / 2;
  constexpr std::size_t kDayOfMember = 2 * sizeof(float) + sizeof(std::uint16_t) + 1;
  const bool travels = std::any_of(input.travel.begin(), input.travel.end(),
                                   [](const TripExposure& plan) { return !plan.days.empty(); });
  const std::size_t travelling = travels ? sizeof(TravelBlock) : 0;
  const std::size_t travel = travels ? chunk * kTravelOutputs * kLanes * sizeof(float) : 0;
  // Random numbers are kept only if there is more than one plan to use them.
  const std::size_t together = plans_together(input, plans);
  const std::size_t noise = sizeof(Lanes) + (together > 1 ? chunk * sizeof(NoiseDay) : 0);
  const std::size_t state =
      blocks * (sizeof(AnyBlock) + together * (sizeof(AnyBlock) + travelling) + values + travel + noise);
  const std::size_t day = static_cast<std::size_t>(threads) * blocks * kLanes * kDayOfMember;
  const std::size_t target = (plans + 2) * blocks * kLanes * sizeof(float);
  // Deciding members, their performance on the target day, and per thread a block's days up to it.
  const auto deciders = static_cast<std::size_t>((decision_members(input) + kLanes - 1) / kLanes);
  const std::size_t simulated = (static_cast<std::size_t>(input.lead) + days + 4) *
                                (kDayRows * kLanes * sizeof(float) + sizeof(NoiseDay) +
                                 (travels ? kTravelOutputs * kLanes * sizeof(float) + sizeof(TravelDayLanes) : 0));
  const std::size_t decision = deciders * (sizeof(AnyBlock) + (plans + 2) * kLanes * sizeof(float)) +
                               static_cast<std::size_t>(threads) * simulated;
  return state + day + target + decision + plans * days * kOutputs * sizeof(Quantiles);
}

}  // namespace formcast
