// Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): where athletes are drawn from the prior, the rank
// of the true parameters among draws from the bank's posterior is uniform. It fails for a wrong likelihood, a wrong
// filter, a wrong restriction of the gains and a wrong draw alike, and for every model of the catalogue.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <map>
#include <random>

#include "engine/coefficient_draw.hpp"
#include "engine/positive.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

constexpr int kAthletes = 1000, kDraws = 99, kBins = 10, kDays = 120;
constexpr double kPerformance = 300.0, kLoad = 100.0;

template <class Models>
struct TypesOf;
template <class... Model>
struct TypesOf<std::tuple<Model...>> {
  using type = ::testing::Types<Model...>;
};

/// One athlete drawn from the prior: the true parameters, by name, and the record.
struct Drawn {
  std::map<std::string, double> truth;
  Record record;
};

template <class Model>
class Calibration : public ::testing::Test {
 protected:
  static constexpr int kN = kCoefficients<Model>, kD = kDeviations<Model>;
  static constexpr std::size_t kGains = Model::kGains.size();

  Calibration() {
    // A dozen shapes and noise levels of the table's: for any set the athletes are drawn from, the bank must be exact.
    const auto all = shape_nodes<Model>(kLoad);
    const std::size_t step = std::max<std::size_t>(1, all.size() / 12);
    for (std::size_t s = step / 2; s < all.size(); s += step) shapes_.push_back(all[s]);
    const auto levels = noise_levels(kPerformance, kTestSdPrior, kWanders<Model>);
    for (std::size_t l = 1; l < levels.size(); l += 3) noise_.push_back(levels[l]);
    prior_ = coefficient_prior<Model>(shapes_, {kPerformance, kLoad, 28});
  }

  template <class Weight>
  std::size_t pick(std::size_t n, Weight weight) {
    std::vector<double> weights;
    for (std::size_t i = 0; i < n; ++i) weights.push_back(weight(i));
    return std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(random_);
  }

  std::map<std::string, double> named(std::size_t shape, std::size_t noise, std::span<const double> coefficient) {
    std::map<std::string, double> values;
    const auto fields = to_array<double>(shapes_[shape].shape);
    for (std::size_t i = 0; i < fields.size(); ++i) values[std::string(Model::kShape[i].name)] = fields[i];
    values["p0"] = coefficient[0];
    for (std::size_t g = 0; g < kGains; ++g) values[std::string(Model::kGains[g].name)] = coefficient[1 + g];
    for (int d = 0; d < kD; ++d) {
      values["d" + std::to_string(d)] = coefficient[1 + kGains + static_cast<std::size_t>(d)];
    }
    values["test_sd"] = noise_[noise].test_sd;
    values["walk_sd"] = noise_[noise].walk_sd + noise_[noise].state_sd;
    return values;
  }

  Drawn draw_athlete() {
    // The gains' restriction weighs shapes too: the prior is of what has positive gains.
    const std::size_t s = pick(shapes_.size(), [&](std::size_t i) {
      return std::exp(shapes_[i].log_prior) * with_positive_gains<kN, kD>(prior_[i]).probability;
    });
    const std::size_t l = pick(noise_.size(), [&](std::size_t i) { return std::exp(noise_[i].log_prior); });
    std::vector<double> x(static_cast<std::size_t>(kN));
    do {
      for (int i = 0; i < kN; ++i) {
        const auto at = static_cast<std::size_t>(i);
        x[at] = prior_[s].mean[at] + std::sqrt(prior_[s].cov[prior_[s].at(i, i)]) * normal_(random_);
      }
    } while (std::any_of(x.begin() + 1, x.begin() + 1 + static_cast<long>(kGains), [](double g) { return g < 0.0; }));
    if constexpr (kDampedSlope<Model>) {  // the prior is about the level, p0 + d
      x[0] = prior_[s].mean[0] + kBaselineSd * kPerformance * normal_(random_) - x[1];
    }

    Drawn drawn;
    drawn.record.load.emplace_back();
    for (int day = 0; day < kDays; ++day) {
      drawn.record.load[0].push_back(day % 4 == 0 ? 0.0 : kLoad * (0.5 + static_cast<double>(random_() % 100) / 60.0));
      if (day % 4 == 2) drawn.record.tests.push_back({day, 0.0});
    }
    const auto rows =
        trajectory<Model>(shapes_[s].shape, Timing::kNextDay, drawn.record.load[0], drawn.record.tests).test_rows;
    const auto left = deviations_left(shapes_[s].shape);
    std::size_t t = 0;
    for (int day = 0; day < kDays; ++day) {
      if (t < rows.size() && drawn.record.tests[t].day == day) {
        double y = noise_[l].test_sd * normal_(random_);
        for (int i = 0; i < kN; ++i) y += rows[t](i) * x[static_cast<std::size_t>(i)];
        drawn.record.tests[t++].performance = y;
      }
      x[0] += noise_[l].walk_sd * normal_(random_);
      for (std::size_t d = 0; d < static_cast<std::size_t>(kD); ++d) {
        const double stirred = noise_[l].state_sd * normal_(random_);
        x[1 + kGains + d] = left[d] * x[1 + kGains + d] + stirred;
        if (kDampedSlope<Model>) x[0] -= stirred;
      }
    }
    drawn.truth = named(s, l, x);
    return drawn;
  }

  /// The share of each deviation left after a day.
  static std::array<double, kD> deviations_left(const typename Model::template Shape<double>& shape) {
    if constexpr (kD == 0)
      return {};
    else
      return Model::template deviation_decay<double>(Model::template rates<double>(shape));
  }

  /// The rank of each parameter's truth among the draws; among equal ones it is any, by chance.
  void rank(const Drawn& drawn, std::uint64_t athlete) {
    const auto run = run_bank<Model>(drawn.record, shapes_, prior_, noise_);
    std::map<std::string, int> below, equal;
    for (std::uint32_t n = 0; n < kDraws; ++n) {
      const auto& node = run.nodes[pick_node(run)];
      const CoefficientDraw draw(node.x.mean, node.x.cov, static_cast<std::size_t>(kD));
      const auto x = draw.draw(Key{1, athlete}, n);
      for (const auto& [name, value] :
           named(static_cast<std::size_t>(node.shape), static_cast<std::size_t>(node.noise), x)) {
        const double truth = drawn.truth.at(name);
        below[name] += value < truth ? 1 : 0;
        equal[name] += value == truth ? 1 : 0;
      }
    }
    for (const auto& [name, fewer] : below) {
      const int count = fewer + std::uniform_int_distribution<int>(0, equal[name])(random_);
      auto& bins = bins_[name];
      bins.resize(kBins, 0);
      ++bins[static_cast<std::size_t>(count * kBins / (kDraws + 1))];
    }
  }

  std::size_t pick_node(const BankRun<Model>& run) {
    double total = 0.0;
    for (const auto& node : run.nodes) total += node.share;
    double u = std::uniform_real_distribution<double>(0.0, total)(random_);
    std::size_t k = 0;
    while (k + 1 < run.nodes.size() && (u -= run.nodes[k].share) > 0.0) ++k;
    return k;
  }

  std::mt19937_64 random_{20261121};
  std::normal_distribution<double> normal_;
  std::vector<ShapeNode<Model>> shapes_;
  std::vector<NoiseLevel> noise_;
  std::vector<Gaussian<kN>> prior_;
  std::map<std::string, std::vector<int>> bins_;
};
TYPED_TEST_SUITE(Calibration, TypesOf<Catalogue>::type);

TYPED_TEST(Calibration, RanksOfTheTruthAreUniform) {
  for (std::uint64_t athlete = 0; athlete < kAthletes; ++athlete) this->rank(this->draw_athlete(), athlete);
  // One parameter in a hundred would fall below 0.01 by chance, so a model's parameters share that chance.
  const double least = 0.01 / static_cast<double>(this->bins_.size());
  for (const auto& [name, bins] : this->bins_) {
    double chi_square = 0.0;
    constexpr double kExpected = static_cast<double>(kAthletes) / kBins;
    for (int count : bins) chi_square += (count - kExpected) * (count - kExpected) / kExpected;
    const double p = boost::math::cdf(boost::math::complement(boost::math::chi_squared(kBins - 1), chi_square));
    EXPECT_GT(p, least) << TypeParam::kName << " " << name << ": " << ::testing::PrintToString(bins);
  }
}

}  // namespace
}  // namespace formcast
