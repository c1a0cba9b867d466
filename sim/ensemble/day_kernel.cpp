#include "sim/ensemble/day_kernel.hpp"

#include "sim/ensemble/members.hpp"

namespace formcast {

// Instantiated here only: a kernel for each model and instruction set is most of what there is to compile.
void simulate_days(const KernelPlan& plan, std::uint32_t first_member, int first, int count, const NoiseDay* noise,
                   const TravelDayLanes* travel, const DayRows& out, AnyBlock& any) {
  std::visit([&](auto& block) { run_days(plan, first_member, first, count, noise, travel, out, block); }, any);
}

}  // namespace formcast
