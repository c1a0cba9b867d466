#pragma once

#include <string>
#include <vector>

namespace formcast {

/// How much narrower the tests made what is believed of one parameter.
struct Contraction {
  std::string parameter;
  double narrowed = 0.0;  ///< 1 - sd after / sd before, in the logarithm for time constants; 0: nothing was learned
};

/// What the tests could teach of the model that leads the forecasts (the heaviest that has gains).
struct Identifiability {
  std::string model;
  std::vector<Contraction> contraction;    ///< shape parameters, gains, baseline, scatter of tests
  double effective_tests = 0.0;            ///< tests that would say as much if the baseline did not wander
  std::string correlated_a, correlated_b;  ///< the two parameters hardest to tell apart; "" with fewer than two
  double correlation = 0.0;                ///< of these two
  int best_test_day = 0;                   ///< days after the record, within three weeks, of the test that would teach
                                           ///< most if training goes on as usual; 0 is the first day
  double best_test_bits = 0.0;             ///< what it would teach [bit]
  bool identified = false;                 ///< twelve tests or more, and every parameter narrowed by a tenth or more
};

}  // namespace formcast
