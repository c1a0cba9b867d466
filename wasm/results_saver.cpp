// Saves results from a page: all values of every variable go to results.mjs, whose worker writes the file.
#include <emscripten/emscripten.h>

#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/results/results_schema.hpp"
#include "viewer/export/results_export.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(void, formcast_results_part, (const char* name, const char* bytes, size_t size), {
  Module.results.part(UTF8ToString(name), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, formcast_results_save, (const char* name, const char* header), {
  Module.results.save(UTF8ToString(name), UTF8ToString(header));
});
// clang-format on

using Json = nlohmann::ordered_json;

/// The same of every plan, one after another.
template <class Value, class Of>
void put(std::string_view name, const ResultsToKeep& results, const Of& of) {
  std::vector<Value> all;
  for (std::size_t p = 0; p < results.athlete.plans.size(); ++p) {
    const std::vector<Value> values = of(p);
    all.insert(all.end(), values.begin(), values.end());
  }
  formcast_results_part(std::string(name).c_str(), reinterpret_cast<const char*>(all.data()),
                        all.size() * sizeof(Value));
}

void put_plans(const ResultsToKeep& results) {
  const std::vector<PlanResult>& plans = results.athlete.plans;
  for (std::size_t i = 0; i < kOutputs; ++i)
    put<Quantiles>(kOutputText[i].name, results, [&](std::size_t p) { return plans[p].bands[i]; });
  Quantiles missing;
  missing.fill(std::numeric_limits<float>::quiet_NaN());
  const std::vector<Quantiles> at_home(static_cast<std::size_t>(results.header.days), missing);
  for (std::size_t i = 0; results.header.travels && i < kTravelOutputs; ++i) {
    put<Quantiles>(kTravelText[i].name, results,
                   [&](std::size_t p) { return plans[p].travel[i].empty() ? at_home : plans[p].travel[i]; });
  }
  using One = std::vector<Quantiles>;
  put<float>("planned_load", results, [&](std::size_t p) { return plans[p].planned_load; });
  put<std::int8_t>("planned_test", results, [&](std::size_t p) { return plans[p].planned_test; });
  put<Quantiles>("target_performance", results, [&](std::size_t p) { return One{plans[p].target_performance}; });
  put<float>("target_probability", results, [&](std::size_t p) { return std::vector{plans[p].target_probability}; });
  put<Quantiles>("peak_day", results, [&](std::size_t p) { return One{plans[p].peak_day}; });
  put<std::int32_t>("non_finite_members", results,
                    [&](std::size_t p) { return std::vector{plans[p].non_finite_members}; });
}

void put_pairs(const ResultsToKeep& results) {
  const auto each = [&]<class Value>(std::string_view name, Value PairResult::*member) {
    put<Value>(name, results, [&](std::size_t p) {
      std::vector<Value> values;
      for (const PairResult& pair : results.athlete.pairs[p]) values.push_back(pair.*member);
      return values;
    });
  };
  each("difference", &PairResult::difference);
  each("difference_mean", &PairResult::difference_mean);
  each("probability_better", &PairResult::probability_better);
  each("probability_worthwhile", &PairResult::probability_worthwhile);
  each("probability_alike", &PairResult::probability_alike);
  for (const BasisText& text : kBasisText) {
    std::vector<float> values;
    for (const DecisionBasis& athlete : results.header.decisions) values.push_back(athlete.*text.value);
    formcast_results_part(std::string(text.name).c_str(), reinterpret_cast<const char*>(values.data()),
                          values.size() * sizeof(float));
  }
}

/// What the file holds, as sim/results lays it out: name, long_name, units (null for texts), dimensions, type, chunks
/// (of variables) and the meanings of flags.
Json described(const ResultsHeader& header, const schema::Variable& variable) {
  constexpr std::array<const char*, 5> kTypes{"<f", "<d", "<i", "<b", "S"};
  return {{"name", variable.name},
          {"long_name", variable.long_name},
          {"units", variable.kind == schema::Kind::kText ? Json() : Json(variable.unit)},
          {"dimensions", schema::dimension_names(header, variable)},
          {"type", kTypes[static_cast<std::size_t>(variable.kind)]},
          {"chunks", schema::chunk(variable, schema::shape(header, variable))},
          {"flags", variable.flags}};
}

Json header_json(const ResultsHeader& header) {
  Json coordinates = Json::array(), variables = Json::array(), effects = Json::array(), sources = Json::array();
  for (const schema::Variable& each : schema::coordinates(header)) coordinates.push_back(described(header, each));
  for (const schema::Variable& each : schema::variables(header)) variables.push_back(described(header, each));
  for (const TravelEffect& effect : kTravelEffects) effects.push_back(effect.name);
  for (const EffectSources& athlete : header.effect_sources) {
    for (const EffectSource source : athlete) sources.push_back(static_cast<int>(source));
  }
  return {{"results_version", kResultsVersion},
          {"athletes", header.athletes},
          {"plans", header.plans},
          {"quantiles", kQuantiles},
          {"days", header.days},
          {"members", header.members},
          {"target", iso(header.target)},
          {"target_performance", header.target_performance ? Json(*header.target_performance) : Json()},
          {"seed", std::to_string(header.seed)},
          {"title", header.title},
          {"scenario", header.scenario_source},
          {"scenario_text", header.scenario_text},
          {"twin_digests", header.twin_digests},
          {"command_line", header.command_line},
          {"model_versions", header.model_versions},
          {"source", header.source},
          {"coordinates", coordinates},
          {"variables", variables},
          {"effects", effects},
          {"effect_sources", sources}};
}

}  // namespace

std::string save_results(const std::string& name, const ResultsToKeep& results) {
  put_plans(results);
  put_pairs(results);
  formcast_results_save(name.c_str(), header_json(results.header).dump().c_str());
  return "";
}

}  // namespace formcast
