#include "sim/ensemble/plan_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "engine/quantiles.hpp"

// One plan, chunk by chunk: all members through some days, then the bands of those days.
//
// Promises: bands are exact order statistics of all members; guesses save time and change no number.
// Relies on: chunks in order of day, and a Workplace used by one plan at a time.
// Costs: three passes over a chunk's values for its bands, each in the cache of the core that computed them; days whose
// guess fails are gathered and sorted as a whole.
namespace formcast {
namespace {

static_assert(kDayRows == kOutputs);

Quantiles quantiles_of(std::span<const float> values, QuantileScratch& scratch) {
  Quantiles result;
  quantiles(values, kQuantiles, result, scratch);
  return result;
}

/// One row of all cohorts, by `row_of` of each.
template <class RowOf>
void gather(const std::vector<Cohort>& cohorts, const RowOf& row_of, std::vector<float>& values) {
  values.clear();
  for (const Cohort& cohort : cohorts) {
    const std::span<const float> row = row_of(cohort);
    values.insert(values.end(), row.begin(), row.end());
  }
}

void keep_finite(std::vector<float>& values) {
  std::erase_if(values, [](float x) { return !std::isfinite(x); });
}

/// A block is longer than what processors prefetch; fetched while the one before it is simulated, it takes 5 % off a
/// run.
void fetch_ahead(const AnyBlock& any) {
  constexpr std::size_t kLine = 64;
  const char* const bytes = reinterpret_cast<const char*>(&any);
  for (std::size_t at = 0; at < sizeof(any); at += kLine) __builtin_prefetch(bytes + at);
}

bool is_finite(const AnyBlock& any) {
  return std::visit([](const auto& block) { return all(block.best == block.best); }, any);
}

}  // namespace

Workplace::Workplace(const EnsembleInput& of, const NoiseRates& rates, std::size_t blocks, int threads)
    : input(of),
      noise(rates, blocks, of.chunk_days, plans_together(of, of.load.size()) > 1),
      cohorts(cohorts_of(static_cast<std::size_t>(of.members), static_cast<std::size_t>(threads),
                         static_cast<std::size_t>(of.chunk_days))),
      bands(static_cast<std::size_t>(of.members), cohorts.size(), static_cast<std::size_t>(of.chunk_days)) {}

PlanRun::PlanRun(const KernelPlan& kernel, const TripExposure* travel, TravelCache* cache,
                 std::vector<AnyBlock> members, Workplace& at)
    : input_(at.input), kernel_(kernel), travel_(travel), cache_(cache), blocks_(std::move(members)), at_(at) {
  for (auto& band : result_.bands) band.resize(static_cast<std::size_t>(input_.days));
  if (travel_ != nullptr) begin_travel();
}

void PlanRun::begin_travel() {
  if (cache_ != nullptr && cache_->whole) {
    result_.travel = cache_->bands;
    return;
  }
  // Otherwise this run fills it: a day more a block, as the kernel takes two days a pass.
  if (cache_ != nullptr) {
    cache_->stride = static_cast<std::size_t>(kernel_.end) + 1;
    cache_->days.resize(blocks_.size() * cache_->stride);
  }
  for (auto& band : result_.travel) band.resize(static_cast<std::size_t>(input_.days));
  // Drawn by the member's number, so that all plans have the same travellers.
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const auto member = static_cast<std::uint32_t>(b * kLanes);
    travel_blocks_.push_back(draw_travel(kernel_.key, member, input_.effects, baseline(blocks_[b])));
  }
  for (Cohort& cohort : at_.cohorts) {
    cohort.travel.resize(static_cast<std::size_t>(input_.chunk_days) * kTravelOutputs * cohort.stride());
  }
}

bool PlanRun::run_chunk(int first, int count, const Control& control) {
  if (!simulate(first, count, control) || !take_bands(first, count, control)) return false;
  return travel_blocks_.empty() || take_travel_bands(first, count, control);
}

void PlanRun::simulate_block(Cohort& cohort, std::size_t b, int first, int count) {
  const std::size_t at = cohort.first_block + b;
  const auto member = static_cast<std::uint32_t>(at * kLanes);
  AnyBlock& any = blocks_[at];
  if (at + 1 < blocks_.size()) fetch_ahead(blocks_[at + 1]);
  const NoiseDay* const noise = at_.noise.days(at, first, count);
  if (travel_ == nullptr) return simulate_days(kernel_, member, first, count, noise, nullptr, cohort.rows(b), any);
  // With a whole cache there are no travel blocks: its days are used as they are.
  thread_local std::vector<TravelDayLanes> uncached;
  uncached.resize(static_cast<std::size_t>(count) + 1);
  TravelDayLanes* const days =
      cache_ == nullptr ? uncached.data() : &cache_->days[at * cache_->stride + static_cast<std::size_t>(first)];
  if (!travel_blocks_.empty()) simulate_travel(*travel_, first, count, travel_blocks_[at], days, cohort.travel_rows(b));
  simulate_days(kernel_, member, first, count, noise, days, cohort.rows(b), any);
}

bool PlanRun::simulate(int first, int count, const Control& control) {
  std::vector<char> finite(at_.cohorts.size(), 1);
  at_.bands.begin(static_cast<std::size_t>(std::clamp(input_.lead - first, 0, count)), static_cast<std::size_t>(count),
                  guesses_);
  // A cohort is simulated and its moments taken by one thread, while its values are in that core's cache.
  const auto simulate_cohort = [&](std::size_t c) {
    Cohort& cohort = at_.cohorts[c];
    for (std::size_t b = 0; b < cohort.blocks; ++b) {
      simulate_block(cohort, b, first, count);
      if (!is_finite(blocks_[cohort.first_block + b])) finite[c] = 0;
    }
    at_.bands.weigh(c, cohort);
  };
  if (!parallel_for(at_.cohorts.size(), control, simulate_cohort, Handout::kSteady)) return false;
  finite_ = std::find(finite.begin(), finite.end(), 0) == finite.end();
  return true;
}

bool PlanRun::follow_guesses(const Control& control) {
  const std::size_t n = at_.cohorts.size();
  ChunkBands& bands = at_.bands;
  const auto count = [&](std::size_t c) { bands.count(c, at_.cohorts[c]); };
  const auto pick = [&](std::size_t c) { bands.pick(c, at_.cohorts[c]); };
  if (!parallel_for(n, control, count, Handout::kSteady)) return false;
  bands.set_bounds();
  return parallel_for(n, control, pick, Handout::kSteady);
}

bool PlanRun::take_bands(int first, int count, const Control& control) {
  ChunkBands& bands = at_.bands;
  const auto days = static_cast<std::size_t>(count);
  // Guesses hold for finite values only: with others, every sample is sorted.
  if (finite_ && bands.aim() && !follow_guesses(control)) return false;
  const auto settle = [&](std::size_t sample) {
    thread_local QuantileScratch scratch;
    thread_local std::vector<float> values;
    const std::size_t output = sample % kOutputs;
    const int day = first + static_cast<int>(sample / kOutputs) - input_.lead;
    if (day < 0) return;
    const auto row_of = [&](const Cohort& cohort) { return cohort.row(sample / kOutputs, output); };
    if (day == input_.target_day && output == static_cast<std::size_t>(Output::kPerformance)) {
      gather(at_.cohorts, row_of, target_);
    }
    // By guess where that works, else by sorting, from which the next guess is learned.
    Quantiles& band = result_.bands[output][static_cast<std::size_t>(day)];
    if (finite_ && bands.settle(sample, band)) return;
    gather(at_.cohorts, row_of, values);
    if (!finite_) keep_finite(values);
    band = quantiles_of(values, scratch);
    bands.learn(sample, values, scratch.statistics);
  };
  if (!parallel_for(days * kOutputs, control, settle)) return false;
  bands.keep_guesses();
  return true;
}

bool PlanRun::take_travel_bands(int first, int count, const Control& control) {
  const auto take = [&](std::size_t sample) {
    thread_local QuantileScratch scratch;
    thread_local std::vector<float> values;
    const std::size_t output = sample % kTravelOutputs, row = sample / kTravelOutputs;
    const int day = first + static_cast<int>(row) - input_.lead;
    if (day < 0) return;
    gather(
        at_.cohorts, [&](const Cohort& cohort) { return cohort.travel_row(row, output); }, values);
    keep_finite(values);
    result_.travel[output][static_cast<std::size_t>(day)] = quantiles_of(values, scratch);
  };
  return parallel_for(static_cast<std::size_t>(count) * kTravelOutputs, control, take);
}

PlanResult PlanRun::finish() {
  // A member that ever left the finite numbers has no best day: counted, and left out.
  QuantileScratch scratch;
  std::vector<float> peak;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    std::visit(
        [&](const auto& block) {
          for (std::size_t l = 0; l < kLanes && b * kLanes + l < static_cast<std::size_t>(input_.members); ++l) {
            const int lane = static_cast<int>(l);
            if (std::isnan(block.best[lane])) {
              ++result_.non_finite_members;
            } else {
              peak.push_back(block.best_day[lane] - static_cast<float>(input_.lead));
            }
          }
        },
        blocks_[b]);
  }
  result_.peak_day = quantiles_of(peak, scratch);
  // The target day: its quantiles, and the share of members that reach the target performance.
  std::vector<float> finite = target_;
  keep_finite(finite);
  result_.target_performance = quantiles_of(finite, scratch);
  result_.target_probability = std::numeric_limits<float>::quiet_NaN();
  if (input_.target_performance && !finite.empty()) {
    const auto reached = std::count_if(finite.begin(), finite.end(),
                                       [&](float p) { return static_cast<double>(p) >= *input_.target_performance; });
    result_.target_probability = static_cast<float>(static_cast<double>(reached) / static_cast<double>(finite.size()));
  }
  if (cache_ != nullptr && !cache_->whole) {
    cache_->bands = result_.travel;
    cache_->whole = true;
  }
  return std::move(result_);
}

}  // namespace formcast
