#include "sim/validation/synthetic_athletes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/random.hpp"

namespace formcast {
namespace {

constexpr double kUsual = 80.0;  // mean load a day of a week of kWeek [AU]
constexpr std::array<double, 7> kWeek{0.0, 100.0, 80.0, 120.0, 0.0, 160.0, 100.0};
constexpr int kDaysTrainedBefore = 250;

/// Sequential random numbers from a stream of their own.
class Chance {
 public:
  Chance(std::uint64_t seed, int athlete) : key_{seed, static_cast<std::uint64_t>(athlete)} {}

  double uniform(double low = 0.0, double high = 1.0) {
    return low + (high - low) * static_cast<double>(formcast::uniform(next()[0]));
  }
  double normal(double sd) { return sd * static_cast<double>(normals(next())[0]); }
  double log_normal(double median, double sd) { return median * std::exp(normal(sd)); }
  std::size_t below(std::size_t n) {
    return std::min(n - 1, static_cast<std::size_t>(uniform() * static_cast<double>(n)));
  }

 private:
  std::array<std::uint32_t, 4> next() { return words(key_, count_++, 0u, Purpose::kSynthetic); }

  Key key_;
  std::uint32_t count_ = 0;
};

std::vector<double> training(int days, bool collinear, Chance& chance) {
  std::vector<double> load;
  double level = 1.0;
  for (int week = 0; static_cast<int>(load.size()) < days; ++week) {
    level = std::clamp(level * std::exp(chance.normal(0.10)), 0.6, 1.6);
    double factor = (week % 4 == 3 ? 0.6 : 0.9 + 0.1 * (week % 4)) * level;
    if (chance.uniform() < 0.06) factor *= chance.uniform(0.0, 0.4);  // a lost week
    for (const double planned : kWeek) {
      const double session = planned * factor * std::exp(chance.normal(0.25));
      const double done = chance.uniform() < 0.06 ? 0.0 : session;
      load.push_back(collinear ? planned * std::exp(chance.normal(0.03)) : done);
    }
  }
  load.resize(static_cast<std::size_t>(days));
  return load;
}

/// How an athlete responds: (days + 1) fitness less fatigue on each morning [p].
struct Response {
  Truth truth;
  double tau1, tau2;  // [d]
  double worth;       // of all usual training [p]
  double tiring;      // fatigue of usual training, as a share of that

  std::vector<double> operator()(const std::vector<double>& load) const {
    constexpr double kTau3 = 4.0;  // of the load that makes a session more tiring [d]
    constexpr double kHalf = 1.5;  // usual fitness at which half of the largest effect of training is reached
    const double usual_recent = kUsual / (1.0 - std::exp(-1.0 / kTau3));
    double g = 0.0, h = 0.0, recent = 0.0;
    std::vector<double> form{0.0};
    for (const double w : load) {
      g = std::exp(-1.0 / tau1) * (g + w);
      recent += w;
      h = std::exp(-1.0 / tau2) * (h + (truth == Truth::kVariable ? w * recent / usual_recent : w));
      recent *= std::exp(-1.0 / kTau3);
      double fitness = g / (tau1 * kUsual);  // 1 in usual training
      if (truth == Truth::kPlateau) fitness *= (1.0 + 1.0 / kHalf) / (1.0 + fitness / kHalf);
      form.push_back(worth * (fitness - tiring * h / (tau2 * kUsual)));
    }
    return form;
  }
};

Response draw_response(Truth truth, double level, Chance& chance) {
  Response of{truth, chance.log_normal(40.0, 0.25), chance.log_normal(10.0, 0.25), chance.uniform(0.08, 0.30) * level,
              0.0};
  const double tiring = chance.uniform();
  switch (truth) {
    case Truth::kHeavyFatigue:
      of.tiring = 0.6 + 0.3 * tiring;
      break;
    case Truth::kVariable:
    case Truth::kPlateau:
    case Truth::kEffectDrift:
      of.tiring = 0.25 + 0.35 * tiring;
      break;
    default:
      of.tiring = (1.2 + 1.3 * tiring) * of.tau2 / of.tau1;
  }
  if (truth == Truth::kNoEffect || truth == Truth::kDrift) of.worth = 0.0;
  return of;
}

int record_days(Schedule schedule) {
  return schedule == Schedule::kYear ? 364 : (schedule == Schedule::kThreeAWeek ? 112 : 182);
}

std::vector<int> test_days(Schedule schedule, Chance& chance) {
  const int days = record_days(schedule);
  std::vector<int> tests;
  for (int day = 2; day < days; ++day) {
    const bool due = schedule == Schedule::kThreeAWeek ? day % 7 == 1 || day % 7 == 3 || day % 7 == 5
                     : schedule == Schedule::kMonthly  ? day % 28 == 3
                                                       : day % 7 == 3;
    if (due && schedule != Schedule::kSix) tests.push_back(day);
  }
  while (schedule == Schedule::kSix && tests.size() < 6) {
    const int day = 5 + static_cast<int>(chance.below(static_cast<std::size_t>(days - 5)));
    if (std::find(tests.begin(), tests.end(), day) == tests.end()) tests.push_back(day);
  }
  std::sort(tests.begin(), tests.end());
  return tests;
}

/// Performance apart from training: it wanders, and may grow by a tenth along a learning curve.
std::vector<double> baseline(Truth truth, double level, int days, Chance& chance) {
  constexpr double kWalk = 0.001, kGrowth = 0.10, kGrowthTau = 60.0;
  const bool grows = truth == Truth::kDrift || truth == Truth::kEffectDrift;
  std::vector<double> at;
  double walked = 0.0;
  for (int day = 0; day < days; ++day) {
    walked += chance.normal(kWalk * level);
    at.push_back(level + walked + (grows ? kGrowth * level * (1.0 - std::exp(-day / kGrowthTau)) : 0.0));
  }
  return at;
}

/// Three fortnights, each of so many times the usual week.
std::vector<double> plan_loads(Chance& chance) {
  constexpr std::array kFactors{0.3, 0.7, 1.0, 1.3, 1.7};
  std::vector<double> load;
  for (int fortnight = 0; fortnight < 3; ++fortnight) {
    const double factor = kFactors[chance.below(kFactors.size())];
    for (std::size_t day = 0; day < 14; ++day) load.push_back(factor * kWeek[day % 7]);
  }
  return load;
}

}  // namespace

SyntheticAthlete synthetic_athlete(Truth truth, Schedule schedule, std::uint64_t seed, int number) {
  constexpr double kScatter = 0.02, kEasy = 0.2;
  Chance chance(seed + 1000 * static_cast<std::uint64_t>(truth) + 100 * static_cast<std::uint64_t>(schedule), number);
  SyntheticAthlete athlete;
  athlete.level = chance.uniform(200.0, 400.0);
  athlete.test_sd = kScatter * athlete.level;
  const Response response = draw_response(truth, athlete.level, chance);

  // The training before the record, and on it.
  const int days = record_days(schedule), before = truth == Truth::kUntrained ? 0 : kDaysTrainedBefore;
  const bool collinear = schedule == Schedule::kCollinear;
  std::vector<double> all = training(before, collinear, chance);
  std::vector<double> load = training(days, collinear, chance);
  for (int day = 0; truth == Truth::kEasyMonth && day < 28; ++day) load[static_cast<std::size_t>(day)] *= kEasy;
  all.insert(all.end(), load.begin(), load.end());
  const std::vector<double> form = response(all);
  const double at_start = form[static_cast<std::size_t>(before)];

  AthleteHistory& history = athlete.history;
  history.athlete = fmt::format("A{:03}", number + 1);
  history.start = Date{date::year{2024} / 1 / 1};  // a Monday
  history.load = load;
  const std::vector<double> level = baseline(truth, athlete.level, days, chance);
  for (const int day : test_days(schedule, chance)) {
    const double trained = form[static_cast<std::size_t>(before + day)] - at_start;
    history.tests.push_back({day, level[static_cast<std::size_t>(day)] + trained + chance.normal(athlete.test_sd)});
  }
  for (SyntheticPlan& plan : athlete.plans) {
    plan.load = plan_loads(chance);
    std::vector<double> with = all;
    with.insert(with.end(), plan.load.begin(), plan.load.end() - 1);
    plan.effect = response(with).back();
  }
  return athlete;
}

}  // namespace formcast
