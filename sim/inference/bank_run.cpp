#include "sim/inference/bank_run.hpp"

#include "engine/positive.hpp"

namespace formcast {
namespace {

/// log of the prior mass with gains >= 0, which normalises the restricted evidence.
template <int N, int D>
double log_positive_mass(const BankPrior<N, D>& prior) {
  double mass = 0.0, total = 0.0;
  for (std::size_t s = 0; s < prior.log_mass.size(); ++s) {
    const double p = std::exp(prior.log_mass[s]);
    mass += p * with_positive_gains<N, D>(prior.coefficients[s]).probability;
    total += p;
  }
  return std::log(mass / total);
}

}  // namespace

template <int N, int D>
Learned<N> learn(const Record& record, const BankPrior<N, D>& prior, const RecordRows<N>& rows,
                 std::span<const ForecastRequest> requests) {
  FilterBank<N, D> bank(prior.coefficients, prior.log_mass, prior.noise, prior.decay, prior.options);
  Learned<N> learned;
  int day = 0;
  const auto walk_to = [&](int next) {
    bank.walk(next - day);
    day = next;
  };
  std::size_t bound = 0;
  const auto learn_bounds_until = [&](int last) {
    for (; bound < record.bounds.size() && record.bounds[bound].day <= last; ++bound) {
      const Test& least = record.bounds[bound];
      walk_to(least.day);
      bank.observe_bound(rows.bounds[bound], least.performance, least.error, record.slack);
    }
  };
  auto request = requests.begin();
  for (std::size_t t = 0; t < record.tests.size(); ++t) {
    if (request != requests.end() && request->known == static_cast<int>(t)) {
      const auto points = bank.points();
      for (; request != requests.end() && request->known == static_cast<int>(t); ++request) {
        const auto test = static_cast<std::size_t>(request->test);
        const Test& wanted = record.tests[test];
        learned.forecasts.push_back(bank.forecast(points, rows.tests[test], wanted.day - day));
        if (wanted.derived()) learned.forecasts.back().sd = std::hypot(learned.forecasts.back().sd, wanted.error);
      }
    }
    const Test& seen = record.tests[t];
    learn_bounds_until(seen.day);
    walk_to(seen.day);
    if (seen.derived())
      bank.observe(rows.tests[t], seen.performance, seen.error);
    else
      bank.observe(rows.tests[t], seen.performance);
  }
  learn_bounds_until(record.days());
  walk_to(record.days());

  learned.nodes = bank.posterior();
  double positive = 0.0;
  for (const auto& node : learned.nodes) positive += node.share;
  learned.log_evidence = bank.log_evidence() + std::log(positive) - log_positive_mass(prior);
  return learned;
}

#define INSTANTIATE(N, D)                                                                      \
  template Learned<N> learn<N, D>(const Record&, const BankPrior<N, D>&, const RecordRows<N>&, \
                                  std::span<const ForecastRequest>);
FORMCAST_COEFFICIENT_SIZES(INSTANTIATE)

}  // namespace formcast
