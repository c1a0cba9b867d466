#pragma once

#include <array>
#include <string_view>

#include "models/local_level.hpp"

namespace formcast {

/// A level with a wandering, damped slope, for growth, learning and ageing without loads (a damped trend: Gardner &
/// McKenzie 1985, Manage Sci 31:1237). The slope b is an Ornstein-Uhlenbeck process with time constant kTau. Then
/// x = level + kTau b is a random walk and d = -kTau b a deviation with the same noise of opposite sign, so that
/// level = x + d fits a bank of filters: x is the baseline p0, d the deviation.
struct DampedTrend : LocalLevel {
  static constexpr std::string_view kName = "damped_trend";
  static constexpr std::string_view kTitle = "level with a damped trend";
  static constexpr int kVersion = 1;
  static constexpr double kForecastPrior = 0.5;
  static constexpr int kDeviations = 1;
  static constexpr bool kDampedSlope = true;

  static constexpr double kTau = 90.0;        ///< [d] time constant of a slope, a season
  static constexpr double kSlopeSd = 0.0007;  ///< usual slope, of performance a day: 2 % a month

  /// Decay factor of a day: e^(-1/kTau), as a literal to have the same bits everywhere.
  template <class Real>
  static std::array<Real, 1> deviation_decay(const Rates<Real>&) {
    return {Real(0.98895039f)};
  }
};

}  // namespace formcast
