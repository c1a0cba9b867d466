#include <array>
#include <boost/numeric/odeint/algebra/array_algebra.hpp>
#include <boost/numeric/odeint/algebra/default_operations.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>
#include <cmath>

#include "engine/target_clones.hpp"
#include "tests/bench/clock_kernels.hpp"

namespace formcast::bench {
namespace {

struct alignas(64) Floats {
  float v[kClockMembers];
  Floats() = default;
  explicit Floats(float value) {
    for (float& each : v) each = value;
  }
};

#define FLOOR_OPERATOR(op)                                             \
  inline Floats operator op(const Floats& a, const Floats& b) {        \
    Floats r;                                                          \
    for (int l = 0; l < kClockMembers; ++l) r.v[l] = a.v[l] op b.v[l]; \
    return r;                                                          \
  }                                                                    \
  inline Floats operator op(float a, const Floats& b) {                \
    Floats r;                                                          \
    for (int l = 0; l < kClockMembers; ++l) r.v[l] = a op b.v[l];      \
    return r;                                                          \
  }                                                                    \
  inline Floats operator op(const Floats& a, float b) {                \
    Floats r;                                                          \
    for (int l = 0; l < kClockMembers; ++l) r.v[l] = a.v[l] op b;      \
    return r;                                                          \
  }
FLOOR_OPERATOR(+)
FLOOR_OPERATOR(-)
FLOOR_OPERATOR(*)
#undef FLOOR_OPERATOR

using State = std::array<Floats, 3>;

FORMCAST_CLONES void floor_day(State& x, const Floats& stiffness, const float* lux) {
  namespace odeint = boost::numeric::odeint;
  odeint::runge_kutta4<State, float, State, float, odeint::array_algebra, odeint::default_operations> stepper;
  for (int i = 0; i < 240; ++i) {
    const float alpha = 0.05f * std::sqrt(lux[i] / 9500.0f);
    const auto rhs = [&](const State& y, State& dy, float) {
      const float turn = 0.2617994f;
      const Floats b = 33.75f * alpha * ((1.0f - y[2]) * (1.0f - 0.4f * y[0]) * (1.0f - 0.4f * y[1]));
      dy[0] = turn * (y[1] + b);
      dy[1] = turn * (0.23f * (y[1] - 1.3333333f * (y[1] * y[1] * y[1])) - y[0] * (stiffness + 0.55f * b));
      dy[2] = 60.0f * (alpha * (1.0f - y[2]) - 0.0075f * y[2]);
    };
    stepper.do_step(rhs, x, 0.0f, 0.1f);
  }
}

}  // namespace

float floor_clock(std::span<const float> lux, int days) {
  State x{Floats(-0.3f), Floats(-1.13f), Floats(0.0f)};
  Floats stiffness;
  for (int l = 0; l < kClockMembers; ++l) {
    const float ratio = 24.0f / (0.99669f * (24.2f + 0.01f * static_cast<float>(l)));
    stiffness.v[l] = ratio * ratio;
  }
  for (int day = 0; day < days; ++day) floor_day(x, stiffness, lux.data());
  return x[0].v[7];
}

double scalar_clock(std::span<const float> lux, int days, int members) {
  double sum = 0.0;
  for (int member = 0; member < members; ++member) {
    const double stiffness = std::pow(24.0 / (0.99669 * (24.2 + 0.01 * member)), 2);
    std::array<double, 3> x{-0.3, -1.13, 0.0};
    boost::numeric::odeint::runge_kutta4<std::array<double, 3>> stepper;
    for (int step = 0; step < 240 * days; ++step) {
      const double alpha = 0.05 * std::sqrt(static_cast<double>(lux[static_cast<std::size_t>(step % 240)]) / 9500.0);
      const auto rhs = [&](const std::array<double, 3>& y, std::array<double, 3>& dy, double) {
        const double b = 33.75 * alpha * (1.0 - y[2]) * (1.0 - 0.4 * y[0]) * (1.0 - 0.4 * y[1]);
        dy[0] = 0.2617993877991494 * (y[1] + b);
        dy[1] = 0.2617993877991494 * (0.23 * (y[1] - 4.0 / 3.0 * y[1] * y[1] * y[1]) - y[0] * (stiffness + 0.55 * b));
        dy[2] = 60.0 * (alpha * (1.0 - y[2]) - 0.0075 * y[2]);
      };
      stepper.do_step(rhs, x, 0.0, 0.1);
    }
    sum += x[0];
  }
  return sum;
}

}  // namespace formcast::bench
