#pragma once

#include <vector>

namespace formcast {

/// A weighted mixture of normal distributions, such as the joint forecast of several models.
class NormalMixture {
 public:
  struct Part {
    double weight;  ///< >= 0; the parts' weights sum to 1
    double mean;
    double sd;  ///< > 0
  };

  explicit NormalMixture(std::vector<Part> parts) : parts_(std::move(parts)) {}

  double mean() const;
  double sd() const;

  /// Probability of not more than x.
  double below(double x) const;

  /// The quantile of a probability in (0, 1), to about 1e-10 sd, by bisection.
  double quantile(double probability) const;

  /// Continuous ranked probability score of an observation, in the units of x; smaller is better, and for a point
  /// forecast it is the absolute error (Grimit et al. 2006, Q J R Meteorol Soc 132:2925, closed form for mixtures).
  double crps(double seen) const;

 private:
  std::vector<Part> parts_;
};

}  // namespace formcast
