#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "models/timing.hpp"

// Runs models for the equation tests.
namespace formcast {

template <class Model>
using State = typename Model::template State<double>;
template <class Model>
using Shape = typename Model::template Shape<double>;

/// The state a test would see on each day.
template <class Model>
std::vector<State<Model>> run(const Shape<Model>& shape, const std::vector<double>& load, Timing timing) {
  std::vector<State<Model>> seen;
  State<Model> x{};
  const auto rates = Model::template rates<double>(shape);
  for (double w : load) {
    step_day<Model, double>(timing, rates, x, w, [&](const auto& now) { seen.push_back(now); });
  }
  return seen;
}

/// The loads of bsh2's example (Stephens Hemingway's thesis code, 6.8): day 0 is rest, then 20 days five times over.
inline std::vector<double> bsh2_loads() {
  constexpr std::array<double, 20> kDays{1, 1.2, 0.5, 1.8, 2,   0.25, 0.7, 0.9, 0,   0.5,
                                         1, 0.8, 1.2, 1.3, 0.9, 0,    0,   2,   1.1, 0.5};
  std::vector<double> load{0.0};
  for (int i = 0; i < 5; ++i) load.insert(load.end(), kDays.begin(), kDays.end());
  return load;
}

/// One printed day of that example.
struct Bsh2Row {
  std::size_t day;
  double performance, fitness, fatigue;
};

}  // namespace formcast
