#pragma once

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "engine/bank.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "models/timing.hpp"
#include "sim/forecast_cases.hpp"
#include "sim/history.hpp"

namespace formcast {

/// What a bank learns from: loads without gaps, in one or more versions where some were unknown, and tests.
struct Record {
  Timing timing = Timing::kNextDay;
  std::vector<std::vector<double>> load;  ///< (versions x days)
  std::vector<Test> tests;

  int days() const { return static_cast<int>(load.front().size()); }
};

/// What multiplies the coefficients on each test day, 1 for the baseline and for deviations, and the state on waking
/// the day after the record, for one value of the shape parameters.
template <class Model>
struct Trajectory {
  std::vector<Row<kCoefficients<Model>>> test_rows;  ///< (tests)
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
  for (int d = 0; d < kDeviations<Model>; ++d) {
    row(static_cast<int>(response.size()) + 1 + d) = Model::kGains[static_cast<std::size_t>(d)].sign;
  }
  return row;
}

template <class Model>
Trajectory<Model> trajectory(const typename Model::template Shape<double>& shape, Timing timing,
                             std::span<const double> load, std::span<const Test> tests) {
  Trajectory<Model> result;
  result.test_rows.reserve(tests.size());
  const auto rates = Model::template rates<double>(shape);
  typename Model::template State<double> x{};
  for (std::size_t day = 0; day < load.size(); ++day) {
    live_day<Model, double>(timing, rates, x, load[day], [&](const auto& seen) {
      const std::size_t next = result.test_rows.size();
      if (next < tests.size() && tests[next].day == static_cast<int>(day)) {
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
  std::vector<ShapeNode<Model>> shapes;         ///< once for each version of the loads
  std::vector<Trajectory<Model>> trajectories;  ///< (shapes)
  std::vector<Forecast> forecasts;              ///< (requests)
};

/// log of the prior mass with gains >= 0: what the restricted evidence is measured against.
template <int N, int D>
double log_positive_prior(std::span<const Gaussian<N>> prior, std::span<const double> log_prior) {
  double mass = 0.0, total = 0.0;
  for (std::size_t s = 0; s < prior.size(); ++s) {
    const double p = std::exp(log_prior[s]);
    mass += p * with_positive_gains<N, D>(prior[s]).probability;
    total += p;
  }
  return std::log(mass / total);
}

/// What a day leaves of each deviation, for each shape; none for a model without.
template <class Model>
std::vector<std::array<double, static_cast<std::size_t>(kDeviations<Model>)>> deviation_decay(
    const std::vector<ShapeNode<Model>>& shapes) {
  std::vector<std::array<double, static_cast<std::size_t>(kDeviations<Model>)>> decay;
  if constexpr (kDeviations < Model >> 0) {
    for (const auto& node : shapes)
      decay.push_back(Model::template deviation_decay<double>(Model::template rates<double>(node.shape)));
  }
  return decay;
}

/// Runs one model's bank over a record. `prior` (shapes) is over the coefficients. Where loads come in versions, each
/// shape is run with each, equally likely before the tests are seen. Answers `requests`, which must be sorted.
template <class Model>
BankRun<Model> run_bank(const Record& record, const std::vector<ShapeNode<Model>>& shapes,
                        std::span<const Gaussian<kCoefficients<Model>>> prior, std::vector<NoiseLevel> noise,
                        std::span<const ForecastRequest> requests = {}) {
  constexpr int kN = kCoefficients<Model>, kD = kDeviations<Model>;
  BankRun<Model> run;
  std::vector<double> log_prior;
  std::vector<Gaussian<kN>> every_prior;
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    for (const std::vector<double>& load : record.load) {
      run.shapes.push_back(shapes[s]);
      run.shapes.back().log_prior -= std::log(static_cast<double>(record.load.size()));
      log_prior.push_back(run.shapes.back().log_prior);
      every_prior.push_back(prior[s]);
      run.trajectories.push_back(trajectory<Model>(shapes[s].shape, record.timing, load, record.tests));
    }
  }
  FilterBank<kN, kD> bank(every_prior, log_prior, noise, deviation_decay<Model>(run.shapes));

  int day = 0;
  std::vector<Row<kN>> rows(run.shapes.size());
  const auto look = [&](std::size_t t) {
    for (std::size_t s = 0; s < rows.size(); ++s) rows[s] = run.trajectories[s].test_rows[t];
  };
  auto request = requests.begin();
  for (std::size_t t = 0; t < record.tests.size(); ++t) {
    if (request != requests.end() && request->known == static_cast<int>(t)) {
      const auto points = bank.points();
      for (; request != requests.end() && request->known == static_cast<int>(t); ++request) {
        const auto test = static_cast<std::size_t>(request->test);
        look(test);
        run.forecasts.push_back(bank.forecast(points, rows, record.tests[test].day - day));
      }
    }
    look(t);
    bank.walk(record.tests[t].day - day);
    day = record.tests[t].day;
    bank.observe(rows, record.tests[t].performance);
  }
  bank.walk(record.days() - day);

  run.nodes = bank.posterior();
  double positive = 0.0;
  for (const auto& node : run.nodes) positive += node.share;
  run.log_evidence = bank.log_evidence() + std::log(positive) - log_positive_prior<kN, kD>(every_prior, log_prior);
  run.noise = std::move(noise);
  return run;
}

}  // namespace formcast
