#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <utility>

#include "models/banister.hpp"
#include "models/busso.hpp"
#include "models/calvert.hpp"
#include "models/damped_trend.hpp"
#include "models/fitness_delay.hpp"
#include "models/hill.hpp"
#include "models/local_level.hpp"
#include "models/perpot.hpp"
#include "models/plateau.hpp"
#include "models/secondary_signal.hpp"
#include "models/state_noise.hpp"
#include "models/turner.hpp"

namespace formcast {

/// Every model the bank averages over, in the order files and tables list them. To add one: models/README.md.
using Catalogue = std::tuple<LocalLevel, Banister, Busso, Calvert, SecondarySignal, Plateau<Banister>, Plateau<Busso>,
                             Plateau<Calvert>, Plateau<SecondarySignal>, Hill<Banister>, Hill<Busso>, FitnessDelay,
                             StateNoise, Turner, PerPot, DampedTrend>;
inline constexpr std::size_t kModels = std::tuple_size_v<Catalogue>;

/// A function of its own for each model: all in one would be 80 KB, which a browser takes a second to optimise.
template <class Model, class F>
[[gnu::noinline]] void for_model(F& f) {
  f.template operator()<Model>();
}

/// Calls f.template operator()<Model>() for each model of the catalogue, in order.
template <class F>
void for_each_model(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (for_model<std::tuple_element_t<I, Catalogue>>(f), ...); }
  (std::make_index_sequence<kModels>{});
}

/// Whether a model's forecasts enter the twin's.
template <class Model>
inline constexpr bool kForecasts = requires {
  requires Model::kForecasts;
};

/// How likely such a model is before the first test, a model with loads being 1.
template <class Model>
inline constexpr double kForecastPrior = [] {
  if constexpr (requires { Model::kForecastPrior; }) return Model::kForecastPrior;
  return 1.0;
}();

/// Whether the model has a response to one more unit of load in training (`impulse`).
template <class Model>
inline constexpr bool kHasImpulse = requires(typename Model::template Shape<double> shape, std::array<double, 2> gain) {
  Model::impulse(shape, gain, 1.0);
};

/// Number of coefficients a model is linear in: the baseline p0, its gains and its deviations.
template <class Model>
inline constexpr int kCoefficients = 1 + static_cast<int>(Model::kGains.size()) + kDeviations<Model>;

}  // namespace formcast
