#include "engine/bank.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/positive.hpp"

namespace formcast {
namespace {

/// A bank of one node is one filter; with no noise in the gains it is Bayesian linear regression, whose posterior and
/// evidence have closed forms.
TEST(FilterBank, OneNodeIsBayesianRegression) {
  const std::array<Gaussian<2>, 1> prior{independent<2>(Vector<2>(10.0, 0.5), Vector<2>(4.0, 2.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{0.0, 1.5, 0.0}}};
  FilterBank<2> bank(prior, log_prior, noise);
  Eigen::MatrixXd h(5, 2);
  h << 1, 0.3, 1, 1.2, 1, 2.5, 1, 0.9, 1, 3.1;
  Eigen::VectorXd y(5);
  y << 10.2, 12.5, 13.8, 11.0, 17.5;
  for (int t = 0; t < 5; ++t) {
    const std::array<Row<2>, 1> row{Row<2>(h.row(t))};
    bank.observe(row, y(t));
  }
  const Eigen::Matrix2d p0 = Vector<2>(16.0, 4.0).asDiagonal();
  const Eigen::Matrix2d precision = p0.inverse() + h.transpose() * h / 2.25;
  const Eigen::Vector2d mean = precision.inverse() * (p0.inverse() * Vector<2>(10.0, 0.5) + h.transpose() * y / 2.25);
  const Eigen::MatrixXd v = h * p0 * h.transpose() + 2.25 * Eigen::MatrixXd::Identity(5, 5);
  const Eigen::VectorXd e = y - h * Vector<2>(10.0, 0.5);
  const double evidence =
      -0.5 * (5 * std::log(2.0 * std::numbers::pi) + std::log(v.determinant()) + e.dot(v.inverse() * e));

  const auto nodes = bank.posterior();
  ASSERT_EQ(nodes.size(), 1u);
  EXPECT_NEAR(nodes[0].x.mean[0], mean(0), 1e-12);
  EXPECT_NEAR(nodes[0].x.mean[1], mean(1), 1e-12);
  EXPECT_NEAR(nodes[0].x.cov[2], precision.inverse()(1, 1), 1e-12);
  EXPECT_NEAR(bank.log_evidence(), evidence, 1e-7);  // logarithms of weights are float's
}

/// Two nodes, one of them right: weights follow the ratio of likelihoods.
TEST(FilterBank, WeightsFollowTheEvidence) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(5.0), Vector<1>(1.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 2> noise{{{0.0, 0.5, std::log(0.25)}, {0.0, 2.0, std::log(0.75)}}};
  FilterBank<1> bank(prior, log_prior, noise);
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  bank.observe(row, 7.0);
  const auto density = [](double variance) { return std::exp(-2.0 / variance) / std::sqrt(variance); };
  const double a = 0.25 * density(1.25), b = 0.75 * density(5.0);
  const auto nodes = bank.posterior();
  ASSERT_EQ(nodes.size(), 2u);
  constexpr double kFloat = 1e-7;  // shares are floats
  EXPECT_NEAR(nodes[0].share, a / (a + b), kFloat);
  EXPECT_NEAR(nodes[1].share, b / (a + b), kFloat);
  EXPECT_NEAR(bank.log_evidence(), std::log((a + b) / std::sqrt(2.0 * std::numbers::pi)), kFloat);
}

TEST(FilterBank, BaselineWalksWithTheDays) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(100.0), Vector<1>(3.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{2.0, 1.0, 0.0}}};
  FilterBank<1> bank(prior, log_prior, noise);
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  EXPECT_NEAR(bank.forecast(bank.points(), row, 0).sd, std::sqrt(9.0 + 1.0), 1e-12);
  const Forecast ahead = bank.forecast(bank.points(), row, 10);
  bank.walk(10);
  const Forecast later = bank.forecast(bank.points(), row, 0);
  EXPECT_NEAR(ahead.sd, later.sd, 1e-12);  // a forecast is the same as walking there
  EXPECT_NEAR(later.mean, 100.0, 1e-12);
  EXPECT_NEAR(later.sd, std::sqrt(9.0 + 40.0 + 1.0), 1e-12);
}

/// After a test far beyond all forecasts the weights still sum to one.
TEST(FilterBank, SurvivesAnAbsurdTest) {
  const std::array<Gaussian<3>, 2> prior{independent<3>(Vector<3>(300.0, 0.05, 0.05), Vector<3>(30.0, 0.05, 0.05)),
                                         independent<3>(Vector<3>(300.0, 0.02, 0.02), Vector<3>(10.0, 0.01, 0.01))};
  const std::array<double, 2> log_prior{std::log(0.5), std::log(0.5)};
  const std::array<NoiseLevel, 3> noise{{{0.0, 1.0, -1.0}, {0.0, 3.0, -1.0}, {1.0, 9.0, -1.0}}};
  FilterBank<3> bank(prior, log_prior, noise);
  const std::array<Row<3>, 2> rows{Row<3>(1.0, 900.0, -400.0), Row<3>(1.0, 700.0, -300.0)};
  for (int i = 0; i < 60; ++i) bank.observe(rows, 300.0 + i % 3);
  bank.observe(rows, 30000.0);
  EXPECT_TRUE(std::isfinite(bank.log_evidence()));
  double total = 0.0;
  for (const auto& node : bank.posterior()) total += node.share;
  EXPECT_GT(total, 0.0);
  EXPECT_LE(total, 1.0 + 1e-12);
  EXPECT_TRUE(std::isfinite(bank.forecast(bank.points(), rows, 0).mean));
}

/// The forecast of 128 points is that of the whole posterior.
TEST(FilterBank, ForecastIsTheMixtureOfItsNodes) {
  std::vector<Gaussian<3>> prior;
  std::vector<double> log_prior;
  std::vector<Row<3>> rows;
  for (int s = 0; s < 40; ++s) {
    prior.push_back(independent<3>(Vector<3>(250.0 + s, 0.03, 0.02), Vector<3>(20.0, 0.03, 0.03)));
    log_prior.push_back(-0.5 * std::pow((s - 20) / 8.0, 2));
    rows.push_back(Row<3>(1.0, 900.0 + 20.0 * s, -500.0 + 5.0 * s));
  }
  const std::array<NoiseLevel, 4> noise{{{0, 2, 0}, {0, 5, 0}, {1, 2, 0}, {1, 5, 0}}};
  FilterBank<3> bank(prior, log_prior, noise);
  for (double y : {262.0, 270.0, 266.0}) {
    bank.observe(rows, y);
    bank.walk(2);
  }
  double mass = 0.0, mean = 0.0;
  for (const auto& node : bank.posterior()) {
    const PositivePart<3> part = with_positive_gains(node.x);
    const Row<3>& h = rows[static_cast<std::size_t>(node.shape)];
    mass += node.trust;
    mean += node.trust * (part.x.mean[0] + h(1) * part.x.mean[1] + h(2) * part.x.mean[2]);
  }
  const Forecast forecast = bank.forecast(bank.points(), rows, 0);
  EXPECT_NEAR(forecast.mean, mean / mass, 0.02 * forecast.sd);
}

/// Fading weights after n tests are prior x product of likelihood^(memory^age): the posterior's with the past tempered.
TEST(FilterBank, ForgettingTempersTheFadingWeightsAlone) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(0.0), Vector<1>(1e-9))};  // the mean is known to be 0
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 2> noise{{{0.0, 1.0, std::log(0.5)}, {0.0, 3.0, std::log(0.5)}}};
  FilterBank<1> bank(prior, log_prior, noise);
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  const std::vector<double> tests{0.4, -0.3, 2.5, 0.1};
  double posterior = 0.0, trust = 0.0;  // log odds of the wider node
  for (double y : tests) {
    const double odds = -std::log(3.0) + 0.5 * y * y * (1.0 - 1.0 / 9.0);
    posterior += odds;
    trust = BankOptions{}.memory * trust + odds;
    bank.observe(row, y);
  }
  const auto nodes = bank.posterior();
  ASSERT_EQ(nodes.size(), 2u);
  EXPECT_NEAR(std::log(nodes[1].share / nodes[0].share), posterior, 1e-6);
  EXPECT_NEAR(std::log(nodes[1].trust / nodes[0].trust), trust, 1e-6);
}

/// Deviations are an autoregression besides the baseline: their stationary spread and their decay.
TEST(FilterBank, DeviationsDecayAndReceiveNoise) {
  const std::array<Gaussian<2>, 1> prior{independent<2>(Vector<2>(100.0, 4.0), Vector<2>(1e-6, 1e-6))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{0.0, 1e-3, 0.0, 2.0}}};
  const std::array<FilterBank<2, 1>::Decay, 1> decay{{{0.8}}};
  FilterBank<2, 1> bank(prior, log_prior, noise, decay);
  const std::array<Row<2>, 1> row{Row<2>(1.0, 1.0)};
  EXPECT_NEAR(bank.forecast(bank.points(), row, 3).mean, 100.0 + 4.0 * 0.512, 1e-9);
  EXPECT_NEAR(bank.forecast(bank.points(), row, 200).sd, 2.0 / std::sqrt(1.0 - 0.64), 1e-5);
  bank.walk(3);
  const Forecast after = bank.forecast(bank.points(), row, 0);
  EXPECT_NEAR(after.mean, 100.0 + 4.0 * 0.512, 1e-9);
  EXPECT_NEAR(after.sd, 2.0 * std::sqrt(1.0 + 0.64 + 0.4096), 1e-5);
}

/// A damped slope: the noise of the deviation enters the baseline with the opposite sign, day by day.
TEST(FilterBank, ADampedSlopeIsItsStateSpace) {
  const double left = 0.9, stir = 0.7, walk = 0.3;
  const std::array<Gaussian<2>, 1> prior{independent<2>(Vector<2>(100.0, 2.0), Vector<2>(3.0, 1.5))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{walk, 1e-3, 0.0, stir}}};
  const std::array<FilterBank<2, 1>::Decay, 1> decay{{{left}}};
  BankOptions options;
  options.damped_slope = true;
  FilterBank<2, 1> bank(prior, log_prior, noise, decay, options);
  Square<2> a, q;
  a << 1.0, 0.0, 0.0, left;
  q << walk * walk + stir * stir, -stir * stir, -stir * stir, stir * stir;
  Gaussian<2> exact = prior[0];
  for (int day = 0; day < 5; ++day) advance(exact, a, q);
  const std::array<Row<2>, 1> row{Row<2>(1.0, 1.0)};
  const Forecast ahead = bank.forecast(bank.points(), row, 5);
  bank.walk(5);
  const Gaussian<2> after = bank.posterior().front().x;
  for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(after.mean[k], exact.mean[k], 1e-9);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(after.cov[k], exact.cov[k], 1e-9);
  EXPECT_NEAR(ahead.mean, exact.mean[0] + exact.mean[1], 1e-9);
  EXPECT_NEAR(ahead.sd, std::sqrt(exact.cov[0] + 2.0 * exact.cov[1] + exact.cov[2] + 1e-6), 1e-9);
}

/// Learning from a gross error, against the explicit mixture: nothing far out, everything near.
TEST(FilterBank, AGrossErrorTeachesNothing) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(300.0), Vector<1>(10.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{0.0, 5.0, 0.0}}};
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  BankOptions options;
  options.gross_errors = {0.005};
  const auto learned = [&](double y) {
    FilterBank<1> bank(prior, log_prior, noise, {}, options);
    bank.observe(row, y);
    return std::pair(bank.posterior().front().x, bank.log_evidence());
  };
  const auto [sound, evidence] = learned(305.0);
  EXPECT_NEAR(sound.mean[0], 304.0, 1e-3);
  EXPECT_NEAR(sound.cov[0], 20.0, 1e-2);
  const double density = std::exp(-0.5 * 25.0 / 125.0) / std::sqrt(2.0 * std::numbers::pi * 125.0);
  EXPECT_NEAR(evidence, std::log(0.995 * density + 0.005 / (std::log(1e6) * 305.0)), 1e-5);
  const auto [gross, rare] = learned(3050.0);
  EXPECT_NEAR(gross.mean[0], 300.0, 1e-9);
  EXPECT_NEAR(gross.cov[0], 100.0, 1e-9);
  EXPECT_NEAR(rare, std::log(0.005 / (std::log(1e6) * 3050.0)), 1e-5);
}

/// Eleven shapes and three noise levels, then three and five more of negligible prior: cells run along the shapes in
/// one bank and along the levels in the other, with the same posterior.
TEST(FilterBank, ShapesAndLevelsFillCellsAlike) {
  std::vector<Gaussian<3>> prior;
  std::vector<double> log_prior;
  std::vector<FilterBank<3, 1>::Decay> decay;
  for (int s = 0; s < 11; ++s) {
    prior.push_back(independent<3>(Vector<3>(50.0, 0.5 + 0.1 * s, 0.0), Vector<3>(5.0, 1.0, 2.0)));
    log_prior.push_back(-0.1 * s);
    decay.push_back({0.9 - 0.05 * s});
  }
  std::vector<NoiseLevel> noise{{0.1, 1.0, 0.0, 0.5}, {0.5, 2.0, -0.5, 0.1}, {0.0, 4.0, -1.0, 1.0}};
  FilterBank<3, 1> along_shapes(prior, log_prior, noise, decay);
  for (int l = 0; l < 5; ++l) noise.push_back({1.0, 1.0, -500.0, 1.0});
  FilterBank<3, 1> along_levels(prior, log_prior, noise, decay);
  for (int t = 0; t < 9; ++t) {
    std::vector<Row<3>> rows;
    for (int s = 0; s < 11; ++s) rows.push_back(Row<3>(1.0, std::sin(0.7 * t + 0.2 * s), -1.0));
    for (FilterBank<3, 1>* bank : {&along_shapes, &along_levels}) {
      bank->walk(t % 3);
      bank->observe(rows, 51.0 + t % 4);
    }
  }
  EXPECT_NEAR(along_shapes.log_evidence(), along_levels.log_evidence(), 1e-6);
  const auto one = along_shapes.posterior(), other = along_levels.posterior();
  ASSERT_EQ(one.size(), 33u);
  ASSERT_EQ(other.size(), 33u);
  for (const auto& node : one) {
    const auto same = std::find_if(other.begin(), other.end(),
                                   [&](const auto& n) { return n.shape == node.shape && n.noise == node.noise; });
    ASSERT_NE(same, other.end());
    EXPECT_NEAR(node.share, same->share, 1e-6);
    EXPECT_NEAR(node.trust, same->trust, 1e-6);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(node.x.mean[k], same->x.mean[k], 1e-12);
    for (std::size_t k = 0; k < 6; ++k) EXPECT_NEAR(node.x.cov[k], same->x.cov[k], 1e-12);
  }
}

TEST(FilterBank, AMemoryOfOneForgetsNothing) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(5.0), Vector<1>(1.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 2> noise{{{0.0, 0.5, std::log(0.25)}, {0.0, 2.0, std::log(0.75)}}};
  BankOptions forgets_nothing;
  forgets_nothing.memory = 1.0;
  FilterBank<1> bank(prior, log_prior, noise, {}, forgets_nothing);
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  for (double y : {7.0, 5.5, 6.0}) bank.observe(row, y);
  for (const auto& node : bank.posterior()) EXPECT_NEAR(node.trust, node.share, 1e-7);
}

}  // namespace
}  // namespace formcast
