// Twins whose record holds trips: what they learn, store, and forecast with.
#include "sim/calibration/trip_calibration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "sim/base/input_error.hpp"
#include "sim/calibration/effect_update.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/calibration/update.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "sim/travel/trips_file.hpp"

namespace formcast {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
constexpr auto kMisalignment = static_cast<std::size_t>(Effect::kMisalignment);
constexpr auto kSleepDebt = static_cast<std::size_t>(Effect::kSleepDebt);
const Date kStart{date::year{2016} / 3 / 1};
constexpr int kDeparture = 60, kDays = 90;

/// Eight zones east on 2016-04-30.
TripsFile trips(const std::string& more = "") {
  TripsFile made{"trips.toml", "", R"([travel]
home = { zone = "Europe/Paris", latitude = 48.9, longitude = 2.4 }
)" + more + R"([[trip]]
athletes = ["S1"]
legs = [{ from = "Europe/Paris", to = "Australia/Brisbane", depart = 2016-04-30T11:00:00, arrive = 2016-05-01T19:00:00 }]
)"};
  made.digest = digest(made.text);
  return made;
}

/// Tests every third day at home, and on twelve days after landing, 8 % down at first; nights that are as always.
AthleteHistory record() {
  AthleteHistory athlete;
  athlete.athlete = "S1";
  athlete.start = kStart;
  std::mt19937 random(3);
  for (int day = 0; day < kDays; ++day) {
    const double scatter = 3.0 * (static_cast<double>(random() % 2001) / 1000.0 - 1.0);
    const bool away = day >= kDeparture + 2 && day <= kDeparture + 13;
    const double slump = away ? -0.08 * std::exp(-(day - kDeparture - 2) / 4.0) : 0.0;
    athlete.load.push_back(day % 7 == 0 ? 0.0 : 90.0);
    if (away || day % 3 == 0) athlete.tests.push_back({day, 250.0 * (1.0 + slump) + scatter});
    athlete.markers[kSleepHours].push_back(day % 11 == 4 ? NAN : 7.4 + 0.2 * (day % 3));
  }
  return athlete;
}

/// The record's days from `from` until the day before `to`, as a file of their own.
History days(int from, int to) {
  const AthleteHistory whole = record();
  AthleteHistory part;
  part.athlete = whole.athlete;
  part.start = whole.date(from);
  part.load.assign(whole.load.begin() + from, whole.load.begin() + to);
  const std::vector<double>& nights = whole.markers.at(kSleepHours);
  part.markers[kSleepHours].assign(nights.begin() + from, nights.begin() + to);
  for (const formcast::Test& test : whole.tests) {
    if (test.day >= from && test.day < to) part.tests.push_back({test.day - from, test.performance});
  }
  History history;
  history.source = "days.csv";
  history.digest = "0123456789abcdef";
  history.names_athletes = true;
  history.performance_unit = "W";
  history.athletes = {part};
  return history;
}

Twin learned_from(const History& history, const std::optional<TripsFile>& known) {
  SquadOptions options;
  if (known) options.trips = {calibration_trips(*known, known->source, history.athletes.front(), any_trip_dates())};
  return calibrate_squad(history, Timing::kNextDay, options)->twins.front();
}

const Twin& travelled() {
  static const Twin twin = learned_from(days(0, kDays), trips());
  return twin;
}

std::string without_updates(Twin twin) {
  twin.updates.clear();
  return to_json(twin);
}

TEST(TravelledTwin, KeepsTravelTestsApartAndLearnsFromThem) {
  const Twin& twin = travelled();
  EXPECT_EQ(twin.travel_tests.size(), 14u);  // on the way, twelve after landing, and one more in the fortnight
  EXPECT_EQ(twin.tests.size() + twin.travel_tests.size(), record().tests.size());
  for (const formcast::Test& test : twin.travel_tests) EXPECT_GE(test.day, kDeparture);
  EXPECT_EQ(history_of(twin).tests.size(), record().tests.size());
  EXPECT_EQ(twin.learned_effects.readings.size(), 14u + 15u - 1u);  // a night is not known
  EXPECT_GT(twin.learned_effects.effects[kSleepDebt].median, kEffectPriors[kSleepDebt].median);
  EXPECT_TRUE(twin.learned_effects.learned(kSleepDebt));
}

TEST(TravelledTwin, UpdatedIsCalibratedFromEverything) {
  const std::string at_once = without_updates(travelled());
  const auto updated = [](Twin twin, std::initializer_list<std::pair<int, int>> files) {
    for (const auto& [from, to] : files) twin = update(twin, days(from, to), "week.csv")->twin;
    return twin;
  };
  // The trips file was known from the first days, and then while the athlete was travelling.
  EXPECT_EQ(without_updates(updated(learned_from(days(0, 55), trips()), {{50, 66}, {66, 80}, {70, kDays}})), at_once);
  const Twin before = learned_from(days(0, 55), {});
  const auto travelling = update(before, days(50, 68), "week.csv", NewTripsFile{trips(), "trips.toml"});
  EXPECT_TRUE(travelling->new_trips);
  EXPECT_EQ(travelling->new_travel_tests, 7);
  EXPECT_EQ(travelling->new_tests.size(), 1u);
  EXPECT_EQ(without_updates(updated(travelling->twin, {{68, kDays}})), at_once);
  // The trips file comes late, after travel tests had been taken as tests at home.
  const auto late =
      update(learned_from(days(0, kDays), {}), days(80, kDays), "week.csv", NewTripsFile{trips(), "t.toml"});
  EXPECT_FALSE(late->joined.anything_new());
  EXPECT_EQ(without_updates(late->twin), at_once);
}

TEST(TravelledTwin, KnowsItsTravelTests) {
  EXPECT_FALSE(update(travelled(), days(50, kDays), "again.csv")->anything_new());
  EXPECT_FALSE(update(travelled(), days(50, kDays), "again.csv", NewTripsFile{trips(), "t.toml"})->anything_new());
  History news = days(50, kDays);
  news.athletes.front().tests[7].performance += 1.0;
  news.athletes.front().markers[kSleepHours][3] = 1.0;
  try {
    (void)update(travelled(), news, "week.csv");
    FAIL() << "contradictions were taken";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("2016-05-05: performance is"));
    EXPECT_THAT(error.what(), HasSubstr("2016-04-23: sleep_hours is 1, but the twin has 7."));
  }
  TripsFile others = trips();
  others.text.replace(others.text.find("S1"), 2, "S2");
  EXPECT_THROW((void)update(travelled(), days(80, kDays), "week.csv", NewTripsFile{others, "others.toml"}), InputError);
}

TEST(TravelledTwin, NeedsATestAtHome) {
  History history = days(kDeparture, kDays - 10);
  std::erase_if(history.athletes.front().tests, [](const formcast::Test& test) { return test.day > 15; });
  EXPECT_THROW((void)learned_from(history, trips()), InputError);
}

TEST(TravelledTwin, ReadsBackBitForBit) {
  const std::string text = to_json(travelled());
  const Twin back = parse_twin(text, "a.json");
  EXPECT_EQ(to_json(back), text);
  EXPECT_EQ(back.trips.text, trips().text);
  ASSERT_EQ(back.learned_effects.readings.size(), travelled().learned_effects.readings.size());
  EXPECT_EQ(back.learned_effects.readings.back().predicted, travelled().learned_effects.readings.back().predicted);
  EXPECT_EQ(back.learned_effects.effects[kMisalignment].median,
            travelled().learned_effects.effects[kMisalignment].median);
}

TEST(TravelledTwin, DamageIsRefused) {
  const nlohmann::json good = nlohmann::json::parse(to_json(travelled()));
  const auto damaged = [&](const char* at, const nlohmann::json& value) -> std::string {
    nlohmann::json json = good;
    json.at(nlohmann::json::json_pointer(at)) = value;
    try {
      (void)parse_twin(json.dump(), "a.json");
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_THAT(damaged("/travel_tests/0/day", 4000), HasSubstr("a test is outside its record"));
  EXPECT_THAT(damaged("/travel_tests/0/day", 3), HasSubstr("a test is both a home and a travel test"));
  EXPECT_THAT(damaged("/travel_readings/0/day", -1), HasSubstr("a travel reading is outside its record"));
  EXPECT_THAT(damaged("/travel_readings/0/predicted_sd", -1.0), HasSubstr("a travel reading is not a number"));
  EXPECT_THAT(damaged("/travel_readings/0/what", "dream"), HasSubstr("travel_readings[0].what: \"dream\" is none"));
  EXPECT_THAT(damaged("/travel_readings/0/use", "doubtful"), HasSubstr("travel_readings[0].use: \"doubtful\" is none"));
  EXPECT_THAT(damaged("/travel_effects/2/name", "luck"), HasSubstr("travel_effects[2].name: expected the 11 effects"));
  EXPECT_THAT(damaged("/travel_effects/2/median", -0.1), HasSubstr("misalignment is outside a scenario's limits"));
  EXPECT_THAT(damaged("/travel_effects/2/spread", 0.71), HasSubstr("wider than its prior"));
  EXPECT_THAT(damaged("/travel_effects", nlohmann::json::array()), HasSubstr("trips and travel_effects"));
  EXPECT_THAT(damaged("/sleep_known/5", 2), HasSubstr("sleep_hours must be finite"));
  EXPECT_THAT(damaged("/sleep_hours", nlohmann::json::array({7.0})), HasSubstr("sleep_hours must be finite"));
  EXPECT_THAT(damaged("/trips/text", "[travel]\nhom = 1\n"), HasSubstr("its trips are invalid (trips.toml:1:1: "));
  EXPECT_THAT(damaged("/trips/text", ""), HasSubstr("trips and travel_effects"));
  EXPECT_THAT(damaged("/athlete", "S2"), HasSubstr("none of its trips is for its athlete"));
}

TEST(TravelledTwin, TheScenarioOverridesLearnedEffectsAndTheseThePopulation) {
  LearnedEffects learned;
  learned.effects[kMisalignment] = {0.004, 0.4};
  learned.effects[kSleepDebt] = {0.008, 0.4};
  const auto kTravelFatigue = static_cast<std::size_t>(Effect::kTravelFatigue);
  learned.effects[kTravelFatigue].median = 0.0011;  // by chance: its spread is unchanged
  TravelHabits scenario;
  scenario.effects[kMisalignment] = {0.001, 0.1};
  scenario.effects_given.set(kMisalignment);
  const EffectPriors taken = athlete_effects(scenario, learned);
  const EffectSources sources = effect_sources(scenario, learned);
  EXPECT_EQ(taken[kMisalignment].median, 0.001);
  EXPECT_EQ(sources[kMisalignment], EffectSource::kScenario);
  EXPECT_EQ(taken[kSleepDebt].median, 0.008);
  EXPECT_EQ(taken[kSleepDebt].sd_log, 0.4);
  EXPECT_EQ(sources[kSleepDebt], EffectSource::kLearned);
  EXPECT_EQ(taken[kTravelFatigue].median, kEffectPriors[kTravelFatigue].median);
  EXPECT_EQ(sources[kTravelFatigue], EffectSource::kPopulation);
  EXPECT_THAT(effect_sources(TravelHabits{}, {}), Each(EffectSource::kPopulation));
}

/// A squad's priors of training do not use travel tests.
TEST(TravelledTwin, PoolingLeavesTravelTestsOut) {
  History squad = days(0, kDays);
  squad.athletes.push_back(days(0, 40).athletes.front());
  squad.athletes.back().athlete = "S2";
  SquadOptions options;
  options.pool = true;
  for (const AthleteHistory& athlete : squad.athletes) {
    options.trips.push_back(calibration_trips(trips(), "trips.toml", athlete, any_trip_dates()));
  }
  const std::vector<Twin> pooled = calibrate_squad(squad, Timing::kNextDay, options)->twins;
  EXPECT_EQ(pooled[0].travel_tests.size(), 14u);
  EXPECT_FALSE(pooled[1].travels());
  squad.athletes[0] = set_travel_tests_apart(squad.athletes[0], options.trips[0].travels.trips).home;
  options.trips.clear();
  const std::vector<Twin> left_out = calibrate_squad(squad, Timing::kNextDay, options)->twins;
  EXPECT_EQ(to_json(pooled[1]), to_json(left_out[1]));
}

/// Simulated athletes with large effects of travel, tested abroad and soon forecast at home: a twin that knows of the
/// trip forecasts them better than one that takes its tests as tests at home.
TEST(TravelledTwin, ForecastsBetterAtHomeThanOneThatKnowsOfNoTrip) {
  constexpr int kKnown = kDeparture + 7, kEnd = kDays + 10;
  Twin truth = reference_twin_of("banister", Timing::kNextDay);
  const AthleteTrips travels = athlete_trips(trips(), "trips.toml", "S1", any_trip_dates());
  EnsembleInput input;
  input.days = kEnd;
  input.members = 32;
  input.seed = 7;
  input.load.push_back(std::vector<double>(static_cast<std::size_t>(kEnd), 60.0));
  for (const std::size_t e : {kMisalignment, kSleepDebt}) input.effects[e].median *= 6.0;
  input.travel = {trip_exposure(travels.travel, travels.trips, kStart, kEnd)};
  Trajectories simulated;
  Ensemble(truth, input).trajectories(0, 0, input.members, simulated);
  double with_trips = 0.0, without_trips = 0.0;
  for (const int member : {0, 1, 2}) {
    History history;
    AthleteHistory& athlete = history.athletes.emplace_back();
    athlete.athlete = "S1";
    athlete.start = kStart;
    athlete.load.assign(kKnown, 60.0);
    const float* performance = simulated.values[0].data() + member * kEnd;
    for (int day = 0; day < kKnown; ++day) {
      const bool away = day >= kDeparture + 2;
      if (away || day % 3 == 0) athlete.tests.push_back({day, static_cast<double>(performance[day])});
    }
    const auto missed = [&](const Twin& twin) {
      EnsembleInput at_home;
      at_home.days = kEnd - kKnown;
      at_home.members = 512;
      at_home.seed = 1;
      at_home.load.push_back(std::vector<double>(static_cast<std::size_t>(at_home.days), 60.0));
      const EnsembleResult predicted = *run_ensemble(twin, at_home, {});
      double off = 0.0;
      for (int day = kDeparture + 16; day < kEnd; ++day) {
        const auto median = predicted.plan[0].bands[0][static_cast<std::size_t>(day - kKnown)][2];
        off += std::abs(static_cast<double>(median - performance[day])) / (kEnd - kDeparture - 16);
      }
      return off;
    };
    with_trips += missed(learned_from(history, trips()));
    without_trips += missed(learned_from(history, {}));
  }
  EXPECT_LT(with_trips, 0.8 * without_trips);
}

}  // namespace
}  // namespace formcast
