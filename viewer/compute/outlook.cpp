#include "viewer/compute/outlook.hpp"

#include <cmath>

namespace formcast {

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
