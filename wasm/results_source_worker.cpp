// Results of a page: a worker of its own reads them (results_worker.mjs), managed by results.mjs. Its messages arrive
// here between two frames: arrays by the names of their variables, and then their header or athlete.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <utility>

#include "viewer/compute/results_source.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(void, formcast_results_open, (const char* name), { Module.results.open(UTF8ToString(name)); });
EM_JS(void, formcast_results_stop, (), { Module.results.stop(); });
EM_JS(void, formcast_results_read, (int athlete), { Module.results.read(athlete); });
// clang-format on

using Json = nlohmann::ordered_json;

std::map<std::string, std::vector<std::byte>, std::less<>> arrays;
ResultsHeader header;
ResultsNews waiting;

/// Row `row` of `count` rows of a variable; throws std::out_of_range for one that is shorter.
template <class Value>
std::vector<Value> values(std::string_view name, std::size_t row, std::size_t rows, std::size_t length) {
  const auto found = arrays.find(name);
  if (found == arrays.end() || found->second.size() != rows * length * sizeof(Value))
    throw std::out_of_range("the variable " + std::string(name) + " is not as long as its dimensions");
  std::vector<Value> made(length);
  if (length > 0) std::memcpy(made.data(), found->second.data() + row * length * sizeof(Value), length * sizeof(Value));
  return made;
}

ResultsHeader header_of(const Json& json) {
  ResultsHeader made;
  const auto date_of = [&](const char* name) { return parse_iso(json.at(name).get<std::string>()).value(); };
  made.athletes = json.at("athletes");
  made.plans = json.at("plans");
  made.start = date_of("start");
  made.days = json.at("days");
  made.members = json.at("members");
  made.travels = json.at("travels");
  made.target = date_of("target");
  if (!json.at("target_performance").is_null()) made.target_performance = json.at("target_performance").get<double>();
  made.seed = std::stoull(json.at("seed").get<std::string>());
  made.title = json.at("title");
  made.load_unit = json.at("load_unit");
  made.performance_unit = json.at("performance_unit");
  made.scenario_source = json.at("scenario");
  made.scenario_text = json.at("scenario_text");
  for (const auto& athlete : json.at("effect_sources")) {
    EffectSources sources{};
    for (std::size_t e = 0; e < sources.size(); ++e) sources[e] = static_cast<EffectSource>(athlete.at(e).get<int>());
    made.effect_sources.push_back(sources);
  }
  for (const auto& athlete : json.at("decisions")) {
    DecisionBasis& basis = made.decisions.emplace_back();
    for (std::size_t i = 0; i < kBasisText.size(); ++i) {
      const auto& value = athlete.at(i);
      basis.*kBasisText[i].value = value.is_null() ? std::numeric_limits<float>::quiet_NaN() : value.get<float>();
    }
  }
  return made;
}

PlanResult plan_of(std::size_t plan) {
  const std::size_t plans = header.plans.size(), days = static_cast<std::size_t>(header.days);
  const auto single = [&](std::string_view name) { return values<float>(name, plan, plans, 1).front(); };
  PlanResult made;
  for (std::size_t i = 0; i < kOutputs; ++i) made.bands[i] = values<Quantiles>(kOutputText[i].name, plan, plans, days);
  bool travels = false;
  for (std::size_t i = 0; header.travels && i < kTravelOutputs; ++i) {
    made.travel[i] = values<Quantiles>(kTravelText[i].name, plan, plans, days);
    travels = travels || std::ranges::any_of(made.travel[i], [](const Quantiles& of) { return of[0] == of[0]; });
  }
  if (!travels) made.travel = {};  // a plan without trips
  made.planned_load = values<float>("planned_load", plan, plans, days);
  made.planned_test = values<std::int8_t>("planned_test", plan, plans, days);
  made.target_performance = values<Quantiles>("target_performance", plan, plans, 1).front();
  made.target_probability = single("target_probability");
  made.peak_day = values<Quantiles>("peak_day", plan, plans, 1).front();
  made.non_finite_members = values<std::int32_t>("non_finite_members", plan, plans, 1).front();
  return made;
}

AthleteResults athlete_of(std::size_t athlete) {
  AthleteResults made{athlete, {}, {}};
  const std::size_t plans = header.plans.size();
  for (std::size_t p = 0; p < plans; ++p) {
    made.plans.push_back(plan_of(p));
    const auto differences = values<Quantiles>("difference", p, plans, plans);
    const auto means = values<float>("difference_mean", p, plans, plans);
    const auto better = values<float>("probability_better", p, plans, plans);
    const bool three = !header.decisions.empty();
    const std::vector<float> unknown(plans, std::numeric_limits<float>::quiet_NaN());
    const auto worthwhile = three ? values<float>("probability_worthwhile", p, plans, plans) : unknown;
    const auto alike = three ? values<float>("probability_alike", p, plans, plans) : unknown;
    std::vector<PairResult> pairs;
    for (std::size_t o = 0; o < plans; ++o) {
      pairs.push_back({differences[o], means[o], better[o], worthwhile[o], alike[o]});
    }
    made.pairs.push_back(std::move(pairs));
  }
  return made;
}

/// The file that the worker has read may be malformed.
template <class Take>
void guarded(const Take& take) {
  try {
    take();
  } catch (const std::exception& error) {
    waiting.error = std::string("The results file cannot be read: ") + error.what();
  }
  arrays.clear();
}

}  // namespace

struct ResultsSource::State {};

ResultsSource::ResultsSource() = default;
ResultsSource::~ResultsSource() = default;

void ResultsSource::open(const std::string& name) { formcast_results_open(name.c_str()); }
void ResultsSource::stop() { formcast_results_stop(); }
void ResultsSource::read(std::size_t athlete) { formcast_results_read(static_cast<int>(athlete)); }
ResultsNews ResultsSource::news() { return std::exchange(waiting, {}); }

}  // namespace formcast

using namespace formcast;

extern "C" {

EMSCRIPTEN_KEEPALIVE void formcast_results_array(const char* name, const std::byte* bytes, std::size_t size) {
  arrays[name].assign(bytes, bytes + size);
}
EMSCRIPTEN_KEEPALIVE void formcast_results_opened(const char* json) {
  guarded([&] {
    ResultsHeader opened = header_of(Json::parse(json));
    const std::size_t cells = opened.athletes.size() * opened.plans.size();
    ResultsOverview overview{opened,
                             values<Quantiles>("target_performance", 0, 1, cells),
                             values<float>("target_probability", 0, 1, cells),
                             {},
                             {}};
    if (!opened.decisions.empty()) {
      overview.worthwhile = values<float>("probability_worthwhile", 0, 1, cells * opened.plans.size());
      overview.alike = values<float>("probability_alike", 0, 1, cells * opened.plans.size());
    }
    header = std::move(opened);
    waiting.opened = std::move(overview);
    waiting.athlete.reset();
  });
}
EMSCRIPTEN_KEEPALIVE void formcast_results_athlete(int athlete) {
  guarded([&] { waiting.athlete = athlete_of(static_cast<std::size_t>(athlete)); });
}
EMSCRIPTEN_KEEPALIVE void formcast_results_failed(const char* why) { waiting.error = why; }
}
