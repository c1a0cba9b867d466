#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "engine/bank.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "sim/history.hpp"

namespace formcast {

/// What the priors of one athlete are scaled by: the record's first four weeks, or more where they hold no test or no
/// load. So nothing that comes later moves them: a twin brought up to date is the twin calibrated anew, and a forecast
/// of the past knows nothing of what came after.
struct AthleteScale {
  double performance = 0.0;  ///< mean of the first (up to six) tests of those days [p]
  double load = 0.0;         ///< mean of the known loads of those days [w]; 1 where all loads are rest
  int days = 0;              ///< how many days they are
};
AthleteScale athlete_scale(const AthleteHistory& history);

/// How much tests scatter about performance, as a fraction of it, among athletes.
inline constexpr LogNormal kTestSdPrior{0.02, 0.7};

/// Noise levels the bank carries: the baseline wanders by 0 or about 0.2 % of performance per sqrt(day), log-normal; a
/// test scatters by what `test_sd` says. With `state_noise` the model's states wander in place of the baseline.
std::vector<NoiseLevel> noise_levels(double performance_scale, const LogNormal& test_sd = kTestSdPrior,
                                     bool state_noise = false);

/// What is believed of one model's parameters before an athlete's tests are seen: the rows of its table, or what a
/// squad has taught. Gains, baseline and walk have the same prior for all.
struct ModelPrior {
  std::string model;
  std::vector<LogNormal> shape;  ///< as in the model's table
  LogNormal test_sd = kTestSdPrior;
};

/// One entry a model of the catalogue, in its order.
struct Priors {
  std::string source = "population";
  std::vector<ModelPrior> models;
};
Priors population_priors();

/// Prior sd of the baseline as a fraction of the performance scale: what an athlete would show without training lies
/// this near to what the first tests showed.
inline constexpr double kBaselineSd = 0.12;

/// Prior of (p0, gains, deviations) for each shape node: p0 about the athlete's first tests, gains as the model's table
/// says, deviations none yet.
template <class Model>
std::vector<Gaussian<kCoefficients<Model>>> coefficient_prior(const std::vector<ShapeNode<Model>>& shapes,
                                                              const AthleteScale& scale) {
  constexpr int kN = kCoefficients<Model>;
  std::vector<Gaussian<kN>> prior;
  for (const ShapeNode<Model>& node : shapes) {
    Vector<kN> mean = Vector<kN>::Zero(), sd = Vector<kN>::Zero();
    mean(0) = scale.performance;
    sd(0) = kBaselineSd * scale.performance;
    const auto response = Model::usual_response(node.shape, scale.load);
    for (std::size_t i = 0; i < response.size(); ++i) {
      const Normal& effect = Model::kGains[i].prior;
      mean(static_cast<int>(i) + 1) = effect.mean * scale.performance / response[i];
      sd(static_cast<int>(i) + 1) = effect.sd * scale.performance / response[i];
    }
    prior.push_back(independent<kN>(mean, sd));
  }
  return prior;
}

}  // namespace formcast
