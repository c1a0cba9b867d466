#pragma once

#include <string>
#include <vector>

namespace formcast {

/// Posterior contraction of one parameter.
struct Contraction {
  std::string parameter;
  double contraction = 0.0;  ///< 1 - sd after / sd before, in the logarithm for time constants; 0: as the prior
};

/// How well the tests identify the leading model (the heaviest that has gains).
struct Identifiability {
  std::string model;
  std::vector<Contraction> contraction;    ///< shape parameters, gains, baseline, scatter of tests
  double effective_tests = 0.0;            ///< tests as informative if the baseline did not wander
  std::string correlated_a, correlated_b;  ///< the most correlated pair; "" with fewer than two
  double correlation = 0.0;                ///< of these two
  int best_test_day = 0;                   ///< days after the record, within three weeks, of the most informative
                                           ///< test if training goes on as usual; 0 is the first day
  double best_test_bits = 0.0;             ///< its expected information [bit]
  bool identified = false;                 ///< twelve tests or more, and every contraction a tenth or more
};

}  // namespace formcast
