#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <utility>

#include "models/banister.hpp"
#include "models/busso.hpp"
#include "models/local_level.hpp"

namespace formcast {

/// Every model the bank averages over, in the order files and tables list them. To add one: models/README.md.
using Catalogue = std::tuple<LocalLevel, Banister, Busso>;
inline constexpr std::size_t kModels = std::tuple_size_v<Catalogue>;

/// Calls f.template operator()<Model>() for each model of the catalogue, in order.
template <class F>
void for_each_model(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<std::tuple_element_t<I, Catalogue>>(), ...);
  }
  (std::make_index_sequence<kModels>{});
}

/// Number of coefficients a model is linear in: the baseline p0 and its gains.
template <class Model>
inline constexpr int kCoefficients = 1 + static_cast<int>(Model::kGains.size());

}  // namespace formcast
