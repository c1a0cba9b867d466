#include "sim/inference/squad_priors.hpp"

#include <algorithm>
#include <cmath>

namespace formcast {
namespace {

/// EM for the centre and spread of one log-normal parameter. `marginals` were learned under `population`.
LogNormal learn(const std::vector<const Marginal*>& marginals, const LogNormal& population) {
  constexpr int kRounds = 50;
  constexpr double kAthletesInCentre = 1.0, kAthletesInSpread = 4.0;
  const double m0 = std::log(population.median), s0 = population.sd_log;
  double m = m0, s = s0;
  const double n = static_cast<double>(marginals.size());
  for (int round = 0; round < kRounds; ++round) {
    double sum = 0.0, square = 0.0;
    for (const Marginal* marginal : marginals) {
      double total = 0.0, first = 0.0, second = 0.0;
      for (std::size_t i = 0; i < marginal->value.size(); ++i) {
        const double x = std::log(marginal->value[i]), now = (x - m) / s, before = (x - m0) / s0;
        const double w = marginal->mass[i] * std::exp(0.5 * (before * before - now * now));
        total += w, first += w * x, second += w * x * x;
      }
      sum += first / total, square += second / total;
    }
    m = (kAthletesInCentre * m0 + sum) / (kAthletesInCentre + n);
    const double spread = square - 2.0 * m * sum + n * m * m + kAthletesInCentre * (m - m0) * (m - m0);
    s = std::sqrt((kAthletesInSpread * s0 * s0 + spread) / (kAthletesInSpread + n));
  }
  return {std::exp(m), s};
}

}  // namespace

Priors learn_priors(std::span<const AthleteMarginals> squad, const Priors& population, std::string source) {
  Priors learned = population;
  if (squad.empty()) return learned;
  learned.source = std::move(source);
  for (std::size_t k = 0; k < learned.models.size(); ++k) {
    ModelPrior& prior = learned.models[k];
    const auto pool = [&](auto marginal_of, LogNormal& row) {
      std::vector<const Marginal*> marginals;
      for (const AthleteMarginals& athlete : squad) marginals.push_back(marginal_of(athlete[k]));
      row = learn(marginals, row);
    };
    for (std::size_t i = 0; i < prior.shape.size(); ++i) {
      pool([i](const ModelMarginals& m) { return &m.shape[i]; }, prior.shape[i]);
    }
    pool([](const ModelMarginals& m) { return &m.test_sd; }, prior.test_sd);
  }
  return learned;
}

}  // namespace formcast
