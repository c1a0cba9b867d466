#pragma once

#include <array>
#include <vector>

#include "engine/bank.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "sim/bank_run.hpp"
#include "sim/history.hpp"
#include "sim/twin.hpp"

namespace formcast {

/// What the priors of one athlete are scaled by.
struct AthleteScale {
  double performance = 0.0;  ///< mean of the first (up to six) tests [p]
  double load = 0.0;         ///< mean of the known loads [w]; 1 where all are rest, so that no prior degenerates
};
AthleteScale athlete_scale(const AthleteHistory& history);

/// Noise levels the bank carries: the baseline wanders by 0 to 1.6 % of performance per sqrt(day), equally likely
/// a priori; a test scatters by 0.4 to 7 %, log-normal about 2 %.
std::vector<NoiseLevel> noise_levels(double performance_scale);

/// Prior sd of the baseline as a fraction of the performance scale: what an athlete would show without training lies
/// this near to what the first tests showed.
inline constexpr double kBaselineSd = 0.12;

/// Prior of (p0, gains) for each shape node: p0 about the athlete's first tests, gains as the model's table says.
template <class Model>
std::vector<Gaussian<kCoefficients<Model>>> coefficient_prior(const std::vector<ShapeNode<Model>>& shapes,
                                                              const AthleteScale& scale) {
  constexpr int kN = kCoefficients<Model>;
  std::vector<Gaussian<kN>> prior;
  for (const ShapeNode<Model>& node : shapes) {
    Vector<kN> mean, sd;
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

/// Unknown loads filled with the mean known load of their weekday (of all days, where that weekday has none).
std::vector<double> fill_unknown_loads(const AthleteHistory& history);

/// Learns a twin from one athlete's record: every model of the catalogue, averaged by how well each foresaw the tests.
/// The record must hold at least one test. `history` gives units and provenance. Deterministic; about 40 ms for 100
/// days.
Twin calibrate(const AthleteHistory& athlete, const History& history, Timing timing);

}  // namespace formcast
