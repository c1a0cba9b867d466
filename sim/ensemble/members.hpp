#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/ensemble/day_kernel.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

template <class Models>
struct BlockOf;
template <class... Model>
struct BlockOf<std::tuple<Model...>> {
  using type = std::variant<MemberBlock<Model>...>;
};

/// A block of any model of the catalogue.
using AnyBlock = BlockOf<Catalogue>::type;

/// What members are drawn for: levels (forecast weights of models and nodes) or differences between plans (decision
/// weights of models, model_weights.hpp).
enum class MembersFor { kForecast, kDecision };

/// Draws `members` athletes from the twin's posterior, in the morning after its record, in blocks of 32.
/// Block b takes its model from the b-th point of a rotated van der Corput sequence through the models' cumulative
/// weights; each member draws its node and then its coefficients, so that member i is the same however many there are.
std::vector<AnyBlock> draw_members(const Twin& twin, std::uint64_t seed, int members,
                                   MembersFor purpose = MembersFor::kForecast);

/// The members' baselines on the first day [p].
inline Lanes baseline(const AnyBlock& any) {
  return std::visit([](const auto& block) { return block.baseline; }, any);
}

/// run_days of the block's model.
void simulate_days(const KernelPlan& plan, std::uint32_t first_member, int first, int count, const NoiseDay* noise,
                   const TravelDayLanes* travel, const DayRows& out, AnyBlock& block);

}  // namespace formcast
