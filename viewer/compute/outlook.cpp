#include "viewer/compute/outlook.hpp"

#include <algorithm>
#include <cmath>

#include "sim/ensemble/plan_pair.hpp"

namespace formcast {

std::optional<PairResult> pair_of(const Outlook& a, const Outlook& b, double worthwhile) {
  const std::vector<float>&x = a.result.decision_members, &y = b.result.decision_members;
  const std::size_t both = std::min(x.size(), y.size());
  if (both == 0) return std::nullopt;
  const auto end = static_cast<std::ptrdiff_t>(both);
  return compare_plans({x.begin(), x.begin() + end}, {y.begin(), y.begin() + end}, worthwhile);
}

double share_reaching(std::span<const float> members, double performance) {
  std::size_t finite = 0, reach = 0;
  for (const float member : members) {
    if (!std::isfinite(member)) continue;
    ++finite;
    reach += static_cast<double>(member) >= performance ? 1 : 0;
  }
  return finite == 0 ? 0.0 : static_cast<double>(reach) / static_cast<double>(finite);
}

double chance_of(const Outlook& outlook, double performance) {
  const PlanResult& result = outlook.result;
  return result.target_members.empty() ? static_cast<double>(result.target_probability)
                                       : share_reaching(result.target_members, performance);
}

}  // namespace formcast
