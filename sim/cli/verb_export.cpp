#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "sim/base/csv_field.hpp"
#include "sim/base/input_error.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/results/results.hpp"

namespace formcast {
namespace {

/// Shortest digits that read back as the same float; nothing where there is no number.
std::string value(float x) { return std::isfinite(x) ? fmt::format("{}", x) : ""; }

using Out = std::back_insert_iterator<std::string>;

template <class Band>
void write_band(const std::string& at, std::string_view output, const Band& band, int day, Out out) {
  for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
    fmt::format_to(out, "{},{},{},{}\n", at, output, kQuantiles[q], value(band[static_cast<std::size_t>(day)][q]));
  }
}

void write_bands(const Results& r, Out out) {
  fmt::format_to(out, "athlete,plan,date,output,quantile,value\n");
  for (std::size_t a = 0; a < r.header.athletes.size(); ++a) {
    for (std::size_t p = 0; p < r.header.plans.size(); ++p) {
      const std::string name = csv_field(r.header.athletes[a]) + "," + csv_field(r.header.plans[p]);
      for (int day = 0; day < r.header.days; ++day) {
        const std::string at = name + "," + iso(r.header.start + date::days{day});
        fmt::format_to(out, "{},planned_load,,{}\n", at,
                       value(r.plan[a][p].planned_load[static_cast<std::size_t>(day)]));
        const PlanResult& plan = r.plan[a][p];
        for (std::size_t o = 0; o < kOutputs; ++o) write_band(at, kOutputText[o].name, plan.bands[o], day, out);
        for (std::size_t o = 0; o < kTravelOutputs && !plan.travel[o].empty(); ++o) {
          write_band(at, kTravelText[o].name, plan.travel[o], day, out);
        }
      }
    }
  }
}

void write_outcomes(const Results& r, Out out) {
  fmt::format_to(out, "athlete,plan,measure,quantile,value\n");
  for (std::size_t a = 0; a < r.header.athletes.size(); ++a) {
    for (std::size_t p = 0; p < r.header.plans.size(); ++p) {
      const PlanResult& plan = r.plan[a][p];
      const std::string name = csv_field(r.header.athletes[a]) + "," + csv_field(r.header.plans[p]);
      for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
        fmt::format_to(out, "{},target_performance,{},{}\n", name, kQuantiles[q], value(plan.target_performance[q]));
        fmt::format_to(out, "{},peak_day,{},{}\n", name, kQuantiles[q], value(plan.peak_day[q]));
      }
      fmt::format_to(out, "{},target_probability,,{}\n", name, value(plan.target_probability));
      fmt::format_to(out, "{},non_finite_members,,{}\n", name, plan.non_finite_members);
    }
  }
}

void write_pairs(const Results& r, Out out) {
  fmt::format_to(out, "athlete,plan,other_plan,measure,quantile,value\n");
  for (std::size_t a = 0; a < r.header.athletes.size(); ++a) {
    for (std::size_t p = 0; p < r.header.plans.size(); ++p) {
      for (std::size_t o = 0; o < r.header.plans.size(); ++o) {
        if (p == o) continue;
        const PairResult& pair = r.pair[a][p][o];
        const std::string name =
            csv_field(r.header.athletes[a]) + "," + csv_field(r.header.plans[p]) + "," + csv_field(r.header.plans[o]);
        for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
          fmt::format_to(out, "{},difference,{},{}\n", name, kQuantiles[q], value(pair.difference[q]));
        }
        fmt::format_to(out, "{},difference_mean,,{}\n", name, value(pair.difference_mean));
        fmt::format_to(out, "{},probability_better,,{}\n", name, value(pair.probability_better));
        if (r.header.decisions.empty()) continue;
        fmt::format_to(out, "{},probability_worthwhile,,{}\n", name, value(pair.probability_worthwhile));
        fmt::format_to(out, "{},probability_alike,,{}\n", name, value(pair.probability_alike));
      }
    }
  }
}

/// Where each athlete's effects of travel come from.
void write_effects(const Results& r, const std::string& file, Out out) {
  if (r.header.effect_sources.empty()) {
    throw InputError({file, 0, 0}, r.header.travels ? "it is older than the record of where effects of travel come "
                                                      "from; simulate again"
                                                    : "no plan has a trip; expected results of a scenario with trips");
  }
  fmt::format_to(out, "athlete,effect,source\n");
  for (std::size_t a = 0; a < r.header.athletes.size(); ++a) {
    for (std::size_t e = 0; e < kEffects; ++e) {
      const auto source = static_cast<std::size_t>(r.header.effect_sources[a][e]);
      fmt::format_to(out, "{},{},{}\n", csv_field(r.header.athletes[a]), kTravelEffects[e].name,
                     kEffectSources[source]);
    }
  }
}

}  // namespace

void run_export(const ExportArguments& arguments) {
  const Results results = read_results(arguments.results);
  std::string text;
  const Out out = std::back_inserter(text);
  if (arguments.what == "bands") write_bands(results, out);
  if (arguments.what == "outcomes") write_outcomes(results, out);
  if (arguments.what == "pairs") write_pairs(results, out);
  if (arguments.what == "effects") write_effects(results, arguments.results, out);
  if (arguments.output.empty() || arguments.output == "-") {
    return write_to_stdout(text);
  }
  write_text(arguments.output, text);
}

}  // namespace formcast
