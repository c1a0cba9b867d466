#include "sim/calibration/effect_update.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "sim/calibration/calibrate.hpp"
#include "sim/travel/trip_exposure.hpp"

// Effects of travel from the tests and nights of trips, journey by journey (ensemble smoother).
//
// Promises: deterministic; spreads never grow, medians stay within a scenario's limits; a reading more than four
// standard deviations off is marked and not used.
// Relies on: trips in order; a test at home before a journey, from which its twin is calibrated.
// Costs: for each journey with readings a calibration of the record before it and 4,096 members through its days.
namespace formcast {
namespace {

constexpr int kMembers = 4096;  // a chance correlation is then about 1.6 %
constexpr double kTooFarOff = 4.0;
constexpr std::size_t kNightsToKnow = 7;
constexpr double kLeastNightScatter = 0.5;  // [h]: the resolution of devices and diaries

/// Trips whose travel days meet. Days of the record, [begin, end).
struct Journey {
  int begin = 0, end = 0;
  std::size_t trips = 0;  ///< all trips up to and with its last
};

std::vector<Journey> journeys(const AthleteHistory& athlete, std::span<const Trip> trips) {
  std::vector<Journey> found;
  for (std::size_t t = 0; t < trips.size(); ++t) {
    const Leg &out = trips[t].legs.front(), &home = trips[t].legs.back();
    // From the first shifted night until a fortnight after the return; merged with the journey before if they meet.
    const Date leaves = local_date(out.from.zone, out.depart) - date::days{trips[t].shift ? trips[t].shift->days : 0};
    const Date over = local_date(home.to.zone, home.arrive) + kTravelLasts + date::days{1};
    const auto day = [&](Date at) {
      return static_cast<int>(std::clamp<long>((at - athlete.start).count(), 0, athlete.days()));
    };
    if (found.empty() || day(leaves) > found.back().end) found.push_back({day(leaves), 0, 0});
    found.back().end = day(over);
    found.back().trips = t + 1;
  }
  std::erase_if(found, [](const Journey& each) { return each.begin >= each.end; });
  return found;
}

bool is_within(const Journey& journey, int day) { return journey.begin <= day && day < journey.end; }

bool is_within_any(std::span<const Journey> journeys, int day) {
  return std::ranges::any_of(journeys, [&](const Journey& each) { return is_within(each, day); });
}

struct Moments {
  double mean = 0.0, variance = 0.0;
};

Moments moments(const std::vector<double>& values) {
  const Eigen::Map<const Eigen::ArrayXd> x(values.data(), static_cast<Eigen::Index>(values.size()));
  return {x.mean(), (x - x.mean()).square().mean()};
}

/// The record up to a journey, without the tests of earlier journeys.
AthleteHistory before(const AthleteHistory& athlete, std::span<const Journey> earlier, int begin) {
  AthleteHistory known = athlete;
  known.load.resize(static_cast<std::size_t>(begin));
  for (auto& [name, values] : known.markers) values.resize(known.load.size());
  std::erase_if(known.tests, [&](const Test& test) { return test.day >= begin || is_within_any(earlier, test.day); });
  std::erase_if(known.bounds, [&](const Test& bound) { return bound.day >= begin; });
  return known;
}

/// A journey with the record's loads, missing ones as usual.
EnsembleInput journey_input(const AthleteHistory& athlete, const Twin& twin, const Journey& journey,
                            const TravelHabits& travel, std::span<const Trip> trips, const EffectPriors& effects) {
  EnsembleInput input;
  input.days = journey.end - journey.begin;
  input.target_day = input.days - 1;
  input.members = kMembers;
  input.effects = effects;
  std::vector<double>& load = input.load.emplace_back();
  for (int day = journey.begin; day < journey.end; ++day) {
    const double known = athlete.load[static_cast<std::size_t>(day)];
    load.push_back(std::isnan(known) ? twin.usual_week[weekday(athlete.date(day))] : known);
  }
  const std::vector<Trip> until(trips.begin(), trips.begin() + static_cast<std::ptrdiff_t>(journey.trips));
  input.travel = {trip_exposure(travel, until, twin.next_day(), input.days)};
  return input;
}

/// The journey's tests, and its nights if enough nights at home are known to compare with.
std::vector<TravelReading> readings_of(const AthleteHistory& athlete, std::span<const Journey> all, std::size_t j) {
  std::vector<TravelReading> readings;
  for (const Test& test : athlete.tests) {
    if (is_within(all[j], test.day)) {
      readings.push_back({TravelReading::What::kTest, test.day, test.performance, 0.0, test.error});
    }
  }
  const auto marker = athlete.markers.find(kSleepHours);
  if (marker == athlete.markers.end()) return readings;
  // Nights at home before the journey give the usual sleep and its scatter.
  const std::vector<double>& slept = marker->second;
  std::vector<double> home;
  for (int day = 0; day < all[j].begin; ++day) {
    const double hours = slept[static_cast<std::size_t>(day)];
    if (!std::isnan(hours) && !is_within_any(all.first(j), day)) home.push_back(hours);
  }
  if (home.size() < kNightsToKnow) return readings;
  const auto [usual, variance] = moments(home);
  const double scatter = std::max(std::sqrt(variance), kLeastNightScatter);
  for (int day = all[j].begin + 1; day < all[j].end; ++day) {
    const double hours = slept[static_cast<std::size_t>(day)];
    if (std::isnan(hours)) continue;
    readings.push_back({TravelReading::What::kNight, day, hours, usual, scatter});
  }
  return readings;
}

/// Fills in the predictions, and marks readings too far off to be used.
void predict(const TravelSample& sample, std::span<TravelReading> readings) {
  for (std::size_t r = 0; r < readings.size(); ++r) {
    TravelReading& reading = readings[r];
    const auto [mean, variance] = moments(sample.values[r]);
    reading.predicted = mean;
    reading.sd = std::sqrt(variance + reading.scatter * reading.scatter);
    if (std::abs(reading.measured - reading.predicted) > kTooFarOff * reading.sd) {
      reading.use = TravelReading::Use::kTooFarOff;
    }
  }
}

/// Medians within the limits that a scenario's have.
EffectPriors within_limits(EffectPriors effects) {
  for (std::size_t e = 0; e < kEffects; ++e) {
    const Range limits = median_limits(kTravelEffects[e]);
    effects[e].median = std::clamp(effects[e].median, limits.low, limits.high);
  }
  return effects;
}

Eigen::MatrixXd centred(const Eigen::MatrixXd& columns) { return columns.rowwise() - columns.colwise().mean(); }

/// The logarithms of members' effects in the priors' spreads (members x effects); 0 for one that is taken as known.
Eigen::MatrixXd standardised(const TravelSample& sample, const EffectPriors& priors) {
  Eigen::MatrixXd z = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(sample.effects.size()), kEffects);
  for (std::size_t m = 0; m < sample.effects.size(); ++m) {
    for (std::size_t e = 0; e < kEffects; ++e) {
      if (priors[e].sd_log == 0.0 || priors[e].median == 0.0) continue;
      z(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(e)) =
          std::log(sample.effects[m][e] / priors[e].median) / priors[e].sd_log;
    }
  }
  return centred(z);
}

}  // namespace

TravelSample sample_travel(const Twin& twin, const EnsembleInput& input, std::span<const TravelReading> readings,
                           int begin) {
  const Ensemble ensemble(twin, input);
  TravelSample sample;
  sample.values.resize(readings.size());
  Trajectories block;
  block.with_travel = true;
  const auto& performance = block.values[static_cast<std::size_t>(Output::kPerformance)];
  const auto& slept = block.travel[static_cast<std::size_t>(TravelOutput::kSleep)];
  for (int first = 0; first < input.members; first += kLanes) {
    const int count = std::min(kLanes, input.members - first);
    ensemble.trajectories(0, first, count, block);
    const Effects<Lanes> effects = ensemble.effects(first);
    for (int lane = 0; lane < count; ++lane) {
      auto& of_member = sample.effects.emplace_back();
      for (std::size_t e = 0; e < kEffects; ++e) of_member[e] = static_cast<double>(effects[e][lane]);
      // A night is read as the usual one plus the member's difference from its night before the journey.
      const auto home = static_cast<std::size_t>(lane * input.days);
      for (std::size_t r = 0; r < readings.size(); ++r) {
        const std::size_t at = home + static_cast<std::size_t>(readings[r].day - begin);
        const bool night = readings[r].what == TravelReading::What::kNight;
        sample.values[r].push_back(night ? readings[r].usual + static_cast<double>(slept[at] - slept[home])
                                         : static_cast<double>(performance[at]));
      }
    }
  }
  return sample;
}

EffectPriors given_readings(const TravelSample& sample, std::span<const TravelReading> readings,
                            const EffectPriors& priors) {
  std::vector<std::size_t> used;
  for (std::size_t r = 0; r < readings.size(); ++r) {
    if (readings[r].use == TravelReading::Use::kLearned) used.push_back(r);
  }
  if (used.empty()) return priors;
  // Predicted readings (members x readings), their measurements, and the scatter that members do not have.
  const auto members = static_cast<Eigen::Index>(sample.effects.size());
  Eigen::MatrixXd y(members, static_cast<Eigen::Index>(used.size()));
  Eigen::VectorXd measured(y.cols()), scatter(y.cols());
  for (Eigen::Index r = 0; r < y.cols(); ++r) {
    const std::size_t at = used[static_cast<std::size_t>(r)];
    y.col(r) = Eigen::Map<const Eigen::VectorXd>(sample.values[at].data(), members);
    measured(r) = readings[at].measured;
    scatter(r) = readings[at].scatter;
  }
  const Eigen::VectorXd surprise = measured - y.colwise().mean().transpose();
  y = centred(y);
  const Eigen::MatrixXd z = standardised(sample, priors);
  // The linear update: regress the log effects on the readings with the members' own covariances.
  const double per_member = 1.0 / static_cast<double>(members);
  const Eigen::MatrixXd between = per_member * y.transpose() * z;  // (readings x effects)
  Eigen::MatrixXd spread = per_member * y.transpose() * y;
  spread.diagonal() += scatter.cwiseAbs2();
  const Eigen::LDLT<Eigen::MatrixXd> solver(spread);
  const Eigen::VectorXd shift = between.transpose() * solver.solve(surprise);
  const Eigen::VectorXd explained = (between.transpose() * solver.solve(between)).diagonal();
  EffectPriors learned = priors;
  for (std::size_t e = 0; e < kEffects; ++e) {
    const auto i = static_cast<Eigen::Index>(e);
    const double variance = z.col(i).squaredNorm() * per_member;
    // An effect with a known value, or none, has no spread to update.
    if (variance == 0.0) continue;
    learned[e].median *= std::exp(priors[e].sd_log * shift(i));
    learned[e].sd_log *= std::sqrt(std::clamp(1.0 - explained(i) / variance, 0.0, 1.0));
  }
  return learned;
}

TestsApart set_travel_tests_apart(const AthleteHistory& athlete, std::span<const Trip> trips) {
  const std::vector<Journey> all = journeys(athlete, trips);
  TestsApart apart{athlete, {}};
  apart.home.tests.clear();
  for (const Test& test : athlete.tests) {
    (is_within_any(all, test.day) ? apart.road : apart.home.tests).push_back(test);
  }
  return apart;
}

std::optional<LearnedEffects> learn_effects(const AthleteHistory& athlete, const Provenance& provenance, Timing timing,
                                            const AthleteTrips& travels, const Priors& priors, const Control& control) {
  const auto& [travel, trips] = travels;
  LearnedEffects learned{{}, travel.effects, travel.effects};
  const std::vector<Journey> all = journeys(athlete, trips);
  for (std::size_t j = 0; j < all.size(); ++j) {
    if (control.cancelled && *control.cancelled) return std::nullopt;
    std::vector<TravelReading> readings = readings_of(athlete, all, j);
    if (readings.empty()) continue;
    const AthleteHistory known = before(athlete, std::span(all).first(j), all[j].begin);
    // Without a test before it there is no twin to predict the journey with.
    if (known.tests.empty()) {
      for (TravelReading& reading : readings) reading.use = TravelReading::Use::kNothingBefore;
    } else {
      const Twin twin = calibrate(known, provenance, timing, priors);
      const EnsembleInput input = journey_input(athlete, twin, all[j], travel, trips, learned.effects);
      const TravelSample sample = sample_travel(twin, input, readings, all[j].begin);
      predict(sample, readings);
      learned.effects = within_limits(given_readings(sample, readings, learned.effects));
    }
    learned.readings.insert(learned.readings.end(), readings.begin(), readings.end());
  }
  return learned;
}

}  // namespace formcast
