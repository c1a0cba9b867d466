// Lower bounds, and measurements with an error of their own, against quadrature and limits.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

#include "engine/bank.hpp"
#include "engine/bound_cell.hpp"

namespace formcast {
namespace {

constexpr double kAnySlack = std::numeric_limits<double>::infinity();

double below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The excess of the inverse Mills ratio over x, z = -x, by 400 steps of its continued fraction.
double far_excess(double x) {
  double fraction = x;
  for (int k = 400; k > 1; --k) fraction = x + k / fraction;
  return 1.0 / fraction;
}

TEST(NormalBelow, IsTheDistributionAndItsMillsRatioEverywhere) {
  for (double z = -60.0; z < 60.0; z += 0.0937) {
    NormalBelow seen;
    normal_below(NormalBelow::Eight::Constant(z), seen);
    const bool far = z < -3.0;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    const double excess = far ? far_excess(-z) : density / below(z) + z;
    const double hazard = far ? excess - z : density / below(z);
    const double log_probability =
        far ? -0.5 * z * z - 0.5 * std::log(2.0 * std::numbers::pi) - std::log(hazard) : std::log(below(z));
    EXPECT_NEAR(seen.hazard(3), hazard, 2e-7 * hazard + 1e-9) << z;
    EXPECT_NEAR(seen.excess(3), excess, 3e-6 * excess) << z;
    EXPECT_NEAR(seen.log_probability(3), log_probability, 1e-7 + 1e-7 * std::abs(log_probability)) << z;
  }
}

TEST(NormalBelow, IsFiniteForAnyNumber) {
  for (const double z : {-1e300, -1e150, -1e40, -1e20, -1e6, -0.0, 1e6, 1e40, 1e300}) {
    NormalBelow seen;
    normal_below(NormalBelow::Eight::Constant(z), seen);
    EXPECT_TRUE(std::isfinite(seen.hazard(0)) && std::isfinite(seen.excess(0)) &&
                std::isfinite(seen.log_probability(0)))
        << z;
    EXPECT_GE(seen.hazard(0), 0.0) << z;
    EXPECT_GT(seen.excess(0), 0.0) << z;
    EXPECT_LE(seen.log_probability(0), 0.0) << z;
  }
}

/// A Gaussian over two coefficients with correlation.
Gaussian<2> correlated() {
  Gaussian<2> x;
  x.mean = {50.0, 2.0};
  x.cov = {16.0, -3.0, 1.0};
  return x;
}

template <int N>
FilterBank<N> bank_of(const Gaussian<N>& prior, double test_sd, const GrossErrors& gross_errors = {}) {
  BankOptions options;
  options.gross_errors = gross_errors;
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 1> noise{{{0.0, test_sd, 0.0}}};
  return FilterBank<N>(std::array{prior}, log_prior, noise, {}, options);
}

struct Exact {
  double log_mass = 0.0;
  Gaussian<2> x{};
};

/// Moments of the Gaussian times Phi((h x - bound) / sd), or times the density of h x + e - d at the bound where d is
/// exponential of mean `slack`, on a grid of 801 x 801 points, which reaches nine standard deviations from `centre`
/// both along and across h x.
Exact by_quadrature(const Gaussian<2>& x, const Row<2>& h, double bound, double sd, double slack = kAnySlack) {
  // Along u = h x, and across: x = mean + gain (u - m) + v w, v of the variance that u leaves.
  const std::array<double, 2> with{h(0) * x.cov[0] + h(1) * x.cov[1], h(0) * x.cov[1] + h(1) * x.cov[2]};
  const double variance = h(0) * with[0] + h(1) * with[1], m = h(0) * x.mean[0] + h(1) * x.mean[1];
  const double left = x.cov[2] - with[1] * with[1] / variance;  // of the second coefficient, given u
  const double across = std::sqrt(left);
  // The product's own centre: what a sharp bound leaves is just above it.
  const double pulled = m - variance / slack, edge = bound + sd * sd / slack;
  const double z = (edge - pulled) / std::sqrt(variance + sd * sd);
  const double centre = pulled + std::max(0.0, z) * variance / std::sqrt(variance + sd * sd);
  const double reach = 9.0 * std::sqrt(variance);
  constexpr int kHalf = 400;
  double total = 0.0, best = -1e300;
  std::array<double, 2> mean{};
  std::array<double, 3> square{};
  const auto log_of = [&](double u) {
    const double phi = below((u - edge) / sd);
    const double density = slack < kAnySlack ? (edge - u - 0.5 * sd * sd / slack) / slack - std::log(slack) : 0.0;
    return -0.5 * (u - m) * (u - m) / variance + (phi > 0.0 ? density + std::log(phi) : -1e300);
  };
  for (int i = -kHalf; i <= kHalf; ++i) best = std::max(best, log_of(centre + reach * i / kHalf));
  for (int i = -kHalf; i <= kHalf; ++i) {
    const double u = centre + reach * i / kHalf, mass_u = std::exp(log_of(u) - best);
    if (mass_u == 0.0) continue;
    for (int j = -kHalf; j <= kHalf; ++j) {
      const double w = 9.0 * j / kHalf, mass = mass_u * std::exp(-0.5 * w * w);
      const double second = x.mean[1] + with[1] / variance * (u - m) + across * w;
      const double first = (u - h(1) * second) / h(0);
      total += mass;
      mean[0] += mass * first, mean[1] += mass * second;
      square[0] += mass * first * first, square[1] += mass * first * second, square[2] += mass * second * second;
    }
  }
  Exact exact;
  exact.x.mean = {mean[0] / total, mean[1] / total};
  exact.x.cov = {square[0] / total - exact.x.mean[0] * exact.x.mean[0],
                 square[1] / total - exact.x.mean[0] * exact.x.mean[1],
                 square[2] / total - exact.x.mean[1] * exact.x.mean[1]};
  const double step = reach / kHalf * 9.0 / kHalf;
  exact.log_mass = std::log(total * step / (2.0 * std::numbers::pi * std::sqrt(variance))) + best;
  return exact;
}

TEST(FilterBank, ABoundMatchesTheMomentsOfQuadrature) {
  const Gaussian<2> prior = correlated();
  for (const Row<2>& h : {Row<2>(1.0, 0.0001), Row<2>(1.0, 3.0), Row<2>(1.0, -4.0)}) {
    const double m = h(0) * prior.mean[0] + h(1) * prior.mean[1];
    for (const double sd : {0.5, 3.0, 12.0}) {
      for (const double above : {-20.0, -3.0, 0.0, 2.0, 7.0, 15.0}) {
        for (const double slack : {1.0, 4.0, 30.0, kAnySlack}) {
          FilterBank<2> bank = bank_of(prior, sd);
          bank.observe_bound(std::array{h}, m + above, 0.0, slack);
          const Gaussian<2> x = bank.posterior().front().x;
          const Exact exact = by_quadrature(prior, h, m + above, sd, slack);
          const auto where = testing::Message() << h << " " << sd << " " << above << " " << slack;
          for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(x.mean[i], exact.x.mean[i], 3e-5) << where;
          for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(x.cov[k], exact.x.cov[k], 3e-4) << where;
          EXPECT_NEAR(bank.log_evidence(), exact.log_mass, 1e-5) << where;
        }
      }
    }
  }
}

/// Where the slack is known, a bound far below pulls the level towards it, the less the larger the slack; one above
/// raises the level, and one beyond reason is a gross error.
TEST(FilterBank, ABoundTeachesByItsSlack) {
  const auto level = [](double above, double slack, double probability = 0.005) {
    FilterBank<1> bank = bank_of(independent<1>(Vector<1>(300.0), Vector<1>(6.0)), 4.0, {probability});
    bank.observe_bound(std::array{Row<1>(1.0)}, 300.0 + above, 0.0, slack);
    return bank.posterior().front().x.mean[0] - 300.0;
  };
  EXPECT_NEAR(level(-60.0, 20.0, 0.0), -36.0 / 20.0, 1e-5);
  EXPECT_NEAR(level(-60.0, 1e9), 0.0, 1e-6);
  EXPECT_GT(level(-60.0, 60.0), level(-60.0, 20.0));
  EXPECT_GT(level(5.0, 10.0), 1.0);
  EXPECT_NEAR(level(-250.0, 5.0), 0.0, 0.01);
  EXPECT_NEAR(level(250.0, 5.0), 0.0, 0.01);
  // Of no slack to speak of it is a measurement, and of any slack a bound without one.
  FilterBank<1> test = bank_of(independent<1>(Vector<1>(300.0), Vector<1>(6.0)), 4.0);
  test.observe(std::array{Row<1>(1.0)}, 307.0);
  EXPECT_NEAR(level(7.0, 1e-9, 0.0), test.posterior().front().x.mean[0] - 300.0, 1e-3);
  EXPECT_NEAR(level(7.0, 1e9, 0.0), level(7.0, kAnySlack, 0.0), 1e-5);
}

/// Far out the posterior is that of an exponential tail: all but certain, and just where the bound and the prior meet.
TEST(FilterBank, ABoundFarAboveEverythingIsThePriorPulledThere) {
  for (const double z : {10.0, 100.0, 1e4, 1e6}) {
    FilterBank<1> bank = bank_of(independent<1>(Vector<1>(100.0), Vector<1>(3.0)), 4.0);
    bank.observe_bound(std::array{Row<1>(1.0)}, 100.0 + 5.0 * z, 0.0);
    const Gaussian<1> x = bank.posterior().front().x;
    const double excess = far_excess(z), hazard = z + excess;
    EXPECT_NEAR(x.mean[0], 100.0 + 9.0 / 5.0 * hazard, 1e-6 * z);
    EXPECT_NEAR(x.cov[0], 9.0 - 81.0 / 25.0 * hazard * excess, 1e-5);
    EXPECT_NEAR(bank.log_evidence(), -0.5 * z * z - std::log(hazard * std::sqrt(2.0 * std::numbers::pi)),
                1e-6 + 1e-6 * z * z);
  }
}

TEST(FilterBank, ABoundFarBelowChangesNothing) {
  for (const double probability : {0.0, 0.005}) {
    FilterBank<2> bank = bank_of(correlated(), 1.0, {probability});
    for (int i = 0; i < 20; ++i) bank.observe_bound(std::array{Row<2>(1.0, 0.5)}, 1.0, 0.5);
    const Gaussian<2> x = bank.posterior().front().x, prior = correlated();
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(x.mean[i], prior.mean[i]);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(x.cov[k], prior.cov[k]);
    EXPECT_NEAR(bank.log_evidence(), 0.0, 1e-5);
  }
}

/// Two levels of noise after a bound, which must not make the bank forget either.
TEST(FilterBank, AVagueBoundOrMeasurementChangesNothing) {
  const std::array<Gaussian<1>, 1> prior{independent<1>(Vector<1>(50.0), Vector<1>(2.0))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 2> noise{{{0.0, 1.0, std::log(0.5)}, {0.0, 4.0, std::log(0.5)}}};
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  const std::function<void(FilterBank<1>&, double)> bound = [&](auto& bank, double sd) {
    bank.observe_bound(row, 51.0, sd);
  };
  const std::function<void(FilterBank<1>&, double)> measured = [&](auto& bank, double sd) {
    bank.observe(row, 51.0, sd);
  };
  for (const auto& learn : {bound, measured}) {
    for (const double sd : {1e9, 1e300}) {
      FilterBank<1> bank(prior, log_prior, noise);
      bank.observe(row, 57.0);
      const auto before = bank.posterior();
      for (int i = 0; i < 50; ++i) learn(bank, sd);
      const auto after = bank.posterior();
      ASSERT_EQ(after.size(), 2u);
      for (std::size_t n = 0; n < 2; ++n) {
        EXPECT_NEAR(after[n].share, before[n].share, 1e-5);
        EXPECT_NEAR(after[n].trust, before[n].trust, 1e-5);
        EXPECT_NEAR(after[n].x.mean[0], before[n].x.mean[0], 1e-6);
        EXPECT_NEAR(after[n].x.cov[0], before[n].x.cov[0], 1e-6);
      }
    }
  }
}

TEST(FilterBank, AnErrorOfItsOwnAddsToTheScatterOfTests) {
  const Row<2> h(1.0, 0.5);
  FilterBank<2> own = bank_of(correlated(), 3.0), level = bank_of(correlated(), 5.0);
  own.observe(std::array{h}, 58.0, 4.0);
  level.observe(std::array{h}, 58.0);
  EXPECT_EQ(own.log_evidence(), level.log_evidence());
  const Gaussian<2> a = own.posterior().front().x, b = level.posterior().front().x;
  EXPECT_EQ(a.mean, b.mean);
  EXPECT_EQ(a.cov, b.cov);
  // Without one it is an ordinary test, and of a bound the two add up alike.
  FilterBank<2> none = bank_of(correlated(), 5.0), bound = bank_of(correlated(), 3.0),
                wide = bank_of(correlated(), 5.0);
  none.observe(std::array{h}, 58.0, 0.0);
  EXPECT_EQ(none.posterior().front().x.mean, b.mean);
  bound.observe_bound(std::array{h}, 58.0, 4.0);
  wide.observe_bound(std::array{h}, 58.0, 0.0);
  EXPECT_EQ(bound.posterior().front().x.mean, wide.posterior().front().x.mean);
}

/// Learning from a bound that may be a gross error, against the explicit mixture.
TEST(FilterBank, AGrossBoundTeachesNothing) {
  const GrossErrors slips{0.005};
  const double gross = std::exp(slips.log_gross_bound());
  EXPECT_NEAR(gross / (1.0 - gross), 0.005 / 0.995 / std::log(1e6), 1e-12);
  for (const double above : {-10.0, 8.0, 12.0, 40.0, 3000.0}) {
    FilterBank<1> bank = bank_of(independent<1>(Vector<1>(300.0), Vector<1>(3.0)), 4.0, slips);
    bank.observe_bound(std::array{Row<1>(1.0)}, 300.0 + above, 0.0);
    const Gaussian<1> x = bank.posterior().front().x;
    // Sound with this probability, and then a Gaussian cut off softly.
    const double z = -above / 5.0, phi = below(z), likelihood = (1.0 - gross) * phi + gross;
    const double sound = (1.0 - gross) * phi / likelihood;
    const double hazard = above > 100.0 ? 0.0 : std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi) / phi;
    const double shift = 9.0 / 5.0 * hazard, lost = 81.0 / 25.0 * hazard * (z + hazard);
    EXPECT_NEAR(x.mean[0], 300.0 + sound * shift, 1e-5) << above;
    EXPECT_NEAR(x.cov[0], 9.0 - sound * lost + sound * (1.0 - sound) * shift * shift, 1e-4) << above;
    EXPECT_NEAR(bank.log_evidence(), std::log(likelihood), 1e-5) << above;
  }
}

/// The posterior of a constant level from tests and bounds, against quadrature over level and scatter.
TEST(FilterBank, TestsAndBoundsTogetherAgreeWithQuadrature) {
  const std::array<double, 1> log_prior{0.0};
  const std::array<NoiseLevel, 3> noise{{{0.0, 2.0, 0.0}, {0.0, 5.0, 0.0}, {0.0, 9.0, 0.0}}};
  FilterBank<1> bank(std::array{independent<1>(Vector<1>(100.0), Vector<1>(12.0))}, log_prior, noise);
  const std::array<Row<1>, 1> row{Row<1>(1.0)};
  const std::vector<double> tests{101.0, 96.0, 104.0}, bounds{98.0, 104.0, 90.0, 106.0, 103.0};
  for (const double y : tests) bank.observe(row, y);
  for (const double b : bounds) bank.observe_bound(row, b, 1.5);
  double total = 0.0, mean = 0.0, square = 0.0;
  for (const NoiseLevel& level : noise) {
    for (double x = 40.0; x < 160.0; x += 0.01) {
      double log_mass = -0.5 * std::pow((x - 100.0) / 12.0, 2);
      for (const double y : tests) log_mass -= 0.5 * std::pow((y - x) / level.test_sd, 2) + std::log(level.test_sd);
      double mass = std::exp(log_mass);
      for (const double b : bounds) mass *= below((x - b) / std::hypot(level.test_sd, 1.5));
      total += mass, mean += mass * x, square += mass * x * x;
    }
  }
  mean /= total;
  const double sd = std::sqrt(square / total - mean * mean);
  double share = 0.0, learned = 0.0, learned_square = 0.0;
  for (const auto& node : bank.posterior()) {
    share += node.share;
    learned += node.share * node.x.mean[0];
    learned_square += node.share * (node.x.cov[0] + node.x.mean[0] * node.x.mean[0]);
  }
  learned /= share;
  EXPECT_NEAR(learned, mean, 0.02 * sd);  // moments are matched bound by bound, not for all at once
  EXPECT_NEAR(std::sqrt(learned_square / share - learned * learned), sd, 0.03 * sd);
  EXPECT_GT(mean, 102.0);  // the tests alone say 100.3
}

TEST(FilterBank, SurvivesAbsurdBoundsAndErrors) {
  for (const double probability : {0.0, 0.005}) {
    for (const double value : {1e-300, 1e-9, 300.0, 1e9, 3e14}) {
      for (const double sd : {0.0, 1e-300, 1.0, 1e9, 1e300}) {
        for (const double slack : {0.0, 1e-9, 3.0, 1e9, kAnySlack}) {
          const bool is_bound = slack > 0.0;
          FilterBank<2> bank = bank_of(correlated(), 1e-3, {probability});
          const std::array<Row<2>, 1> row{Row<2>(1.0, 700.0)};
          for (int i = 0; i < 5; ++i) {
            if (is_bound)
              bank.observe_bound(row, value, sd, slack);
            else
              bank.observe(row, value, sd);
            bank.observe(row, 1450.0);
          }
          EXPECT_TRUE(std::isfinite(bank.log_evidence())) << value << " " << sd << " " << is_bound;
          const Forecast forecast = bank.forecast(bank.points(), row, 3);
          EXPECT_TRUE(std::isfinite(forecast.mean) && std::isfinite(forecast.sd)) << value << " " << sd;
          for (const auto& node : bank.posterior()) {
            EXPECT_TRUE(std::isfinite(node.share) && std::isfinite(node.x.mean[0])) << value << " " << sd;
            EXPECT_GT(node.x.cov[0], 0.0) << value << " " << sd << " " << is_bound;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace formcast
