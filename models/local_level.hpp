#pragma once

#include <array>
#include <string_view>

#include "models/parameter.hpp"

namespace formcast {

/// The local level: performance is a slowly wandering baseline and training changes nothing. The baseline to
/// beat, and the fallback where loads explain nothing (Harvey 1989, ch. 2).
struct LocalLevel {
  static constexpr std::string_view kName = "local_level";
  static constexpr std::string_view kTitle = "local level";
  static constexpr int kVersion = 1;
  static constexpr bool kForecasts = true;
  static constexpr double kForecastPrior = 4.0;  // as likely as all models with loads together
  static constexpr std::array<Parameter, 0> kShape{};
  static constexpr std::array<Gain, 0> kGains{};

  template <class Real>
  struct Shape {};
  template <class Real>
  struct Rates {};
  template <class Real>
  struct State {};

  static constexpr bool admissible(const Shape<double>&) { return true; }
  template <class Real>
  static Rates<Real> rates(const Shape<Real>&) {
    return {};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>&, const Real&) {}
  template <class Real>
  static void rest(const Rates<Real>&, State<Real>&) {}
  template <class Real>
  static std::array<Real, 0> response(const Rates<Real>&, const State<Real>&) {
    return {};
  }
  static std::array<double, 0> usual_response(const Shape<double>&, double) { return {}; }
};

}  // namespace formcast
