#include "sim/inference/squad_priors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <new>
#include <random>
#include <stdexcept>

#include "sim/calibration/squad.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

constexpr std::size_t kBanister = 1;  // of the catalogue

/// The marginals of athletes whose tau1 is log-normal about `median`, each known to `known` in the logarithm, as a bank
/// with the population's prior would report them; everything else is as the prior has it.
std::vector<AthleteMarginals> squad(int athletes, double median, double spread, double known) {
  const Priors population = population_priors();
  std::mt19937 random(11);
  std::normal_distribution<double> normal;
  std::vector<AthleteMarginals> all;
  for (int a = 0; a < athletes; ++a) {
    AthleteMarginals marginals;
    const double seen = std::log(median) + spread * normal(random) + known * normal(random);
    for (const ModelPrior& prior : population.models) {
      ModelMarginals m;
      m.model = prior.model;
      const auto grid = [&](const LogNormal& p, bool learned) {
        Marginal marginal;
        for (double z = -4.0; z <= 4.0; z += 0.02) {
          const double x = std::log(p.median) + z * p.sd_log, error = (seen - x) / known;
          marginal.value.push_back(std::exp(x));
          marginal.mass.push_back(std::exp(-0.5 * z * z - (learned ? 0.5 * error * error : 0.0)));
        }
        return marginal;
      };
      for (std::size_t i = 0; i < prior.shape.size(); ++i) {
        m.shape.push_back(grid(prior.shape[i], i == 0 && prior.model == "banister"));
      }
      m.test_sd = grid(prior.test_sd, false);
      marginals.push_back(std::move(m));
    }
    all.push_back(std::move(marginals));
  }
  return all;
}

TEST(Pooling, LearnsTheSquadsCentreAndSpread) {
  const Priors learned = learn_priors(squad(200, 25.0, 0.2, 0.3), population_priors(), "squad");
  const LogNormal& tau1 = learned.models[kBanister].shape[0];
  EXPECT_EQ(learned.source, "squad");
  EXPECT_NEAR(tau1.median, 25.0, 1.0);
  EXPECT_NEAR(tau1.sd_log, 0.2, 0.05);
}

TEST(Pooling, UnidentifiedParametersKeepTheirPrior) {
  const Priors before = population_priors(), learned = learn_priors(squad(200, 25.0, 0.2, 0.3), before, "squad");
  const LogNormal &tau2 = learned.models[kBanister].shape[1], &was = before.models[kBanister].shape[1];
  EXPECT_NEAR(tau2.median, was.median, 0.02 * was.median);
  EXPECT_NEAR(tau2.sd_log, was.sd_log, 0.02 * was.sd_log);
}

TEST(Pooling, FewAthletesMoveThePriorLess) {
  const double population = population_priors().models[kBanister].shape[0].median;
  const auto centre = [](int athletes) {
    return learn_priors(squad(athletes, 20.0, 0.01, 0.1), population_priors(), "").models[kBanister].shape[0].median;
  };
  const double two = centre(2), twenty = centre(20);
  EXPECT_LT(two, population);
  EXPECT_GT(two, twenty);
  EXPECT_NEAR(twenty, 20.0, 1.5);
  EXPECT_EQ(learn_priors({}, population_priors(), "nobody").source, "population");
}

// Sixty days of three real athletes: pooled priors are shared, named, reused by updates, and the same for any
// threads.
TEST(Squad, AnInconsistentTwinCostsNoOther) {
  History history = read_history(FORMCAST_SCENARIOS "/busso_2017.csv", {});
  for (AthleteHistory& athlete : history.athletes) {
    athlete.load.resize(30);
    std::erase_if(athlete.tests, [](const formcast::Test& t) { return t.day >= 30; });
  }
  const auto whole = calibrate_squad(history, Timing::kNextDay, {});
  history.athletes[1].athlete = "no/name";  // of a file, so that its twin could not be read
  for (const bool pool : {false, true}) {
    SquadOptions options;
    options.pool = pool;
    const auto squad = calibrate_squad(history, Timing::kNextDay, options);
    ASSERT_TRUE(whole && squad);
    ASSERT_EQ(squad->twins.size(), 2u);
    ASSERT_EQ(squad->troubles.size(), 1u);
    EXPECT_EQ(squad->troubles[0].athlete, "no/name");
    EXPECT_EQ(squad->troubles[0].reason.find("cannot be calibrated: its twin contradicts itself"), 0u);
    EXPECT_EQ(squad->twins[1].athlete, "S3");
    EXPECT_TRUE(pool || to_json(squad->twins[1]) == to_json(whole->twins[2]));
  }
}

TEST(Squad, AFailureIsItsMessage) {
  EXPECT_EQ(trouble_of([] {}), "");
  EXPECT_EQ(trouble_of([] { throw std::runtime_error("failed"); }), "failed");
  EXPECT_THROW(trouble_of([] { throw std::bad_alloc(); }), std::bad_alloc) << "out of memory is no athlete's error";
}

TEST(Pooling, ASquadsTwinsCarryItsPriors) {
  constexpr int kDays = 60;
  History history = read_history(FORMCAST_SCENARIOS "/busso_2017.csv", {});
  for (AthleteHistory& athlete : history.athletes) {
    athlete.load.resize(kDays);
    std::erase_if(athlete.tests, [](const formcast::Test& t) { return t.day >= kDays; });
  }
  SquadOptions options;
  options.pool = true;
  options.control.threads = 1;
  const auto one = calibrate_squad(history, Timing::kNextDay, options);
  options.control.threads = 3;
  const auto three = calibrate_squad(history, Timing::kNextDay, options);
  ASSERT_TRUE(one && three);
  ASSERT_EQ(one->twins.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(to_json(one->twins[i]), to_json(three->twins[i]));
    EXPECT_EQ(one->twins[i].prior_source, "squad of 3 in busso_2017.csv");
    EXPECT_EQ(one->twins[i].models[kBanister].prior_median, one->twins[0].models[kBanister].prior_median);
  }
  EXPECT_NE(one->twins[0].models[kBanister].prior_median[0], 40.0);  // learned from the squad
  const Priors kept = priors_of(one->twins[0]);
  EXPECT_EQ(kept.models[kBanister].shape[0].median, one->twins[0].models[kBanister].prior_median[0]);
  EXPECT_EQ(kept.source, one->twins[0].prior_source);
}

}  // namespace
}  // namespace formcast
