#pragma once

#include <array>
#include <string_view>

#include "models/banister.hpp"

namespace formcast {

/// Kolossa et al. (2017): Banister's model with daily noise in fitness and fatigue. Their deviations from the noiseless
/// course, in units of performance, decay like fitness and fatigue themselves, so that performance = p0 + k1 g - k2 h +
/// (deviation of fitness) - (of fatigue) is still linear in all unknowns: a state space that includes the gains.
struct StateNoise : Banister {
  static constexpr std::string_view kName = "state_noise";
  static constexpr std::string_view kTitle = "Banister with state noise (Kolossa 2017)";
  static constexpr int kVersion = Banister::kVersion;  // + 1 for each change of its own
  static constexpr int kDeviations = 2;

  /// Daily decay factor of each deviation.
  template <class Real>
  static std::array<Real, 2> deviation_decay(const Rates<Real>& r) {
    return {r.g, r.h};
  }
};

}  // namespace formcast
