// The bank against independent references: quadrature, a Kalman filter in Python, and Stan.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/positive.hpp"
#include "sim/inference/bank_run.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

nlohmann::json golden() {
  std::ifstream file(FORMCAST_TEST_DATA "/exact_posterior_and_kalman.json");
  return nlohmann::json::parse(file);
}

/// Banister without an order of tau1 and tau2, on a grid that both priors' tails fit on.
struct Unordered : Banister {
  static constexpr std::array<Parameter, 2> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{40.0 * 0.0498, 40.0 * 20.1}, 72, ""},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{10.0 * 0.0498, 10.0 * 20.1}, 72, ""},
  }};
  static constexpr bool admissible(const Shape<double>&) { return true; }
};

/// The reference's priors: p0 ~ N(250, 60^2), gains ~ N(0, 0.2^2), tests scatter by 8 W, the baseline stays.
BankRun<Unordered> run_golden(int subject) {
  const RealSeries s = busso_subject(subject);
  auto shapes = shape_nodes<Unordered>(1.0);
  const std::vector<Gaussian<3>> prior(shapes.size(),
                                       independent<3>(Vector<3>(250.0, 0.0, 0.0), Vector<3>(60.0, 0.2, 0.2)));
  return run_bank<Unordered>({Timing::kNextDay, {s.load}, s.tests}, shapes, prior, {{0.0, 8.0, 0.0}});
}

struct Moments {
  double mean = 0.0, sd = 0.0;
};

/// Moments of a quantity over the posterior; value(node) gives its mean and variance within a node, weight(node) its
/// weight there.
template <class Run, class Weight, class Value>
Moments moments(const Run& run, Weight weight, Value value) {
  double total = 0.0, mean = 0.0, square = 0.0;
  for (const auto& node : run.nodes) {
    const auto [m, v] = value(node);
    const double w = weight(node);
    total += w, mean += w * m, square += w * (v + m * m);
  }
  mean /= total;
  return {mean, std::sqrt(square / total - mean * mean)};
}

struct Unrestricted {
  double operator()(const BankNode<3>& node) const { return node.share / with_positive_gains(node.x).probability; }
};

TEST(GoldenPosterior, QuadratureOfBussoSubjects) {
  const nlohmann::json reference = golden();
  for (int subject = 1; subject <= 3; ++subject) {
    const auto expected = reference["S" + std::to_string(subject)];
    // The reference does not restrict the gains, so the bank's filters are compared directly.
    const RealSeries s = busso_subject(subject);
    auto shapes = shape_nodes<Unordered>(1.0);
    const std::vector<Gaussian<3>> prior(shapes.size(),
                                         independent<3>(Vector<3>(250.0, 0.0, 0.0), Vector<3>(60.0, 0.2, 0.2)));
    std::vector<double> log_evidence;
    double best = -1e300;
    std::vector<Gaussian<3>> posterior;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const auto rows = trajectory<Unordered>(shapes[i].shape, Timing::kNextDay, s.load, s.tests).test_rows;
      Gaussian<3> x = prior[i];
      double log_weight = shapes[i].log_prior;
      for (std::size_t t = 0; t < rows.size(); ++t) {
        log_weight += log_density(observe(x, rows[t], 64.0, s.tests[t].performance));
      }
      posterior.push_back(x);
      log_evidence.push_back(log_weight);
      best = std::max(best, log_weight);
    }
    double total = 0.0;
    for (double& w : log_evidence) total += w = std::exp(w - best);
    const auto check = [&](const std::string& name, auto value, double tolerance) {
      double mean = 0.0, square = 0.0;
      for (std::size_t i = 0; i < shapes.size(); ++i) {
        const auto [m, v] = value(i);
        mean += log_evidence[i] / total * m;
        square += log_evidence[i] / total * (v + m * m);
      }
      const double sd = std::sqrt(square - mean * mean);
      EXPECT_NEAR(mean, expected[name + "_mean"].get<double>(), tolerance * std::abs(mean)) << subject << name;
      EXPECT_NEAR(sd, expected[name + "_sd"].get<double>(), tolerance * sd) << subject << name;
    };
    EXPECT_NEAR(best + std::log(total), expected["logev"].get<double>(), 0.02) << subject;
    check(
        "tau1", [&](std::size_t i) { return std::pair(shapes[i].shape.tau1, 0.0); }, 0.01);
    check(
        "tau2", [&](std::size_t i) { return std::pair(shapes[i].shape.tau2, 0.0); }, 0.01);
    check(
        "p0", [&](std::size_t i) { return std::pair(posterior[i].mean[0], posterior[i].cov[0]); }, 0.01);
    check(
        "k1", [&](std::size_t i) { return std::pair(posterior[i].mean[1], posterior[i].cov[2]); }, 0.04);
    check(
        "k2", [&](std::size_t i) { return std::pair(posterior[i].mean[2], posterior[i].cov[5]); }, 0.04);
  }
}

// The same numbers from the bank itself: its restricted weights divided by the mass left by the restriction.
TEST(GoldenPosterior, TheBankHoldsTheSamePosterior) {
  const nlohmann::json reference = golden();
  for (int subject = 1; subject <= 3; ++subject) {
    const auto expected = reference["S" + std::to_string(subject)];
    const auto run = run_golden(subject);
    // A billionth of the mass is where the bank cuts off; nodes whose gains are wholly negative are not listed at all.
    double listed = 0.0, restricted = 0.0;
    for (const auto& node : run.nodes) {
      listed += Unrestricted{}(node);
      restricted += node.share;
    }
    ASSERT_GT(listed, 0.5) << subject;
    // Prior mass with both gains positive is 1/4, so evidence(restricted) = evidence * mass(restricted) * 4.
    EXPECT_NEAR(run.log_evidence - std::log(4.0 * restricted), expected["logev"].get<double>(), 0.02) << subject;
    const Moments tau1 = moments(run, Unrestricted{}, [&](const auto& node) {
      return std::pair(run.shapes[static_cast<std::size_t>(node.shape)].shape.tau1, 0.0);
    });
    const double slack = 0.01 + (1.0 - std::min(1.0, listed));  // what is not listed may be anywhere
    EXPECT_NEAR(tau1.mean, expected["tau1_mean"].get<double>(), slack * tau1.mean) << subject;
  }
}

// Stan's NUTS on subject 1 with gains >= 0; the reference's own quadrature gives tau1 15.98 +- 2.22, tau2 9.88 +- 1.79.
TEST(GoldenPosterior, PositiveGainsAgreeWithStan) {
  const auto run = run_golden(1);
  const auto weight = [](const BankNode<3>& node) { return node.share; };
  const auto coefficient = [&](std::size_t i) {
    return moments(run, weight, [&](const auto& node) {
      const PositivePart<3> part = with_positive_gains(node.x);
      return std::pair(part.x.mean[i], part.x.cov[part.x.at(static_cast<int>(i), static_cast<int>(i))]);
    });
  };
  const auto shape = [&](auto member) {
    return moments(run, weight, [&](const auto& node) {
      return std::pair(run.shapes[static_cast<std::size_t>(node.shape)].shape.*member, 0.0);
    });
  };
  struct Expected {
    Moments ours;
    double mean, sd, mcse;
  };
  using Shape = Unordered::Shape<double>;
  for (const Expected& e : {Expected{coefficient(0), 258.24039075, 3.04639305, 0.043848124},
                            Expected{coefficient(1), 0.09485574, 0.05867575, 0.001462561},
                            Expected{coefficient(2), 0.09497761, 0.05888323, 0.001460382},
                            Expected{shape(&Shape::tau1), 16.02862677, 2.23458268, 0.049486026},
                            Expected{shape(&Shape::tau2), 9.88831798, 1.81319948, 0.036659481}}) {
    EXPECT_NEAR(e.ours.mean, e.mean, 3.0 * e.mcse);
    EXPECT_NEAR(e.ours.sd, e.sd, 0.05 * e.sd);
  }
}

// Kolossa's state space: fitness and fatigue are themselves uncertain. As a five-dimensional filter over
// (p0, k1 g, k2 h, k1, k2) it is linear, with p0 and the gains known exactly.
TEST(GoldenKalman, LogLikelihoodOfTheStateSpaceForm) {
  const nlohmann::json reference = golden();
  const double a1 = std::exp(-1.0 / 20.0), a2 = std::exp(-1.0 / 8.0), k = 0.08;
  for (int subject = 1; subject <= 3; ++subject) {
    const RealSeries s = busso_subject(subject);
    Gaussian<5> x{{250.0, 0.0, 0.0, k, k}, {}};
    const Row<5> h(1.0, 1.0, -1.0, 0.0, 0.0);
    Square<5> q = Square<5>::Zero();
    q(1, 1) = q(2, 2) = std::pow(k * 30.0, 2);
    double log_likelihood = 0.0, square = 0.0;
    std::size_t test = 0;
    for (std::size_t day = 0; day < s.load.size(); ++day) {
      if (test < s.tests.size() && s.tests[test].day == static_cast<int>(day)) {
        const Innovation seen = observe(x, h, 25.0, s.tests[test].performance);
        log_likelihood += log_density(seen);
        square += seen.error * seen.error;
        ++test;
      }
      Square<5> a = Square<5>::Identity();
      a(1, 1) = a1, a(1, 3) = a1 * s.load[day];
      a(2, 2) = a2, a(2, 4) = a2 * s.load[day];
      if (day + 1 < s.load.size()) advance<5>(x, a, q);
    }
    const auto expected = reference["S" + std::to_string(subject) + "_kalman"];
    EXPECT_NEAR(log_likelihood, expected["loglik"].get<double>(), 1e-6) << subject;
    EXPECT_NEAR(std::sqrt(square / static_cast<double>(test)), expected["one_step_rmse"].get<double>(), 1e-6);
    if (subject == 1) {
      EXPECT_NEAR(log_likelihood, -288.8528717, 1e-6);
    }
  }
}

}  // namespace
}  // namespace formcast
