#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "engine/bank.hpp"
#include "models/before.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "models/timing.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/forecast_cases.hpp"

namespace formcast {

/// The data of a bank: loads without gaps, in several versions where some were missing, tests, and lower bounds.
struct Record {
  Timing timing = Timing::kNextDay;
  std::vector<std::vector<double>> load;  ///< (versions x days)
  std::vector<Test> tests;
  std::vector<Test> bounds{};
  double slack = std::numeric_limits<double>::infinity();  ///< mean distance of bounds below performance [p]

  int days() const { return static_cast<int>(load.front().size()); }
};

/// For one value of the shape parameters, the regressors of each test, 1 for the baseline and for deviations, and the
/// state on waking the day after the record. Responses count from those on waking on day 0 (`origin`), so that the
/// baseline is performance on that day, whatever the training before it.
template <class Model>
struct Trajectory {
  std::vector<Row<kCoefficients<Model>>> test_rows;  ///< (tests)
  Row<kCoefficients<Model>> origin;                  ///< of day 0; 0 for the baseline and for deviations
  typename Model::template State<double> end;
};

template <class Model>
Row<kCoefficients<Model>> coefficient_row(const typename Model::template Rates<double>& rates,
                                          const typename Model::template State<double>& x) {
  Row<kCoefficients<Model>> row = Row<kCoefficients<Model>>::Ones();
  const auto response = Model::template response<double>(rates, x);
  for (std::size_t i = 0; i < response.size(); ++i) {
    row(static_cast<int>(i) + 1) = Model::kGains[i].sign * response[i];
  }
  for (std::size_t d = 0; d < static_cast<std::size_t>(kDeviations<Model>); ++d) {
    row(static_cast<int>(response.size() + 1 + d)) = deviation_sign<Model>(d);
  }
  return row;
}

/// The responses on waking on day 0 in state `x` (Trajectory::origin).
template <class Model>
Row<kCoefficients<Model>> origin_row(const typename Model::template Rates<double>& rates,
                                     const typename Model::template State<double>& x) {
  Row<kCoefficients<Model>> row = coefficient_row<Model>(rates, x);
  row(0) = 0.0;
  for (int d = kCoefficients<Model> - kDeviations<Model>; d < kCoefficients<Model>; ++d) row(d) = 0.0;
  return row;
}

/// `before` [w]: the daily load of the months before the record.
template <class Model>
Trajectory<Model> trajectory(const typename Model::template Shape<double>& shape, Timing timing,
                             std::span<const double> load, std::span<const Test> tests, double before = 0.0) {
  Trajectory<Model> result;
  result.test_rows.reserve(tests.size());
  // Start from the steady state of the training before the record.
  const auto rates = Model::template rates<double>(shape);
  auto x = state_before<Model>(rates, before);
  result.origin = origin_row<Model>(rates, x);
  for (std::size_t day = 0; day < load.size(); ++day) {
    // The look is at the moment of the test: before or after the session, by `timing`.
    step_day<Model, double>(timing, rates, x, load[day], [&](const auto& seen) {
      const std::size_t next = result.test_rows.size();
      if (next < tests.size() && tests[next].day == static_cast<int>(day)) {
        result.test_rows.push_back(coefficient_row<Model>(rates, seen) - result.origin);
      }
    });
  }
  result.end = x;
  return result;
}

/// Changes coefficients whose responses count from day 0 to responses that count from zero: only the baseline changes,
/// to that of no fitness and no fatigue. Linear, hence exact.
template <int N>
Gaussian<N> from_nothing(const Gaussian<N>& x, const Row<N>& origin) {
  Gaussian<N> moved = x;
  Vector<N> with;  // covariance of the amount taken off the baseline with each coefficient
  double taken = 0.0, variance = 0.0;
  for (int i = 0; i < N; ++i) {
    with(i) = 0.0;
    for (int j = 1; j < N; ++j) with(i) += origin(j) * x.cov[x.at(i, j)];
    taken += i == 0 ? 0.0 : origin(i) * x.mean[static_cast<std::size_t>(i)];
  }
  // Var(b - t) = Var b + Var t - 2 Cov(b, t), t the amount taken off.
  for (int i = 1; i < N; ++i) variance += origin(i) * with(i);
  moved.mean[0] -= taken;
  moved.cov[0] += variance - 2.0 * with(0);
  for (int i = 1; i < N; ++i) moved.cov[x.at(i, 0)] -= with(i);
  return moved;
}

/// One model's bank after a whole record.
template <class Model>
struct BankRun {
  static constexpr int kN = kCoefficients<Model>;
  double log_evidence = 0.0;        ///< of all tests, gains restricted to >= 0
  std::vector<BankNode<kN>> nodes;  ///< as of waking the day after the record, responses counting from day 0
  std::vector<NoiseLevel> noise;
  std::vector<ShapeNode<Model>> shapes;  ///< once for each version of the loads and of the training before them
  std::vector<double> before;            ///< (shapes) daily load of the months before the record [w]
  std::vector<Row<kN>> origins;          ///< (shapes) as in Trajectory
  std::vector<typename Model::template State<double>> ends;  ///< (shapes) on waking the day after the record
  std::vector<Forecast> forecasts;                           ///< (requests)
};

/// The prior of a bank: coefficients, mass and decay of deviations of each shape, and the noise levels.
template <int N, int D>
struct BankPrior {
  std::vector<Gaussian<N>> coefficients;                ///< (shapes)
  std::vector<double> log_mass;                         ///< (shapes)
  std::vector<typename FilterBank<N, D>::Decay> decay;  ///< (shapes), empty when D is 0
  std::span<const NoiseLevel> noise;
  BankOptions options;
};

/// How a bank runs over a record.
struct BankRunOptions {
  /// Possible daily loads of the months before the record [w], equally likely a priori. A model without gains needs
  /// none.
  std::vector<double> before{0.0};
  GrossErrors gross_errors;  ///< tests that did not measure the athlete
};

/// A bank after all tests of a record.
template <int N>
struct Learned {
  double log_evidence = 0.0;        ///< gains restricted to >= 0
  std::vector<BankNode<N>> nodes;   ///< as of waking the day after the record
  std::vector<Forecast> forecasts;  ///< (requests)
};

/// The regressors of a record (tests or bounds x shapes).
template <int N>
struct RecordRows {
  std::vector<std::vector<Row<N>>> tests, bounds;
};

/// Runs a bank over a record and answers `requests`, which must be sorted. A forecast knows the bounds until its last
/// known test, and includes the error that the forecast test has of its own. Independent of the model, so that it is
/// compiled once for each size (FORMCAST_COEFFICIENT_SIZES).
template <int N, int D>
Learned<N> learn(const Record& record, const BankPrior<N, D>& prior, const RecordRows<N>& rows,
                 std::span<const ForecastRequest> requests);

/// Runs one model's bank over a record. `prior` (shapes) is over the coefficients, responses counting from day 0. Where
/// loads come in versions, each shape is run with each, equally likely a priori. Answers `requests`, which must be
/// sorted. Costs a simulation of the record for each shape, load before it and version, then a filter step for each
/// test and node.
template <class Model>
BankRun<Model> run_bank(const Record& record, const std::vector<ShapeNode<Model>>& shapes,
                        std::span<const Gaussian<kCoefficients<Model>>> prior, std::vector<NoiseLevel> noise,
                        std::span<const ForecastRequest> requests = {}, const BankRunOptions& options = {}) {
  constexpr int kN = kCoefficients<Model>, kD = kDeviations<Model>;
  BankRun<Model> run;
  BankPrior<kN, kD> start;
  start.noise = noise;
  start.options.gross_errors = options.gross_errors;
  start.options.damped_slope = kDampedSlope<Model>;
  if (!kForecasts<Model>) start.options.memory = 1.0;  // no forgetting: it does not forecast
  const std::vector<double> none{0.0};
  const std::vector<double>& before = Model::kGains.empty() ? none : options.before;
  const double versions = static_cast<double>(before.size() * record.load.size());
  // Each shape becomes one for each load before the record and version of the loads, sharing its prior mass.
  RecordRows<kN> rows{std::vector<std::vector<Row<kN>>>(record.tests.size()),
                      std::vector<std::vector<Row<kN>>>(record.bounds.size())};
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    for (const double trained : before) {
      for (const std::vector<double>& load : record.load) {
        run.shapes.push_back(shapes[s]);
        run.shapes.back().log_prior -= std::log(versions);
        run.before.push_back(trained);
        start.log_mass.push_back(run.shapes.back().log_prior);
        start.coefficients.push_back(prior[s]);
        if constexpr (kD > 0) {
          start.decay.push_back(
              Model::template deviation_decay<double>(Model::template rates<double>(shapes[s].shape)));
        }
        // The states do not depend on gains or noise: one simulation serves all filters of a shape.
        const auto simulated = trajectory<Model>(shapes[s].shape, record.timing, load, record.tests, trained);
        run.ends.push_back(simulated.end);
        run.origins.push_back(simulated.origin);
        for (std::size_t t = 0; t < rows.tests.size(); ++t) rows.tests[t].push_back(simulated.test_rows[t]);
        if (record.bounds.empty()) continue;
        const auto bounded = trajectory<Model>(shapes[s].shape, record.timing, load, record.bounds, trained);
        for (std::size_t b = 0; b < rows.bounds.size(); ++b) rows.bounds[b].push_back(bounded.test_rows[b]);
      }
    }
  }
  Learned<kN> learned = learn<kN, kD>(record, start, rows, requests);
  run.log_evidence = learned.log_evidence;
  run.nodes = std::move(learned.nodes);
  run.forecasts = std::move(learned.forecasts);
  run.noise = std::move(noise);
  return run;
}

}  // namespace formcast
