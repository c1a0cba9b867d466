#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/random.hpp"

namespace formcast {

/// The most coefficients a model may have: the baseline, two gains and two deviations.
inline constexpr std::size_t kMaxCoefficients = 5;

/// Draws (p0, gains, deviations) from a Gaussian whose gains are restricted to >= 0, by exact rejection: first the gain
/// less likely to be positive, from its own restricted distribution (Robert 1995, Stat Comput 5:121, where zero is
/// above its mean), then the other given it, refused when negative, then the baseline given both, then the deviations
/// given all before. Only + - * / sqrt and the engine's own log and exp, in scalar code, so that a member's draw is the
/// same bits everywhere.
class CoefficientDraw {
 public:
  /// `mean` (n) and `covariance` (lower triangle row by row): the baseline, up to two gains, `deviations` (at most 2).
  CoefficientDraw(std::span<const double> mean, std::span<const double> covariance, std::size_t deviations = 0);

  /// The coefficients of one member; entries beyond n are 0. In the (practically unreachable) case that 4096 tries all
  /// give a negative gain, that gain is 0.
  std::array<double, kMaxCoefficients> draw(const Key& key, std::uint32_t member) const;

 private:
  /// A deviation given the gains, the baseline and the deviation before it.
  struct Deviation {
    double on_first = 0.0, on_second = 0.0, on_baseline = 0.0, on_before = 0.0, sd = 0.0;
  };
  using Covariance = std::span<const double>;

  void prepare_gains(Covariance covariance);
  void prepare_deviations(Covariance covariance);
  void draw_deviations(const Key& key, std::uint32_t member, double stray,
                       std::array<double, kMaxCoefficients>& x) const;

  std::size_t gains_ = 0, deviations_ = 0;
  std::size_t first_ = 1, second_ = 2;  // which gain is drawn first
  std::array<double, kMaxCoefficients> mean_{};
  double first_sd_ = 0.0;
  double slope_ = 0.0, second_sd_ = 0.0;                         // second gain given the first
  double on_first_ = 0.0, on_second_ = 0.0, baseline_sd_ = 0.0;  // baseline given the gains
  std::array<Deviation, 2> deviation_{};
};

}  // namespace formcast
