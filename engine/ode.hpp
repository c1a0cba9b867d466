#pragma once

#include <array>
#include <boost/numeric/odeint/algebra/array_algebra.hpp>
#include <boost/numeric/odeint/algebra/default_operations.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>
#include <cstddef>
#include <type_traits>

#include "engine/register_lanes.hpp"

namespace formcast {

/// The number type of time, which is the same for all lanes.
template <class Real>
using TimeOf = std::conditional_t<std::is_same_v<Real, Lanes> || std::is_same_v<Real, RegisterLanes>, float, Real>;

/// Boost.Odeint's classical Runge-Kutta method of order 4.
template <class Real, std::size_t N>
using RungeKutta4 = boost::numeric::odeint::runge_kutta4<std::array<Real, N>, TimeOf<Real>, std::array<Real, N>,
                                                         TimeOf<Real>, boost::numeric::odeint::array_algebra,
                                                         boost::numeric::odeint::default_operations>;

/// Carries x' = rhs over `span` in `steps` equal steps of the classical Runge-Kutta method of order 4 (Boost.Odeint).
/// `rhs(x, dx, t)` writes the derivative at time t, counted from 0. The steps are fixed, so members in lanes go through
/// the same arithmetic and the result has the same bits everywhere. For decay at rate r the relative error
/// is about r span (r step)^4 / 120; stable while r step < 2.78.
template <class Real, std::size_t N, class Rhs>
void integrate(const Rhs& rhs, std::array<Real, N>& x, double span, int steps) {
  using Time = TimeOf<Real>;
  RungeKutta4<Real, N> stepper;
  const Time step = static_cast<Time>(span) / static_cast<Time>(steps);
  for (int i = 0; i < steps; ++i) stepper.do_step(rhs, x, step * static_cast<Time>(i), step);
}

}  // namespace formcast
