#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "models/parameter.hpp"

namespace formcast {

/// One value of a model's shape parameters and its prior mass.
template <class Model>
struct ShapeNode {
  typename Model::template Shape<double> shape;
  double log_prior;
};

/// The value in the middle of cell `i` of the parameter's range, cells being equal in the logarithm.
inline double cell_middle(const Parameter& p, int i, int cells) {
  const double low = std::log(p.range.low), width = (std::log(p.range.high) - low) / cells;
  return std::exp(low + (i + 0.5) * width);
}

/// The priors of a model's table.
template <class Model>
constexpr auto table_priors() {
  std::array<LogNormal, Model::kShape.size()> prior{};
  for (std::size_t i = 0; i < prior.size(); ++i) prior[i] = Model::kShape[i].prior;
  return prior;
}

/// A tensor grid over the shape parameters, as many values of each as its row says, with log-normal prior masses
/// summing to one over the admissible nodes. `usual_load` [w] multiplies the parameters scaled by it; `prior` is in
/// the rows' units. The midpoint rule on a smooth density is exact to about e^(-2 pi^2 s^2) for a
/// posterior s cells wide, so a cell as wide as the posterior's standard deviation is fine enough.
template <class Model>
std::vector<ShapeNode<Model>> shape_nodes(
    double usual_load, const std::array<LogNormal, Model::kShape.size()>& prior = table_priors<Model>()) {
  constexpr std::size_t kSize = Model::kShape.size();
  using Shape = typename Model::template Shape<double>;
  std::vector<ShapeNode<Model>> nodes;
  std::array<int, kSize> index{};
  double total = 0.0;
  for (bool done = false; !done;) {
    std::array<double, kSize> value{};
    double log_prior = 0.0;
    for (std::size_t i = 0; i < kSize; ++i) {
      const Parameter& p = Model::kShape[i];
      value[i] = cell_middle(p, index[i], p.nodes);
      const double z = std::log(value[i] / prior[i].median) / prior[i].sd_log;
      log_prior -= 0.5 * z * z;
      value[i] *= unit_of(p, usual_load);
    }
    const Shape shape = from_array<Shape>(value);
    if (Model::admissible(shape)) {
      nodes.push_back({shape, log_prior});
      total += std::exp(log_prior);
    }
    done = true;
    for (std::size_t i = kSize; i-- > 0 && done;) {
      index[i] = index[i] + 1 < Model::kShape[i].nodes ? index[i] + 1 : 0;
      done = index[i] == 0;
    }
  }
  for (ShapeNode<Model>& node : nodes) node.log_prior -= std::log(total);
  return nodes;
}

}  // namespace formcast
