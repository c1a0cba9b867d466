#pragma once

#include <array>
#include <string_view>

#include "models/local_level.hpp"

namespace formcast {

/// A level with a slope that wanders and fades: what growth, learning and ageing look like to somebody who knows no
/// loads (a damped trend: Gardner & McKenzie 1985, Manage Sci 31:1237). The slope b is an Ornstein-Uhlenbeck process
/// that fades with kTau. Then x = level + kTau b is a random walk and d = -kTau b a deviation stirred by the same
/// noise the other way, so that level = x + d fits a bank of filters: x is the baseline p0, d the deviation.
struct DampedTrend : LocalLevel {
  static constexpr std::string_view kName = "damped_trend";
  static constexpr std::string_view kTitle = "level with a damped trend";
  static constexpr int kVersion = 1;
  static constexpr int kDeviations = 1;
  static constexpr bool kDampedSlope = true;

  static constexpr double kTau = 90.0;        ///< [d] a season: what a slope fades with
  static constexpr double kSlopeSd = 0.0007;  ///< usual slope, of performance a day: 2 % a month

  /// What a day leaves of the deviation: e^(-1/kTau), written out to have the same bits everywhere.
  template <class Real>
  static std::array<Real, 1> deviation_decay(const Rates<Real>&) {
    return {Real(0.98895039f)};
  }
};

}  // namespace formcast
