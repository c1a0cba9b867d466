#include "sim/ensemble/reference_hash.hpp"

#include <algorithm>
#include <cmath>

#include "models/catalogue.hpp"

namespace formcast {
namespace {

/// A model's posterior of two nodes: shapes and states as given, gains correlated as real ones are.
TwinModel two_nodes(std::string model, std::vector<std::string> shape_names, std::vector<double> shape,
                    std::vector<double> mean, std::vector<double> covariance, std::vector<double> state) {
  TwinModel m;
  m.name = std::move(model);
  m.weight = m.decision_weight = 1.0;
  m.shape_names = std::move(shape_names);
  m.node_weight = m.node_probability = {0.625, 0.375};
  m.before = {0.0, 0.0};
  m.shape = std::move(shape);
  m.walk_sd = {0.0, 1.25};
  m.test_sd = {5.0, 3.5};
  m.state_sd = {0.5, 1.5};
  m.mean = std::move(mean);
  m.covariance = std::move(covariance);
  m.state = std::move(state);
  m.coefficient_names.resize(m.mean.size() / 2);
  m.state_names.resize(m.state.size() / 2);
  return m;
}

double reference_load(int day) { return day % 7 == 0 ? 0.0 : 60.0 + 45.0 * (day % 3); }

/// Six weeks of training. In float, whose functions are our own and the same everywhere; double's are the platform's.
template <class Model>
typename Model::template State<float> trained(const typename Model::template Rates<float>& rates) {
  typename Model::template State<float> x{};
  for (int day = 0; day < 42; ++day) {
    Model::train(rates, x, static_cast<float>(reference_load(day)));
    Model::rest(rates, x);
  }
  return x;
}

/// Two nodes a tenth below and above the priors' medians, each trained, with gains that are worth 25 W by now.
template <class Model>
TwinModel two_nodes_of() {
  constexpr double kUsualLoad = 90.0, kWorth = 25.0;
  std::vector<double> shape, mean, covariance, state;
  for (const double factor : {0.9, 1.1}) {
    std::array<float, Model::kShape.size()> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Parameter& p = Model::kShape[i];
      shape.push_back(factor * p.prior.median * unit_of(p, kUsualLoad));
      values[i] = static_cast<float>(shape.back());
    }
    const auto rates = Model::template rates<float>(from_array<typename Model::template Shape<float>>(values));
    const auto x = trained<Model>(rates);
    for (const float field : to_array<float>(x)) state.push_back(static_cast<double>(field));
    std::vector<double> coefficients{250.0}, sd{8.0};
    for (const float response : Model::template response<float>(rates, x)) {
      coefficients.push_back(kWorth / std::max(1e-6, std::abs(static_cast<double>(response))));
      sd.push_back(0.2 * coefficients.back());
    }
    coefficients.resize(static_cast<std::size_t>(kCoefficients<Model>), 1.5);
    sd.resize(coefficients.size(), 2.0);
    mean.insert(mean.end(), coefficients.begin(), coefficients.end());
    for (std::size_t i = 0; i < sd.size(); ++i) {
      for (std::size_t j = 0; j <= i; ++j) covariance.push_back(i == j ? sd[i] * sd[i] : -0.1 * sd[i] * sd[j]);
    }
  }
  std::vector<std::string> names(Model::kShape.size());
  return two_nodes(std::string(Model::kName), std::move(names), std::move(shape), std::move(mean),
                   std::move(covariance), std::move(state));
}

Twin reference_athlete(Timing timing) {
  Twin twin;
  twin.athlete = "reference";
  twin.timing = timing;
  twin.load_unit = "AU";
  twin.performance_unit = "W";
  return twin;
}

}  // namespace

Twin reference_twin(Timing timing) {
  Twin twin = reference_athlete(timing);
  twin.models.push_back(two_nodes("local_level", {}, {}, {300.0, 310.0}, {25.0, 16.0}, {}));
  twin.models.push_back(
      two_nodes("banister", {"tau1", "tau2"}, {40.0, 10.0, 25.0, 12.0}, {250.0, 0.04, 0.05, 260.0, 0.01, 0.002},
                {64.0, -0.1, 0.0009, -0.08, 0.0008, 0.001, 49.0, -0.05, 0.0004, -0.04, 0.0003, 0.0005},
                {2400.0, 700.0, 1900.0, 800.0}));
  twin.models.push_back(two_nodes("busso", {"tau1", "tau2", "tau3"}, {30.0, 11.0, 3.0, 45.0, 8.0, 1.5},
                                  {245.0, 0.03, 3e-5, 255.0, 0.02, 5e-5},
                                  {81.0, -0.09, 0.0004, -9e-5, 4e-7, 9e-10, 64.0, -0.05, 0.0002, -6e-5, 2e-7, 6e-10},
                                  {2100.0, 340000.0, 260.0, 2500.0, 210000.0, 150.0}));
  for (TwinModel& model : twin.models) model.weight = model.decision_weight = 1.0 / 3.0;
  return twin;
}

Twin reference_twin_of(std::string_view model, Timing timing) {
  Twin twin = reference_athlete(timing);
  for_each_model([&]<class Model>() {
    if (model == Model::kName) twin.models.push_back(two_nodes_of<Model>());
  });
  return twin;
}

EnsembleInput reference_input() {
  EnsembleInput input;
  input.lead = 5;
  input.days = 85;
  input.target_day = 84;
  input.target_performance = 310.0;
  input.noise = {0.15, 0.05, 4.0, 5.0, 0.25};
  input.members = 224;
  input.seed = 20260501;
  input.store_members = true;
  std::vector<double> steady, taper;
  for (int day = 0; day < input.lead + input.days; ++day) {
    const double load = reference_load(day);
    steady.push_back(load);
    taper.push_back(day < 76 ? 1.25 * load : 0.5 * load);
  }
  input.load = {steady, taper};
  return input;
}

TripExposure reference_journey(int days) {
  constexpr int kWarmUp = 4, kFlight = 40;
  constexpr double kWakes = 7.0, kToBed = 23.0, kEast = 8.0;  // [h]
  TripExposure plan;
  plan.event_time = 17.0;
  plan.parted = kWarmUp + kFlight;
  plan.residents.resize(1);
  for (int day = 0; day <= kWarmUp + days; ++day) {
    for (auto* light : {&plan.home, &plan.away, &plan.residents[0]}) {
      const bool east = light == &plan.residents[0] || (light == &plan.away && day > plan.parted);
      const double midnight = 24.0 * day - (east ? kEast : 0.0);
      const double begin = light->empty() ? midnight : light->back().end;
      light->push_back({begin, midnight + kWakes, 0.0, true});
      light->push_back({midnight + kWakes, midnight + kToBed, 150.0, false});
    }
  }
  for (int day = 0; day < days; ++day) {
    const double midnight = 24.0 * (kWarmUp + day);
    const auto side = [&](double earlier) {
      TravelSide of;
      of.event = midnight - earlier + plan.event_time;
      of.clock_day = static_cast<int>(of.event / 24.0);
      of.utc_offset = earlier;
      of.asleep.push_back({midnight - earlier + kToBed - 24.0, midnight - earlier + kWakes, 0.0f, true, false});
      return of;
    };
    const bool away = day > kFlight;
    plan.days.push_back({side(0.0), side(away ? kEast : 0.0), away ? 0 : -1, day == kFlight ? 14.0 : 0.0, 8.0f});
  }
  return plan;
}

std::uint64_t reference_hash(std::string_view model, const Control& control) {
  std::uint64_t hash = 0;
  EnsembleInput input = reference_input();
  const bool travels = model == kTravelHash;
  if (travels) {
    input.members = 40;  // body clocks take their time under sanitizers
    input.travel = {{}, reference_journey(input.lead + input.days)};
  }
  for (const Timing timing : {Timing::kNextDay, Timing::kSameDay}) {
    const Twin twin = model.empty() || travels ? reference_twin(timing) : reference_twin_of(model, timing);
    const auto result = run_ensemble(twin, input, control);
    if (!result) return 0;
    for (const PlanResult& plan : result->plan) hash = hash * 0x9E3779B97F4A7C15u + trajectory_hash(plan);
  }
  return hash;
}

}  // namespace formcast
