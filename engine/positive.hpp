#pragma once

#include "engine/gaussian.hpp"

namespace formcast {

/// A Gaussian truncated to x >= 0: its mass there, and its moments given that. Where the mass is negligible x is pinned
/// to zero, uncorrelated and next to certain, and the mass is set to kNegligibleMass, so that no division is by zero.
inline constexpr double kNegligibleMass = 1e-12;

template <int M>
struct PositivePart {
  double probability = kNegligibleMass;
  Gaussian<M> x{};
  bool pinned = false;
};

/// Exact in one and two dimensions (Rosenbaum 1961, J R Stat Soc B 23:405; the probability by Owen's T) down to
/// kNegligibleMass.
PositivePart<1> positive_part(const Gaussian<1>& x);
PositivePart<2> positive_part(const Gaussian<2>& x);

/// A Gaussian over (baseline, one or two gains, D more) whose gains are truncated to >= 0: the mass of the gains
/// there, and the moments of all N components given that. Without gains nothing changes. Instantiated for the
/// sizes of FORMCAST_COEFFICIENT_SIZES.
template <int N, int D = 0>
PositivePart<N> with_positive_gains(const Gaussian<N>& x);

}  // namespace formcast
