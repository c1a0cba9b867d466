#include "sim/measures/critical_power_balance.hpp"

#include <algorithm>
#include <cmath>

namespace formcast::intake {

std::vector<double> balance_differential(std::span<const double> power, const PowerReserve& reserve) {
  std::vector<double> result;
  double balance = reserve.w_prime;
  for (const double p : power) {
    const double over = reserve.critical_power - p;
    balance += over > 0.0 ? over * (reserve.w_prime - balance) / reserve.w_prime : over;
    result.push_back(balance);
  }
  return result;
}

double recovery_time_constant(std::span<const double> power, double critical_power) {
  double sum = 0.0, count = 0.0;
  for (const double p : power) {
    if (!(p < critical_power)) continue;
    sum += p;
    count += 1.0;
  }
  const double below = count > 0.0 ? critical_power - sum / count : 0.0;
  return 546.0 * std::exp(-0.01 * below) + 316.0;
}

std::vector<double> balance_integral(std::span<const double> power, const PowerReserve& reserve) {
  const double kept = std::exp(-1.0 / recovery_time_constant(power, reserve.critical_power));
  std::vector<double> result;
  double spent = 0.0;
  for (const double p : power) {
    spent = spent * kept + std::max(0.0, p - reserve.critical_power);
    result.push_back(reserve.w_prime - spent);
  }
  return result;
}

}  // namespace formcast::intake
