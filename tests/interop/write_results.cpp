#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/batch/merge.hpp"
#include "sim/batch/run_output.hpp"
#include "tests/interop/results_sample.hpp"

/// write_results DIRECTORY [merged]: writes results.h5, and the values it holds as expected.json, for the programs that
/// check other readers. With "merged" the file is put together from shards, shard-1.h5 and shard-2.h5,
/// and these from the parts of successive resumed runs.
namespace formcast {
namespace {

using nlohmann::json;

/// JSON knows no NaN.
json value(float number) { return std::isnan(number) ? json(nullptr) : json(number); }

json values(std::span<const float> numbers) {
  json made = json::array();
  for (const float number : numbers) made.push_back(value(number));
  return made;
}

json plan_json(const ResultsHeader& header, std::size_t athlete, std::size_t plan) {
  const PlanResult result = sample::plan_result(header, athlete, plan);
  const auto days = static_cast<std::size_t>(header.days);
  json made;
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const std::string name(kOutputText[i].name);
    for (const Quantiles& day : result.bands[i]) made[name].push_back(values(day));
    const std::span<const float> all(result.members[i]);
    for (std::size_t m = 0; m * days < all.size(); ++m)
      made[name + "_members"].push_back(values(all.subspan(m * days, days)));
  }
  made["planned_load"] = values(result.planned_load);
  made["planned_test"] = result.planned_test;
  made["target_performance"] = values(result.target_performance);
  made["target_probability"] = value(result.target_probability);
  made["peak_day"] = values(result.peak_day);
  made["non_finite_members"] = result.non_finite_members;
  return made;
}

json pair_json(std::size_t athlete, std::size_t plan, std::size_t other) {
  PairResult result = sample::pair_result(athlete, plan, other);
  if (plan == other) {  // never written
    result.difference.fill(NAN);
    result.difference_mean = result.probability_better = NAN;
  }
  return {{"difference", values(result.difference)},
          {"difference_mean", value(result.difference_mean)},
          {"probability_better", value(result.probability_better)}};
}

json coordinates(const ResultsHeader& header) {
  json made{
      {"athlete", header.athletes}, {"plan", header.plans}, {"other_plan", header.plans}, {"quantile", kQuantiles}};
  for (const TravelEffect& effect : kTravelEffects) made["effect"].push_back(effect.name);
  for (int day = 0; day < header.days; ++day) made["date"].push_back(iso(header.start + date::days{day}));
  for (int member = 0; member < header.members; ++member) made["member"].push_back(member);
  return made;
}

json expected(const ResultsHeader& header) {
  json data = json::object();
  const auto add = [&data](std::size_t athlete, const json& cell, auto... at) {
    for (const auto& [name, entry] : cell.items()) {
      json* slot = &data[name][athlete];
      ((slot = &(*slot)[at]), ...);
      *slot = entry;
    }
  };
  for (std::size_t a = 0; a < header.athletes.size(); ++a) {
    for (std::size_t p = 0; p < header.plans.size(); ++p) {
      add(a, plan_json(header, a, p), p);
      for (std::size_t o = 0; o < header.plans.size(); ++o) add(a, pair_json(a, p, o), p, o);
    }
  }
  data["twin_digest"] = header.twin_digests;
  for (const EffectSources& athlete : header.effect_sources) data["effect_source"].push_back(athlete);
  const json attributes{{"Conventions", "CF-1.10"},
                        {"title", header.title},
                        {"results_version", kResultsVersion},
                        {"seed", header.seed},
                        {"members", header.members},
                        {"target_date", iso(header.target)},
                        {"target_performance", *header.target_performance},
                        {"scenario", header.scenario_source},
                        {"scenario_text", header.scenario_text},
                        {"command_line", header.command_line},
                        {"model_versions", header.model_versions}};
  return {{"coordinates", coordinates(header)}, {"variables", data}, {"attributes", attributes}};
}

EnsembleResult athlete_result(const ResultsHeader& header, std::size_t athlete) {
  EnsembleResult made;
  made.pair.resize(header.plans.size());
  for (std::size_t p = 0; p < header.plans.size(); ++p) {
    made.plan.push_back(sample::plan_result(header, athlete, p));
    for (std::size_t o = 0; o < header.plans.size(); ++o) made.pair[p].push_back(sample::pair_result(athlete, p, o));
  }
  return made;
}

/// The athletes of a shard, each in a run of its own that stores it and ends; the last run merges the file.
void write_shard(const std::filesystem::path& path, const ResultsHeader& header, const Shard& shard) {
  RunOutputOptions options;
  options.shard = shard;
  options.resume = true;
  const Part share = part_of(shard, header.athletes.size());
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    RunOutput run(path, header, options);
    run.write(a, athlete_result(header, a));
    run.keep();
  }
  RunOutput(path, header, options).finish();
}

void write_merged(const std::filesystem::path& directory, ResultsHeader header) {
  header.source = "Formcast 1.2.3";  // a shard says what wrote it
  std::vector<std::filesystem::path> shards;
  for (std::size_t i = 1; i <= 2; ++i) {
    shards.push_back(directory / ("shard-" + std::to_string(i) + ".h5"));
    std::filesystem::remove(shards.back());
    write_shard(shards.back(), header, {i, 2});
  }
  merge_shards({shards[1], shards[0]}, directory / "results.h5", nullptr);
}

}  // namespace
}  // namespace formcast

int main(int argc, char** argv) try {
  const bool merged = argc == 3 && std::string_view(argv[2]) == "merged";
  if (argc != 2 && !merged) {
    std::fputs("usage: write_results DIRECTORY [merged]\n", stderr);
    return 2;
  }
  const std::filesystem::path directory(argv[1]);
  formcast::ResultsHeader header = formcast::sample::header(true);
  header.effect_sources = formcast::sample::effect_sources(header);
  if (merged) {
    formcast::write_merged(directory, header);
  } else {
    formcast::sample::write_file(directory / "results.h5", header);
  }
  std::ofstream out(directory / "expected.json");
  out << formcast::expected(header).dump(1) << "\n";
  return out.flush() ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
