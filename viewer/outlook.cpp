#include "viewer/outlook.hpp"

#include <fmt/format.h>

#include <cmath>

#include "viewer/words.hpp"

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

std::string likely_text(const Quantiles& target, const std::string& unit) {
  const double low = static_cast<double>(target.front()), high = static_cast<double>(target.back());
  return fmt::format("Likely {} to {} (90 of 100 futures)", with_unit(low, ""), with_unit(high, unit));
}

std::string comparison_text(const std::string& plan, const std::string& other, const PairResult& pair,
                            const std::string& unit) {
  const double better = static_cast<double>(pair.probability_better);
  const double gain = static_cast<double>(pair.difference_mean);
  std::string size = signed_text(std::abs(gain));
  if (size.front() == '+') size.erase(0, 1);
  return fmt::format("{} beats {} in {:.0f} of 100 futures; typical {} {}{}{}", plan, other, 100.0 * better,
                     gain >= 0.0 ? "gain" : "loss", size, unit.empty() || unit == "1" ? "" : " ",
                     unit == "1" ? "" : unit);
}

}  // namespace formcast
