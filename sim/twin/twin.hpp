#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/timing.hpp"
#include "sim/history/usual_week.hpp"
#include "sim/inference/forecast_skill.hpp"
#include "sim/inference/loads_add.hpp"
#include "sim/inference/priors.hpp"
#include "sim/travel/learned_effects.hpp"
#include "sim/travel/trip.hpp"
#include "sim/twin/identifiability.hpp"

namespace formcast {

inline constexpr int kTwinVersion = 4;

/// The posterior of one model: a mixture of Gaussians over (p0, gains, deviations), one a node of the bank, gains
/// restricted to >= 0. Of a model with many nodes 320 represent all, or 160 where it does not forecast. Two sets of
/// weights, never mixed: probabilities are the exact posterior, for the parameters; weights use a forgetting factor
/// and make the forecasts. Arrays are row by row: (nodes x shape parameters), (nodes x coefficients)...
struct TwinModel {
  std::string name;
  double probability = 0.0;                    ///< posterior probability of the model; over models they sum to 1
  std::vector<double> prior_median;            ///< (shape parameters, then test_sd) as calibrated with, rows' units
  std::vector<double> prior_sd_log;            ///< (likewise)
  double weight = 0.0;                         ///< forecast weight; over models they sum to 1
  double decision_weight = 0.0;                ///< weight where plans are compared; likewise
  std::vector<std::string> shape_names;        ///< as in the model's table
  std::vector<std::string> coefficient_names;  ///< p0, the gains, deviations of the states
  std::vector<std::string> state_names;        ///< numbered; the model's State in order
  std::vector<double> node_probability;        ///< (nodes), sums to 1: posterior
  std::vector<double> node_weight;             ///< (nodes), sums to 1: for forecasts
  std::vector<double> shape;                   ///< (nodes x shape parameters)
  std::vector<double> before;                  ///< (nodes) daily load of the months before the record [w]
  std::vector<double> walk_sd;                 ///< (nodes) of the baseline's random walk [p/sqrt(d)]
  std::vector<double> test_sd;                 ///< (nodes) of a test about performance [p]
  std::vector<double> state_sd;                ///< (nodes) of what a day adds to each deviation [p]
  std::vector<double> mean;                    ///< (nodes x coefficients), on waking the day after the record
  std::vector<double> covariance;              ///< (nodes x lower triangle row by row), gains unrestricted
  std::vector<double> state;                   ///< (nodes x state), on waking the day after the record

  std::size_t nodes() const { return node_weight.size(); }
  /// Whether loads change performance.
  bool has_effect() const { return coefficient_names.size() > 1 && coefficient_names[1].front() == 'k'; }
};

/// A parameter, or a time derived from parameters, as a person reads it: mean and 90 % interval.
struct ParameterSummary {
  std::string model;
  std::string name;
  std::string unit;
  std::string text;
  double mean = 0.0;
  double low = 0.0;   ///< 5 %
  double high = 0.0;  ///< 95 %
};

/// Mean absolute error [%] and root mean square error [p] of forecasts made one test ahead.
struct ForecastError {
  double mape = 0.0;
  double rmse = 0.0;
};

/// How well the twin fits its tests, and how well it predicted each of them.
struct TwinFit {
  double r2 = 0.0;    ///< of the smoothed fit; 0 where fewer than three tests leave it undefined
  double rmse = 0.0;  ///< of the smoothed fit [p]
  int forecasts = 0;  ///< one-ahead forecasts: of all tests from the sixth on
  ForecastError twin, last_value, mean_of_five;
};

/// A file the twin learned from.
struct TwinSource {
  std::string source;  ///< without its folder
  std::string digest;  ///< of the file's text
};

/// A calibrated athlete: the record, the posterior, and where they come from.
struct Twin {
  int version = kTwinVersion;
  std::string engine_version;
  std::string athlete;
  Timing timing = Timing::kNextDay;
  std::string load_unit;
  std::string performance_unit;
  std::string source;               ///< history file, without its folder
  std::string source_digest;        ///< of the history file's bytes
  std::vector<TwinSource> updates;  ///< files with later days, in the order they were joined on
  Date start;                       ///< date of day 0
  std::vector<double> load;         ///< (days), missing ones filled with the usual one of their weekday
  std::vector<int> load_known;      ///< (days) 1, or 0 where the load was filled in
  std::string test_kind;            ///< of the tests, such as "cmj"; "" where the history names none
  std::vector<Test> tests;          ///< home tests, which the models learn from
  std::vector<Test> bounds;         ///< performance was at least this; kept, not learned from
  std::vector<Test> travel_tests;   ///< set apart
  /// (days) sleep_hours of the history [h], 0 where missing; empty where it has none
  std::vector<double> sleep_hours;
  std::vector<int> sleep_known;    ///< (likewise) 1, or 0 where missing
  TripsFile trips;                 ///< the file with the athlete's trips; empty text: none
  LearnedEffects learned_effects;  ///< from the tests and nights on those trips
  double performance_scale = 0.0;  ///< mean of the first tests; what the priors are scaled by [p]
  double usual_load = 0.0;         ///< mean known load of the first weeks; what the gains' priors are scaled by [w]
  std::string prior_source;        ///< "population", or the squad the priors are from
  Week usual_week{};               ///< by weekday over the last four weeks, Monday first [w]
  std::vector<TwinModel> models;
  std::vector<ParameterSummary> parameters;
  TwinFit fit;
  Identifiability identifiability;
  LoadsAdd loads_add;
  Skill skill;  ///< of the twin compared with naive baselines, from rolling origins
  std::vector<std::string> warnings;

  int days() const { return static_cast<int>(load.size()); }
  int missing_loads() const;
  bool travels() const { return !trips.text.empty(); }
  Date next_day() const { return start + date::days{days()}; }  ///< the first day not in the record
};

/// The priors the twin was calibrated with.
Priors priors_of(const Twin& twin);

/// The twin as JSON text. Reading it back gives the same twin, bit for bit.
std::string to_json(const Twin& twin);

/// Reads a twin file. Throws InputError for a file that is missing, truncated, of another kind, from a newer version
/// of Formcast, or inconsistent in itself; the message names what was expected.
Twin read_twin(const std::filesystem::path& path);

/// The same for text already read; `path` names it in messages.
Twin parse_twin(const std::string& text, const std::filesystem::path& path);

/// "P1.twin.json".
std::string twin_file_name(std::string_view athlete);

}  // namespace formcast
