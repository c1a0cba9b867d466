#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "sim/results/results.hpp"

/// A small results file with everything that may break a reader: names in several scripts, a unit
/// of one letter, days across a leap day, missing values, members.
namespace formcast::sample {

inline ResultsHeader header(bool store_members) {
  using namespace date::literals;
  ResultsHeader made;
  made.athletes = {"Anna", "Bjørn Ødegård", "佐藤 健"};
  made.plans = {"taper", "no taper"};
  made.start = date::sys_days{2028_y / 2 / 27};
  made.days = 6;
  made.members = 40;
  made.store_members = store_members;
  made.target = date::sys_days{2028_y / 3 / 2};
  made.target_performance = 312.5;
  made.seed = 0xfedcba9876543210u;
  made.title = "Räce “prep”";
  made.load_unit = "AU";
  made.performance_unit = "W";
  made.scenario_source = "prep.toml";
  made.scenario_text = "# préparation\nseed = 1\n";
  made.twin_digests = {"0123456789abcdef", "cbf29ce484222325", "00000000000000ff"};
  made.command_line = "formcast simulate prep.toml --out results.h5";
  made.model_versions = "local_level 1, banister 2";
  return made;
}

/// Sources of travel effects, a different pattern for each athlete.
inline std::vector<EffectSources> effect_sources(const ResultsHeader& header) {
  std::vector<EffectSources> made(header.athletes.size());
  for (std::size_t a = 0; a < made.size(); ++a) {
    for (std::size_t e = 0; e < kEffects; ++e) made[a][e] = static_cast<EffectSource>((a + e * e) % 3);
  }
  return made;
}

/// Numbers with full float mantissas, all different.
inline float number(double index) { return static_cast<float>(100.0 * std::sin(1.0 + index) + index / 3.0); }

inline Quantiles quantiles(double index) {
  Quantiles made{};
  for (std::size_t q = 0; q < made.size(); ++q) made[q] = number(index) + static_cast<float>(q);
  return made;
}

inline PlanResult plan_result(const ResultsHeader& header, std::size_t athlete, std::size_t plan) {
  const double base = 1000.0 * static_cast<double>(athlete) + 100.0 * static_cast<double>(plan);
  const auto days = static_cast<std::size_t>(header.days);
  PlanResult made;
  for (std::size_t day = 0; day < days; ++day) {
    const double index = base + static_cast<double>(day);
    made.planned_load.push_back(number(index));
    made.planned_test.push_back(day % 3 == 2);
    for (std::size_t i = 0; i < kOutputs; ++i) made.bands[i].push_back(quantiles(index + 0.2 * static_cast<double>(i)));
  }
  made.target_performance = quantiles(base + 0.5);
  made.target_probability =
      athlete == 1 ? std::numeric_limits<float>::quiet_NaN() : 0.25F + 0.125F * static_cast<float>(plan);
  made.peak_day = {1.5F, 2.0F, 3.0F, 4.25F, 5.0F};
  for (float& day : made.peak_day) day = std::min(day, static_cast<float>(header.days - 1));
  made.non_finite_members = static_cast<std::int32_t>(athlete);
  if (!header.store_members) return made;
  for (std::size_t i = 0; i < kOutputs; ++i) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(header.members) * days; ++k) {
      made.members[i].push_back(number(base + 0.01 * static_cast<double>(k) + 0.3 * static_cast<double>(i)));
    }
    if (athlete == 2) made.members[i][days] = std::numeric_limits<float>::quiet_NaN();
  }
  return made;
}

inline PairResult pair_result(std::size_t athlete, std::size_t plan, std::size_t other) {
  const double index =
      100.0 * static_cast<double>(athlete) + 10.0 * static_cast<double>(plan) + static_cast<double>(other);
  return {quantiles(index), number(index + 0.5),
          0.5F + 0.125F * static_cast<float>(plan) - 0.125F * static_cast<float>(other)};
}

inline void write(ResultsWriter& writer, const ResultsHeader& header) {
  for (std::size_t a = 0; a < header.athletes.size(); ++a) {
    for (std::size_t p = 0; p < header.plans.size(); ++p) {
      writer.write(a, p, plan_result(header, a, p));
      for (std::size_t o = 0; o < header.plans.size(); ++o) {
        if (o != p) writer.write_pair(a, p, o, pair_result(a, p, o));
      }
    }
  }
}

inline void write_file(const std::filesystem::path& path, const ResultsHeader& header) {
  ResultsWriter writer(path, header);
  write(writer, header);
  writer.commit();
}

}  // namespace formcast::sample
