#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "models/parameter.hpp"

namespace formcast {

/// How long an athlete is taken to have trained before the record begins, where he did: by then all but the slowest
/// fitness has settled. [d]
inline constexpr int kDaysBefore = 150;

/// The state on waking after kDaysBefore days of the same load each [w]; of no load that of somebody never trained.
template <class Model>
typename Model::template State<double> state_before(const typename Model::template Rates<double>& rates, double load) {
  typename Model::template State<double> x{};
  for (int day = 0; load > 0.0 && day < kDaysBefore; ++day) {
    Model::train(rates, x, load);
    Model::rest(rates, x);
  }
  return x;
}

/// The response under a daily load long kept up: what the gains are priced by. Where a response may be negative, or
/// nothing of it is left in the morning, what one such day adds.
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
