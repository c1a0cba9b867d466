#pragma once

#include <span>

#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// What an ensemble says of one plan, as the panels draw it.
struct Outlook {
  int members = 0;     ///< futures; 0: nothing is known yet
  PlanResult result;   ///< with what each member can do on the target day
  double seconds = 0;  ///< what it took to work out

  bool known() const { return members > 0; }
};

/// The share of members that reach `performance`; those that are not finite count for nothing.
double share_reaching(std::span<const float> members, double performance);

/// The chance of `performance`: the share of members that reach it; of results from a file, which hold the share and
/// not the members, what the file says.
double chance_of(const Outlook& outlook, double performance);

}  // namespace formcast
