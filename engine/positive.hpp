#pragma once

#include "engine/gaussian.hpp"

namespace formcast {

/// A Gaussian restricted to x >= 0: the mass it had there, and its moments given that it is there. Where that mass is
/// negligible what is left of it lies at zero: then x is pinned there, uncorrelated and next to certain, and the mass
/// is said to be kNegligibleMass, so that nobody divides by nothing.
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

/// A Gaussian over (baseline, one or two gains, D more) whose gains are restricted to be >= 0: the mass the gains had
/// there, and the moments of all N components given that. Without gains nothing changes. Made for the
/// sizes of FORMCAST_COEFFICIENT_SIZES.
template <int N, int D = 0>
PositivePart<N> with_positive_gains(const Gaussian<N>& x);

}  // namespace formcast
