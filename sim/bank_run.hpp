#pragma once

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "engine/bank.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "models/timing.hpp"
#include "sim/history.hpp"

namespace formcast {

/// What a bank learns from: loads without gaps, and tests.
struct Record {
  Timing timing = Timing::kNextDay;
  std::vector<double> load;  ///< (days)
  std::vector<Test> tests;
};

/// What multiplies the coefficients on each test day, 1 for the baseline, and the state on waking the day after the
/// record, for one value of the shape parameters.
template <class Model>
struct Trajectory {
  std::vector<Row<kCoefficients<Model>>> test_rows;  ///< (tests)
  typename Model::template State<double> end;
};

template <class Model>
Row<kCoefficients<Model>> coefficient_row(const typename Model::template Rates<double>& rates,
                                          const typename Model::template State<double>& x) {
  Row<kCoefficients<Model>> row;
  row(0) = 1.0;
  const auto response = Model::template response<double>(rates, x);
  for (std::size_t i = 0; i < response.size(); ++i) {
    row(static_cast<int>(i) + 1) = Model::kGains[i].sign * response[i];
  }
  return row;
}

template <class Model>
Trajectory<Model> trajectory(const typename Model::template Shape<double>& shape, const Record& record) {
  Trajectory<Model> result;
  result.test_rows.reserve(record.tests.size());
  const auto rates = Model::template rates<double>(shape);
  typename Model::template State<double> x{};
  for (std::size_t day = 0; day < record.load.size(); ++day) {
    live_day<Model, double>(record.timing, rates, x, record.load[day], [&](const auto& seen) {
      const std::size_t next = result.test_rows.size();
      if (next < record.tests.size() && record.tests[next].day == static_cast<int>(day)) {
        result.test_rows.push_back(coefficient_row<Model>(rates, seen));
      }
    });
  }
  result.end = x;
  return result;
}

/// One model's bank after a whole record.
template <class Model>
struct BankRun {
  static constexpr int kN = kCoefficients<Model>;
  double log_evidence = 0.0;        ///< of all tests, gains restricted to >= 0
  std::vector<BankNode<kN>> nodes;  ///< as of waking the day after the record
  std::vector<NoiseLevel> noise;
  std::vector<ShapeNode<Model>> shapes;
  std::vector<Trajectory<Model>> trajectories;  ///< (shapes)
  std::vector<Forecast> one_ahead;              ///< (tests): forecast of each test from those before it
  std::vector<double> log_evidence_before;      ///< (tests): log_evidence when that forecast was made
};

/// log of the prior mass with gains >= 0: what the restricted evidence is measured against.
template <int N>
double log_positive_prior(std::span<const Gaussian<N>> prior, std::span<const double> log_prior) {
  double mass = 0.0, total = 0.0;
  for (std::size_t s = 0; s < prior.size(); ++s) {
    const double p = std::exp(log_prior[s]);
    mass += p * with_positive_gains(prior[s]).probability;
    total += p;
  }
  return std::log(mass / total);
}

/// Runs one model's bank over a record. `prior` (shapes) is over (p0, gains).
template <class Model>
BankRun<Model> run_bank(const Record& record, std::vector<ShapeNode<Model>> shapes,
                        std::span<const Gaussian<kCoefficients<Model>>> prior, std::vector<NoiseLevel> noise) {
  constexpr int kN = kCoefficients<Model>;
  BankRun<Model> run;
  std::vector<double> log_prior;
  for (const ShapeNode<Model>& node : shapes) {
    log_prior.push_back(node.log_prior);
    run.trajectories.push_back(trajectory<Model>(node.shape, record));
  }
  FilterBank<kN> bank(prior, log_prior, noise);
  const double log_positive = log_positive_prior<kN>(prior, log_prior);

  int day = 0;
  std::vector<Row<kN>> rows(shapes.size());
  for (std::size_t t = 0; t < record.tests.size(); ++t) {
    for (std::size_t s = 0; s < shapes.size(); ++s) rows[s] = run.trajectories[s].test_rows[t];
    bank.walk(record.tests[t].day - day);
    day = record.tests[t].day;
    run.one_ahead.push_back(bank.forecast(rows));
    run.log_evidence_before.push_back(bank.log_evidence() + run.one_ahead.back().log_positive - log_positive);
    bank.observe(rows, record.tests[t].performance);
  }
  bank.walk(static_cast<int>(record.load.size()) - day);

  run.nodes = bank.posterior();
  double positive = 0.0;
  for (const auto& node : run.nodes) positive += node.share;
  run.log_evidence = bank.log_evidence() + std::log(positive) - log_positive;
  run.noise = std::move(noise);
  run.shapes = std::move(shapes);
  return run;
}

}  // namespace formcast
