#pragma once

#include <cstdint>
#include <span>

#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// The ensemble's result for one plan, as the panels draw it.
struct Outlook {
  int members = 0;     ///< 0: nothing is known yet
  PlanResult result;   ///< with what each member can do on the target day
  double seconds = 0;  ///< computing time
  /// Of the request it answers: outlooks of one desk with the same number are equal. 0 where nobody asked.
  std::uint64_t id = 0;

  bool known() const { return members > 0; }
};

/// The share of members that reach `performance`; non-finite ones do not.
double share_reaching(std::span<const float> members, double performance);

/// The probability of `performance`: the share of members that reach it, or the share stored in a results file, which
/// holds no members.
double chance_of(const Outlook& outlook, double performance);

}  // namespace formcast
