#include "sim/ensemble/members.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/coefficient_draw.hpp"
#include "sim/ensemble/ensemble.hpp"

namespace formcast {
namespace {

/// b with its binary digits mirrored at the point: 0, 1/2, 1/4, 3/4, 1/8, ...
double van_der_corput(std::uint32_t b) {
  double u = 0.0, half = 0.5;
  for (; b != 0; b >>= 1, half *= 0.5) {
    if (b & 1u) u += half;
  }
  return u;
}

std::vector<double> cumulative(const std::vector<double>& weights) {
  std::vector<double> sums;
  double sum = 0.0;
  for (double w : weights) sums.push_back(sum += w);
  return sums;
}

/// The interval of the cumulative weights that u in [0, 1) falls into; rounding at the end falls into the last.
std::size_t pick(const std::vector<double>& sums, double u) {
  const auto at = std::upper_bound(sums.begin(), sums.end(), u * sums.back());
  return std::min(static_cast<std::size_t>(at - sums.begin()), sums.size() - 1);
}

/// Nodes for decisions are drawn by the mean of both sets of weights: the posterior alone is too sure of a time
/// constant if its model is wrong.
std::vector<double> node_weights(const TwinModel& model, MembersFor purpose) {
  std::vector<double> weights = model.node_weight;
  for (std::size_t k = 0; purpose == MembersFor::kDecision && k < weights.size(); ++k) {
    weights[k] = 0.5 * (weights[k] + model.node_probability[k]);
  }
  return weights;
}

/// One model of a twin, ready to draw members from.
template <class Model>
struct ModelSampler {
  const TwinModel& model;
  MembersFor purpose;
  std::vector<double> node_sums = cumulative(node_weights(model, purpose));
  std::vector<std::optional<CoefficientDraw>> draws{model.nodes()};  // made when a node is first drawn

  MemberBlock<Model> block(const Key& key, std::uint32_t first_member) {
    using Shape = typename Model::template Shape<Lanes>;
    std::array<Lanes, kFields<Shape, Lanes>> shape;
    MemberBlock<Model> block;
    for (int lane = 0; lane < kLanes; ++lane) {
      const std::uint32_t member = first_member + static_cast<std::uint32_t>(lane);
      const std::size_t node = draw_node(key, member);
      const auto coefficient = coefficients(node, key, member);
      for (std::size_t i = 0; i < shape.size(); ++i) {
        shape[i][lane] = static_cast<float>(model.shape[node * shape.size() + i]);
      }
      for (std::size_t i = 0; i < block.x.size(); ++i) {
        block.x[i][lane] = static_cast<float>(model.state[node * block.x.size() + i]);
      }
      for (std::size_t i = 0; i < block.gain.size(); ++i) block.gain[i][lane] = static_cast<float>(coefficient[i + 1]);
      block.baseline[lane] = static_cast<float>(coefficient[0]);
      for (std::size_t d = 0; d < block.deviation.size(); ++d) {
        block.deviation[d][lane] = static_cast<float>(coefficient[1 + block.gain.size() + d]);
        block.state_sd[d][lane] = static_cast<float>(model.state_sd[node]);
      }
      block.walk_sd[lane] = static_cast<float>(model.walk_sd[node]);
      block.test_sd[lane] = static_cast<float>(model.test_sd[node]);
    }
    const auto rates = Model::template rates<Lanes>(from_array<Shape>(shape));
    block.rates = to_array<Lanes>(rates);
    if constexpr (kDeviations < Model >> 0) block.deviation_left = Model::template deviation_decay<Lanes>(rates);
    block.best = Lanes(-3.0e38f);
    block.best_day = Lanes(0.0f);
    return block;
  }

 private:
  std::size_t draw_node(const Key& key, std::uint32_t member) const {
    const auto word = words(key, member, 0u, Purpose::kNode);
    return pick(node_sums, static_cast<double>(word[0]) * 0x1p-32);
  }
  std::array<double, kMaxCoefficients> coefficients(std::size_t node, const Key& key, std::uint32_t member) {
    constexpr auto n = static_cast<std::size_t>(kCoefficients<Model>), packed = n * (n + 1) / 2;
    if (!draws[node]) {
      draws[node].emplace(std::span(model.mean).subspan(node * n, n),
                          std::span(model.covariance).subspan(node * packed, packed),
                          static_cast<std::size_t>(kDeviations<Model>));
    }
    return draws[node]->draw(key, member);
  }
};

}  // namespace

std::vector<AnyBlock> draw_members(const Twin& twin, std::uint64_t seed, int members, MembersFor purpose) {
  const Key key{seed, athlete_stream(twin.athlete)};
  const auto count = static_cast<std::uint32_t>((members + kLanes - 1) / kLanes);
  std::vector<double> weights;
  for (const TwinModel& model : twin.models) {
    weights.push_back(purpose == MembersFor::kForecast ? model.weight : model.decision_weight);
  }
  const std::vector<double> sums = cumulative(weights);
  // Rotated by one random number a run (Cranley & Patterson 1976), so that a model is not favoured for being listed
  // first.
  const double rotation = static_cast<double>(words(key, 0u, 0u, Purpose::kNode)[1]) * 0x1p-32;
  std::vector<std::size_t> chosen;
  for (std::uint32_t b = 0; b < count; ++b) {
    const double u = van_der_corput(b) + rotation;
    chosen.push_back(pick(sums, u < 1.0 ? u : u - 1.0));
  }

  std::vector<AnyBlock> blocks(count);
  for (std::size_t m = 0; m < twin.models.size(); ++m) {
    for_each_model([&]<class Model>() {
      if (twin.models[m].name != Model::kName) return;
      ModelSampler<Model> sampler{twin.models[m], purpose};
      for (std::uint32_t b = 0; b < count; ++b) {
        if (chosen[b] == m) blocks[b] = sampler.block(key, b * kLanes);
      }
    });
  }
  return blocks;
}

}  // namespace formcast
