#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/bank.hpp"
#include "models/before.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// The scales of one athlete's priors.
struct AthleteScale {
  double performance = 0.0;  ///< median of the first (up to six) tests [p]
  /// Usual load: the median of the means over 28 days, those below a tenth of the largest left out, so that neither a
  /// break nor weeks before the log begins count as usual; but at least three median sessions a week [w]. 1 where all
  /// loads are rest.
  double load = 0.0;
  int days = 0;  ///< the first four weeks, or more until they hold a test and a load: no scale is known before
};

/// A stretch of a record that ends where the next begins: its forecasts use the scale known on its first day.
struct ScaleEpoch {
  int from = 0;  ///< first day of the stretch; 0 for the first
  AthleteScale scale;
};

/// The scales as the record grows: reviewed at lengths that grow by half (28, 42, 63 days...), and replaced only when
/// they change by a quarter or more, since priors this wide do not notice less. So a forecast of the past uses nothing
/// later, and an updated twin equals one calibrated from the whole record.
std::vector<ScaleEpoch> scale_epochs(const AthleteHistory& history);

/// The scale of the whole record: that of its last epoch.
AthleteScale athlete_scale(const AthleteHistory& history);

/// Scatter of tests about performance, as a fraction of it, among athletes.
inline constexpr LogNormal kTestSdPrior{0.02, 0.7};

/// A row for the scatter of tests, from the best laboratory to a questionnaire.
inline constexpr Parameter kTestSdRow{"test_sd", "", kTestSdPrior, Range{0.004, 0.4}, 12, ""};

/// How far a baseline wanders, as a fraction of performance per sqrt(day).
inline constexpr std::array<double, 5> kWalkSds{0.0, 0.001, 0.003, 0.01, 0.03};

/// The part of a model that has process noise.
enum class Wanders { kBaseline, kStates, kSlope };
template <class Model>
inline constexpr Wanders kWanders = kDampedSlope<Model>
                                        ? Wanders::kSlope
                                        : (kDeviations<Model> > 0 ? Wanders::kStates : Wanders::kBaseline);

/// Noise levels the bank carries: tests scatter by 0.4 to 40 % of performance and the baseline wanders by 0 to 3 % per
/// sqrt(day), log-normal about `test_sd` and about 0.25 %. Instead of the baseline the model's states may wander, or
/// a slope besides it.
std::vector<NoiseLevel> noise_levels(double performance_scale, const LogNormal& test_sd = kTestSdPrior,
                                     Wanders wanders = Wanders::kBaseline);

/// Possible daily loads of the months before a record: none, or training as usual.
inline std::vector<double> loads_before(double usual_load) { return {0.0, usual_load}; }

/// One test in two hundred is a gross error a priori.
inline constexpr GrossErrors kSlips{0.005};

/// Priors of one model's parameters: the rows of its table, or learned from a squad. Gains, baseline and walk have the
/// same prior for all.
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

/// The scatter of tests under the local level.
LogNormal level_test_sd(const Priors& priors);

/// Prior sd of the baseline as a fraction of the performance scale: performance without training is this near
/// to that of the first tests.
inline constexpr double kBaselineSd = 0.12;

/// Prior of (p0, gains, deviations) for each shape node: p0, performance on waking on day 0, about the athlete's first
/// tests, gains as the model's table says, deviations zero; of a damped slope the usual size.
template <class Model>
std::vector<Gaussian<kCoefficients<Model>>> coefficient_prior(const std::vector<ShapeNode<Model>>& shapes,
                                                              const AthleteScale& scale) {
  constexpr int kN = kCoefficients<Model>;
  std::vector<Gaussian<kN>> prior;
  for (const ShapeNode<Model>& node : shapes) {
    Vector<kN> mean = Vector<kN>::Zero(), sd = Vector<kN>::Zero();
    mean(0) = scale.performance;
    sd(0) = kBaselineSd * scale.performance;
    const auto response = sustained_response<Model>(node.shape, scale.load);
    for (std::size_t i = 0; i < response.size(); ++i) {
      const Normal& effect = Model::kGains[i].prior;
      mean(static_cast<int>(i) + 1) = effect.mean * scale.performance / response[i];
      sd(static_cast<int>(i) + 1) = effect.sd * scale.performance / response[i];
    }
    Gaussian<kN> x = independent<kN>(mean, sd);
    if constexpr (kDampedSlope<Model>) {  // the level, x + d, is near the first tests
      const double slope = DampedTrend::kTau * DampedTrend::kSlopeSd * scale.performance;
      x.cov[x.at(1, 1)] = slope * slope;
      x.cov[x.at(1, 0)] = -slope * slope;
      x.cov[0] += slope * slope;
    }
    prior.push_back(x);
  }
  return prior;
}

}  // namespace formcast
