#include "sim/twin/twin_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/base/input_error.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/history/history.hpp"
#include "sim/travel/trips_file.hpp"

namespace formcast {
namespace {

template <class Numbers>
bool finite(const Numbers& values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

template <class Numbers>
bool not_negative(const Numbers& values) {
  return finite(values) && std::all_of(values.begin(), values.end(), [](double x) { return x >= 0.0; });
}

bool positive(const std::vector<double>& values) {
  return finite(values) && std::all_of(values.begin(), values.end(), [](double x) { return x > 0.0; });
}

bool sums_to_one(const std::vector<double>& shares) {
  return std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1.0) <= 1e-6;
}

/// What is wrong with a model's arrays, or "".
template <class Model>
std::string model_fault(const TwinModel& m) {
  const std::size_t n = m.nodes(), c = static_cast<std::size_t>(kCoefficients<Model>), shapes = Model::kShape.size();
  const std::size_t states = kFields<typename Model::template State<double>, double>;
  if (n == 0) return "holds no nodes";
  if (m.prior_median.size() != shapes + 1 || m.prior_sd_log.size() != shapes + 1) return "has other priors than rows";
  if (m.coefficient_names.size() != c || m.shape_names.size() != shapes)
    return "has other parameters than this version";
  if (m.shape.size() != n * shapes || m.walk_sd.size() != n || m.test_sd.size() != n || m.mean.size() != n * c ||
      m.covariance.size() != n * c * (c + 1) / 2 || m.state.size() != n * states || m.state_sd.size() != n ||
      m.before.size() != n || m.node_probability.size() != n) {
    return "has arrays that do not fit its number of nodes";
  }
  if (!finite(m.shape) || !finite(m.mean) || !finite(m.covariance) || !finite(m.state)) {
    return "holds a number that is not finite";
  }
  if (!positive(m.prior_median) || !positive(m.prior_sd_log)) return "has priors that are not > 0";
  if (!positive(m.test_sd) || !not_negative(m.walk_sd) || !not_negative(m.before) || !not_negative(m.state_sd)) {
    return "has standard deviations that are not >= 0, of tests > 0";
  }
  if (!not_negative(m.node_weight) || !not_negative(m.node_probability)) return "has node weights that are not >= 0";
  if (!sums_to_one(m.node_weight) || !sums_to_one(m.node_probability)) return "has node weights that do not sum to 1";
  return "";
}

std::string tests_fault(const std::vector<Test>& tests, int days) {
  int last = -1;
  for (const Test& test : tests) {
    if (test.day < 0 || test.day >= days) return "a test is outside its record";
    if (test.day <= last) return "its tests are not in order, one a day";
    if (!positive({test.performance})) return "a test is not > 0";
    if (!not_negative(std::vector{test.error})) return "a test's error is not >= 0";
    last = test.day;
  }
  return "";
}

/// What is wrong with the twin's record, or "".
std::string record_fault(const Twin& t) {
  if (const std::string problem = athlete_problem(t.athlete); !problem.empty()) return problem;
  const bool known_or_not =
      std::all_of(t.load_known.begin(), t.load_known.end(), [](int k) { return k == 0 || k == 1; });
  if (t.load.empty() || t.load_known.size() != t.load.size() || !known_or_not || !not_negative(t.load) ||
      !not_negative(t.usual_week)) {
    return "its loads are invalid";
  }
  if (date::days{t.load.size() - 1} > kLongestRecord) return "its record is longer than twenty years";
  if (const Date end = t.next_day() - date::days{1}; parse_iso(iso(end)) != end) return "its record ends after 2199";
  if (!positive({t.performance_scale, t.usual_load})) return "its performance_scale or usual_load is not > 0";
  if (std::string fault = tests_fault(t.tests, t.days()); !fault.empty()) return fault;
  if (std::string fault = tests_fault(t.bounds, t.days()); !fault.empty()) return "of its lower bounds, " + fault;
  return tests_fault(t.travel_tests, t.days());
}

std::string sleep_fault(const Twin& t) {
  const bool known_or_not =
      std::all_of(t.sleep_known.begin(), t.sleep_known.end(), [](int k) { return k == 0 || k == 1; });
  const std::size_t nights = t.sleep_hours.size();
  if (t.sleep_known.size() != nights || (nights != 0 && nights != t.load.size()) || !known_or_not ||
      !finite(t.sleep_hours)) {
    return "sleep_hours must be finite, sleep_known 0 or 1";
  }
  return "";
}

std::string effects_fault(const LearnedEffects& learned) {
  for (std::size_t e = 0; e < kEffects; ++e) {
    const Range limits = median_limits(kTravelEffects[e]);
    for (const LogNormal& of : {learned.priors[e], learned.effects[e]}) {
      const bool within =
          of.median >= limits.low && of.median <= limits.high && of.sd_log >= 0.0 && of.sd_log <= kWidestEffect;
      if (!within) return fmt::format("its travel effect {} is outside a scenario's limits", kTravelEffects[e].name);
    }
    if (learned.effects[e].sd_log > learned.priors[e].sd_log) return "a travel effect is wider than its prior";
  }
  return "";
}

std::string readings_fault(const Twin& t) {
  for (const TravelReading& reading : t.learned_effects.readings) {
    if (reading.day < 0 || reading.day >= t.days()) return "a travel reading is outside its record";
    if (!finite(std::vector{reading.measured, reading.usual, reading.predicted}) ||
        !not_negative(std::vector{reading.scatter, reading.sd})) {
      return "a travel reading is not a number";
    }
  }
  return "";
}

/// What is wrong with the twin's trips, or "".
std::string travel_fault(const Twin& t) {
  if (std::string fault = sleep_fault(t); !fault.empty()) return fault;
  if (!t.travels()) return t.travel_tests.empty() ? "" : "it has travel tests, but no trip";
  for (const Test& test : t.travel_tests) {
    const auto same_day = [&](const Test& home) { return home.day == test.day; };
    if (std::ranges::any_of(t.tests, same_day)) return "a test is both a home and a travel test";
  }
  try {
    if (athlete_trips(t.trips, t.trips.source, t.athlete, any_trip_dates()).trips.empty()) {
      return "none of its trips is for its athlete";
    }
  } catch (const InputError& error) {
    return fmt::format("its trips are invalid ({})", error.what());
  }
  if (std::string fault = effects_fault(t.learned_effects); !fault.empty()) return fault;
  return readings_fault(t);
}

}  // namespace

std::string twin_fault(const Twin& t) {
  if (std::string fault = record_fault(t); !fault.empty()) return fault;
  if (std::string fault = travel_fault(t); !fault.empty()) return fault;
  if (t.models.empty()) return "it holds no model";
  std::vector<double> weights, decisions;
  for (const TwinModel& m : t.models) {
    std::string fault = fmt::format("model \"{}\" is not one this version knows", m.name);
    for_each_model([&]<class Model>() {
      if (m.name == Model::kName) fault = model_fault<Model>(m);
    });
    if (!fault.empty()) return fmt::format("model \"{}\": {}", m.name, fault);
    if (!not_negative(std::vector{m.probability, m.weight, m.decision_weight})) {
      return "the models' weights are not >= 0";
    }
    weights.push_back(m.weight);
    decisions.push_back(m.decision_weight);
  }
  if (!finite(std::vector{t.loads_add.share, t.loads_add.low, t.loads_add.high}))
    return "its loads_add is not a number";
  return sums_to_one(weights) && sums_to_one(decisions) ? "" : "the models' weights do not sum to 1";
}

}  // namespace formcast
