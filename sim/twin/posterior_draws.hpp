#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "engine/coefficient_draw.hpp"
#include "models/before.hpp"
#include "models/catalogue.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// One draw from a twin's forecast weights: a model, a node, gains >= 0 and a baseline.
template <class Model>
struct PosteriorDraw {
  std::uint32_t number = 0;
  typename Model::template Rates<double> rates;
  std::array<double, kMaxCoefficients> coefficient{};  ///< the baseline on the day after the record, then the gains
  double walk_sd = 0.0;                                ///< [p/sqrt(d)]
  double test_sd = 0.0;                                ///< [p]
  double before = 0.0;                                 ///< daily load of the months before the record [w]

  /// On waking on the first day of the record.
  typename Model::template State<double> start() const { return state_before<Model>(rates, before); }

  /// What training adds to performance in a state, and what it costs [p].
  struct Sides {
    double fitness = 0.0, fatigue = 0.0;
    double form() const { return fitness - fatigue; }
  };
  Sides sides(const typename Model::template State<double>& x) const {
    Sides sides;
    const auto response = Model::template response<double>(rates, x);
    for (std::size_t i = 0; i < response.size(); ++i) {
      (Model::kGains[i].sign > 0 ? sides.fitness : sides.fatigue) += coefficient[i + 1] * response[i];
    }
    return sides;
  }
};

/// The key of the draws, which are always the same; any fixed key serves.
inline constexpr Key kRecordKey{20260502, 0};

/// The shape parameters of one node.
template <class Model>
typename Model::template Shape<double> shape_of(const TwinModel& model, std::size_t node) {
  std::array<double, Model::kShape.size()> values{};
  std::copy_n(model.shape.begin() + static_cast<std::ptrdiff_t>(node * values.size()), values.size(), values.begin());
  return from_array<typename Model::template Shape<double>>(values);
}

/// The walk of a baseline that stands for a damped slope: as far in a week as a usual slope takes it.
template <class Model>
double level_walk(const Twin& twin, double walk_sd) {
  if constexpr (!kDampedSlope<Model>) {
    return walk_sd;
  } else {
    constexpr double kWeek = 7.0;
    return std::hypot(walk_sd, Model::kSlopeSd * twin.performance_scale * std::sqrt(kWeek));
  }
}

/// Calls look(PosteriorDraw<Model>) for up to `count` draws: nodes by systematic resampling of the forecast weights,
/// coefficients at random within them. A forecasting model with a deviation is a level: its baseline is the sum of both
/// on the day after the record. Deterministic.
template <class Look>
void for_each_posterior_draw(const Twin& twin, std::uint32_t count, Look&& look) {
  double passed = 0.0;
  std::uint32_t next = 0;
  const auto visit = [&]<class Model>(const TwinModel& model) {
    const std::size_t n = model.coefficient_names.size(), packed = n * (n + 1) / 2;
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      passed += model.weight * model.node_weight[k];
      std::optional<CoefficientDraw> draw;
      for (; next < count && (static_cast<double>(next) + 0.5) / static_cast<double>(count) <= passed; ++next) {
        if (!draw)
          draw.emplace(std::span(model.mean).subspan(k * n, n), std::span(model.covariance).subspan(k * packed, packed),
                       static_cast<std::size_t>(kDeviations<Model>));
        const auto rates = Model::template rates<double>(shape_of<Model>(model, k));
        auto coefficient = draw->draw(kRecordKey, next);
        for (std::size_t d = n - static_cast<std::size_t>(kDeviations<Model>); d < n; ++d) {
          coefficient[0] += coefficient[d];
        }
        look(PosteriorDraw<Model>{next, rates, coefficient, level_walk<Model>(twin, model.walk_sd[k]), model.test_sd[k],
                                  model.before[k]});
      }
    }
  };
  for (const TwinModel& model : twin.models) {
    for_each_model([&]<class Model>() {
      if constexpr (kDeviations<Model> == 0 || kDampedSlope<Model>) {
        if (model.name == Model::kName) visit.template operator()<Model>(model);
      }
    });
  }
}

}  // namespace formcast
