// The equations of the wider family against reference runs, and against each other where one contains another.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "models/banister.hpp"
#include "models/busso.hpp"
#include "models/calvert.hpp"
#include "models/fitness_delay.hpp"
#include "models/hill.hpp"
#include "models/perpot.hpp"
#include "models/plateau.hpp"
#include "models/secondary_signal.hpp"
#include "models/turner.hpp"
#include "tests/models/trajectory.hpp"
#include "tests/read_table.hpp"

namespace formcast {
namespace {

// bsh2's "fitness delay" at p0 = 100, k1 = 1.1, tau1 = 25, tau3 = 3, k2 = 0.8, tau2 = 5: Calvert's model, tau3 the
// rise.
TEST(Calvert, FitnessDelayOfBsh2) {
  constexpr std::array<Bsh2Row, 5> kPrinted{{{1, 100.0, 0.0, 0.0},
                                             {2, 99.613699339, 0.268683941436, 0.654984602462},
                                             {10, 103.257321931, 5.584177997539, 2.326856066638},
                                             {50, 115.625040970, 18.453310819358, 2.828269849525},
                                             {100, 117.264493504, 20.570711364016, 3.306217860476}}};
  const auto x = run<Calvert>({25.0, 5.0, 3.0}, bsh2_loads(), Timing::kNextDay);
  for (const Bsh2Row& row : kPrinted) {
    EXPECT_NEAR(1.1 * x[row.day].g, row.fitness, 1e-11);
    EXPECT_NEAR(0.8 * x[row.day].h, row.fatigue, 1e-11);
    EXPECT_NEAR(100.0 + 1.1 * x[row.day].g - 0.8 * x[row.day].h, row.performance, 1e-9);
  }
}

TEST(SecondarySignal, IsCalvertsFitnessUpToItsGain) {
  const auto calvert = run<Calvert>({25.0, 5.0, 3.0}, bsh2_loads(), Timing::kNextDay);
  const auto signal = run<SecondarySignal>({25.0, 3.0}, bsh2_loads(), Timing::kNextDay);
  for (std::size_t day = 0; day < calvert.size(); ++day) {
    EXPECT_NEAR(signal[day].q * (std::exp(-1.0 / 25.0) - std::exp(-1.0 / 3.0)), calvert[day].g, 1e-12);
  }
}

// The recurrence as printed, with p0.
TEST(SecondarySignal, RecurrenceOfModelT) {
  const double p0 = 250.0, kon = 0.02, koff = 0.03, koff_signal = 0.1;
  const auto x = run<SecondarySignal>({1.0 / koff, 1.0 / (kon + koff_signal)}, bsh2_loads(), Timing::kNextDay);
  double s = 0.0, p = p0;
  for (std::size_t day = 0; day < x.size(); ++day) {
    EXPECT_NEAR(p0 + kon * x[day].q, p, 1e-10);
    s = bsh2_loads()[day] + s * std::exp(-kon - koff_signal);
    p = p0 * (1.0 - std::exp(-koff)) + kon * s + p * std::exp(-koff);
  }
}

TEST(FitnessDelay, ShareOfOneSessionIsThatOfTheTwoRoots) {
  std::vector<double> load(60, 0.0);
  load[0] = 1.0;
  const auto x = run<FitnessDelay>({25.0, 5.0, 30.0}, load, Timing::kNextDay);
  const double a = std::exp(-1.0 / 25.0), spread = std::sqrt(a * a - 4.0 * a / 30.0);
  for (int n = 1; n < 60; ++n) {
    const double share = a * (std::pow(0.5 * (a + spread), n) - std::pow(0.5 * (a - spread), n)) / spread;
    EXPECT_NEAR(x[static_cast<std::size_t>(n)].g, share, 1e-14);
  }
  const Impulse lasting = FitnessDelay::impulse({25.0, 5.0, 30.0}, {1.0, 1.0}, 1.0);
  EXPECT_NEAR(x[40].g, lasting.k1 * std::exp(-40.0 / lasting.tau1), 1e-14);
}

TEST(FitnessDelay, OscillatesJustOutsideTheAdmissibleRange) {
  const double edge = 4.0 * std::exp(1.0 / 25.0);
  std::vector<double> load(200, 0.0);
  load[0] = 1.0;
  const auto least = [&](double tau3) {
    double smallest = 1.0;
    for (const auto& x : run<FitnessDelay>({25.0, 0.1, tau3}, load, Timing::kSameDay))
      smallest = std::min(smallest, x.g);
    return smallest;
  };
  EXPECT_TRUE(FitnessDelay::admissible({25.0, 0.1, 1.01 * edge}));
  EXPECT_GE(least(1.01 * edge), 0.0);
  EXPECT_FALSE(FitnessDelay::admissible({25.0, 0.1, 0.9 * edge}));
  EXPECT_LT(least(0.9 * edge), 0.0);
}

TEST(Hill, CountsALoadAsItselfAtDeltaAndTwiceDeltaAtMost) {
  for (const double gamma : {0.7, 1.0, 3.0}) {
    const auto rates = Hill<Banister>::rates<double>({{40.0, 10.0}, gamma, 90.0});
    EXPECT_EQ(Hill<Banister>::effect(rates, 0.0), 0.0);
    EXPECT_NEAR(Hill<Banister>::effect(rates, 90.0), 90.0, 1e-12);
    EXPECT_NEAR(Hill<Banister>::effect(rates, 1e12), 180.0, 1e-4);
    const double w = 37.0, published = 180.0 * std::pow(w, gamma) / (std::pow(90.0, gamma) + std::pow(w, gamma));
    EXPECT_NEAR(Hill<Banister>::effect(rates, w), published, 1e-12);
  }
}

TEST(Hill, RestIsExactlyNothingInLanesToo) {
  const auto rates = Hill<Busso>::rates<Lanes>({{Lanes(40.0f), Lanes(10.0f), Lanes(3.0f)}, Lanes(0.7f), Lanes(90.0f)});
  const Lanes effect = Hill<Busso>::effect(rates, Lanes(0.0f));
  for (int lane = 0; lane < kLanes; ++lane) EXPECT_EQ(effect[lane], 0.0f);
}

/// The effect t days later of a little more load on one day, per unit of it, for an athlete in usual training.
template <class Model>
double little_more(const Shape<Model>& shape, const std::array<double, 2>& gain, double usual, int t) {
  std::vector<double> load(3000, usual);
  const std::size_t last = load.size() - 1;
  const auto performance = [&] {
    const auto x = run<Model>(shape, load, Timing::kNextDay)[last];
    const auto response = Model::response(Model::template rates<double>(shape), x);
    return gain[0] * response[0] - gain[1] * response[1];
  };
  const double without = performance();
  load[last - static_cast<std::size_t>(t)] += 1e-3;
  return (performance() - without) / 1e-3;
}

TEST(Impulse, IsTheSlopeAboutUsualTraining) {
  const auto expect = [](const Impulse& i, double exact, double tolerance, int t) {
    EXPECT_NEAR(i.k1 * std::exp(-t / i.tau1) - i.k2 * std::exp(-t / i.tau2), exact, tolerance) << "day " << t;
  };
  const std::array<double, 2> gain{0.1, 0.12};
  for (const int t : {1, 7, 30}) {
    const Shape<Hill<Banister>> hill{{40.0, 10.0}, 1.7, 150.0};
    expect(Hill<Banister>::impulse(hill, gain, 100.0), little_more<Hill<Banister>>(hill, gain, 100.0, t), 1e-6, t);
    const Shape<Plateau<Banister>> plateau{{40.0, 10.0}, 150.0};
    expect(Plateau<Banister>::impulse(plateau, gain, 100.0), little_more<Plateau<Banister>>(plateau, gain, 100.0, t),
           1e-6, t);
    // Of Turner's instants and nights a steady flow of load is only the mean.
    const Shape<Turner> turner{40.0, 1.2, 10.0, 0.9, 100.0};
    expect(Turner::impulse(turner, gain, 100.0), little_more<Turner>(turner, gain, 100.0, t), 2e-3, t);
  }
}

TEST(Plateau, LoadOfHalfTheBenefitBringsHalfTheBenefit) {
  const std::vector<double> load(4000, 150.0);
  const Shape<Plateau<Busso>> shape{{40.0, 10.0, 3.0}, 150.0};
  const auto rates = Plateau<Busso>::rates<double>(shape);
  const auto x = run<Plateau<Busso>>(shape, load, Timing::kNextDay).back();
  EXPECT_NEAR(Plateau<Busso>::response(rates, x)[0], 0.5 / rates.per_d, 1e-9 / rates.per_d);
  EXPECT_EQ(Plateau<Busso>::response(rates, x)[1], x.h);
}

/// A day with a constant load throughout, as in the reference: a night's decay and x' = w.
struct LoadedDay {
  Turner::Night<double> night;
  std::array<double, 2> start;
  double load;
  void operator()(const std::array<double, 2>& z, std::array<double, 2>& dz, double t) const {
    night(z, dz, t);
    for (std::size_t i = 0; i < 2; ++i) dz[i] += load / (start[i] * std::exp(z[i]));
  }
};

/// Fitness and fatigue at the end of each day, times their gains.
std::vector<std::array<double, 2>> flow(const Shape<Turner>& shape, const std::vector<double>& load,
                                        const std::array<double, 2>& gain, std::array<double, 2> x) {
  std::vector<std::array<double, 2>> seen{x};
  for (std::size_t i = 0; i < 2; ++i) x[i] /= gain[i];
  for (std::size_t day = 1; day < load.size(); ++day) {
    std::array<double, 2> z{};
    integrate(LoadedDay{{Turner::rates<double>(shape), x}, x, load[day]}, z, 1.0, 50);
    for (std::size_t i = 0; i < 2; ++i) x[i] *= std::exp(z[i]);
    seen.push_back({gain[0] * x[0], gain[1] * x[1]});
  }
  return seen;
}

/// tau of the model where the reference has g' = k w - g^a / T.
double tau_of(double k, double t, double a, double w_ref) {
  return std::pow(w_ref * t * std::pow(k, 1.0 - a), 1.0 / a) / (a * w_ref);
}

// day,load,G,H,p,turner_load,turner_G,turner_H,turner_p by lsoda at 1e-10, 10 and 5 to begin with. Banister: tau 25 and
// 5 d, gains 1.1 and 1.3, p0 100. Turner: kg 0.1, Tg 61, alpha 1.16, kh 0.12, Th 5.5, beta 0.85, p0 155.
TEST(Turner, BothSystemsOfTheReferenceRun) {
  const auto rows = read_table("ode_banister_turner.csv");
  ASSERT_EQ(rows.size(), 31u);
  std::vector<double> load, turner_load;
  for (const auto& row : rows) load.push_back(row[1]), turner_load.push_back(row[5]);
  const auto linear = flow({25.0, 1.0, 5.0, 1.0, 1.0}, load, {1.1, 1.3}, {10.0, 5.0});
  const double tau1 = tau_of(0.1, 61.0, 1.16, 100.0), tau2 = tau_of(0.12, 5.5, 0.85, 100.0);
  const auto bent = flow({tau1, 1.16, tau2, 0.85, 100.0}, turner_load, {0.1, 0.12}, {10.0, 5.0});
  for (std::size_t day = 0; day < rows.size(); ++day) {
    EXPECT_NEAR(linear[day][0], rows[day][2], 1e-6);
    EXPECT_NEAR(linear[day][1], rows[day][3], 1e-6);
    EXPECT_NEAR(100.0 + linear[day][0] - linear[day][1], rows[day][4], 1e-6);
    EXPECT_NEAR(bent[day][0], rows[day][6], 1e-6);
    EXPECT_NEAR(bent[day][1], rows[day][7], 1e-6);
    EXPECT_NEAR(155.0 + bent[day][0] - bent[day][1], rows[day][8], 1e-6);
  }
}

TEST(Turner, IsBanisterAtExponentsOfOne) {
  const auto turner = run<Turner>({25.0, 1.0, 5.0, 1.0, 1.0}, bsh2_loads(), Timing::kNextDay);
  const auto banister = run<Banister>({25.0, 5.0}, bsh2_loads(), Timing::kNextDay);
  for (std::size_t day = 0; day < turner.size(); ++day) {
    EXPECT_NEAR(turner[day].g, banister[day].g, 1e-11);
    EXPECT_NEAR(turner[day].h, banister[day].h, 1e-11);
  }
}

TEST(Turner, ANightIsTheClosedForm) {
  const Shape<Turner> shape{40.0, 1.3, 10.0, 0.8, 100.0};
  const auto r = Turner::rates<double>(shape);
  State<Turner> x{4000.0, 900.0};
  Turner::rest(r, x);
  EXPECT_NEAR(x.g, std::pow(std::pow(4000.0, -0.3) + 0.3 * r.g, -1.0 / 0.3), 1e-8);
  EXPECT_NEAR(x.h, std::pow(std::pow(900.0, 0.2) - 0.2 * r.h, 5.0), 1e-6);
  for (int day = 0; day < 100; ++day) Turner::rest(r, x);
  EXPECT_GT(x.g, 100.0);
  EXPECT_LT(x.h, 1e-30);
}

// day,load,performance of three plans; DS = 3, DR = 6, potential 0.2 to begin with, the day's load before the day's
// flow. Strain never exceeds 1 in them, so they do not test DSO.
TEST(PerPot, ReferenceRuns) {
  const auto rows = read_table("perpot_golden.csv");
  ASSERT_EQ(rows.size(), 28u);
  for (const std::size_t column : {1u, 3u, 5u}) {
    std::vector<double> load;
    for (const auto& row : rows) load.push_back(row[column]);
    load.push_back(0.0);
    const auto x = run<PerPot>({3.0, 6.0, 5.0, 1.0 / 9.0}, load, Timing::kNextDay);
    for (std::size_t day = 0; day < rows.size(); ++day) {
      EXPECT_NEAR(PerPot::kUntrained + x[day + 1].sp - x[day + 1].rp, rows[day][column + 1], 1e-15);
    }
  }
}

TEST(PerPot, BringsMostAtItsBestLoad) {
  const double strain_delay = 8.0, response_delay = 5.0, best = 200.0;
  const auto settled = [&](double load) {
    const auto x =
        run<PerPot>({strain_delay, response_delay, 6.0, best}, std::vector<double>(5000, load), Timing::kNextDay);
    // The day's load enters before strain leaves.
    return PerPot::kUntrained + x.back().sp - x.back().rp;
  };
  EXPECT_NEAR(settled(150.0), 0.75 * 8.0 / 13.0, 1e-9);
  EXPECT_NEAR(settled(200.0), 8.0 / 13.0, 1e-3);
  EXPECT_NEAR(settled(300.0), 1.0 - 1.5 * 5.0 / 13.0, 1e-9);
}

}  // namespace
}  // namespace formcast
