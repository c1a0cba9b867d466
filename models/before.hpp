#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "models/parameter.hpp"

namespace formcast {

/// Assumed training before the record begins [d], if any: long enough for all but the slowest fitness to settle.
inline constexpr int kDaysBefore = 150;

/// The state on waking after kDaysBefore days of the same load each [w]; without load that of an untrained athlete.
template <class Model>
typename Model::template State<double> state_before(const typename Model::template Rates<double>& rates, double load) {
  typename Model::template State<double> x{};
  for (int day = 0; load > 0.0 && day < kDaysBefore; ++day) {
    Model::train(rates, x, load);
    Model::rest(rates, x);
  }
  return x;
}

/// The steady-state response under a daily load, which scales the gains' priors. Where a response may be negative or is
/// gone by the morning, what one such day adds.
template <class Model>
auto sustained_response(const typename Model::template Shape<double>& shape, double load) {
  const auto day = Model::usual_response(shape, load);
  if constexpr (kNetResponse<Model>) {
    return day;
  } else {
    const auto rates = Model::template rates<double>(shape);
    auto response = Model::template response<double>(rates, state_before<Model>(rates, load));
    for (std::size_t i = 0; i < response.size(); ++i) {
      if (!(response[i] > 1e-3 * day[i])) response[i] = day[i];
    }
    return response;
  }
}

}  // namespace formcast
