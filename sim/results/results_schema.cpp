#include "sim/results/results_schema.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "engine/lanes.hpp"

namespace formcast::schema {
namespace {

using enum Dimension;
using Length = Shape::value_type;

constexpr Length kSlabBytes = 1 << 20;  ///< as much as HDF5 caches of one dataset by default
constexpr Length kSummaryBytes = 64 << 10;

Length length(const ResultsHeader& header, Dimension dimension) {
  switch (dimension) {
    case kAthlete:
      return header.athletes.size();
    case kPlan:
    case kOtherPlan:
      return header.plans.size();
    case kDate:
      return static_cast<Length>(header.days);
    case kQuantile:
      return kQuantiles.size();
    case kEffect:
      return kEffects;
    case kMember:
      break;
  }
  return static_cast<Length>(header.members);
}

Length element_bytes(Kind kind) {
  switch (kind) {
    case Kind::kFlag:
      return 1;
    case Kind::kFloat:
    case Kind::kInt:
      return 4;
    case Kind::kDouble:
      return 8;
    case Kind::kText:
      break;
  }
  return 16;  // HDF5 stores the length and address of a text
}

/// Halves the leading dimensions until the chunk fits.
Shape within(Shape chunk, Length element, Length limit) {
  const auto bytes = [&] { return std::accumulate(chunk.begin(), chunk.end(), element, std::multiplies<>()); };
  for (auto& side : chunk) {
    while (side > 1 && bytes() > limit) side = (side + 1) / 2;
  }
  return chunk;
}

void add_outputs(const ResultsHeader& header, std::vector<Variable>& to) {
  for (const OutputText& output : kOutputText) {
    to.push_back({std::string(output.name),
                  std::string(output.long_name),
                  header.performance_unit,
                  {kAthlete, kPlan, kDate, kQuantile}});
  }
  for (std::size_t i = 0; header.travels && i < kTravelOutputs; ++i) {
    const TravelText& text = kTravelText[i];
    to.push_back({std::string(text.name),
                  std::string(text.long_name),
                  text.unit == "p" ? header.performance_unit : std::string(text.unit),
                  {kAthlete, kPlan, kDate, kQuantile}});
  }
  if (!header.store_members) return;
  for (const OutputText& output : kOutputText) {
    to.push_back({members_of(output),
                  std::string(output.long_name) + ", of each member",
                  header.performance_unit,
                  {kAthlete, kPlan, kMember, kDate}});
  }
}

}  // namespace

std::vector<Variable> coordinates(const ResultsHeader& header) {
  std::vector<Variable> made{
      {"athlete", "athlete", "", {kAthlete}, Kind::kText},
      {"plan", "training plan", "", {kPlan}, Kind::kText},
      {"other_plan", "training plan compared with", "", {kOtherPlan}, Kind::kText},
      {"date", "athlete-local date", "days since " + iso(header.start), {kDate}, Kind::kInt},
      {"quantile", "quantile level over the members", "1", {kQuantile}, Kind::kDouble},
  };
  if (!header.effect_sources.empty()) made.push_back({"effect", "effect of travel", "", {kEffect}, Kind::kText});
  if (header.store_members) made.push_back({"member", "member of the ensemble", "1", {kMember}, Kind::kInt});
  return made;
}

std::size_t id_of(const ResultsHeader& header, Dimension dimension) {
  const std::vector<Variable> all = coordinates(header);
  const auto at = std::ranges::find(all, dimension, [](const Variable& each) { return each.dimensions.front(); });
  return static_cast<std::size_t>(at - all.begin());
}

std::vector<std::string> dimension_names(const ResultsHeader& header, const Variable& variable) {
  const std::vector<Variable> all = coordinates(header);
  std::vector<std::string> names;
  for (const Dimension dimension : variable.dimensions) names.push_back(all[id_of(header, dimension)].name);
  return names;
}

std::vector<Variable> variables(const ResultsHeader& header) {
  const std::string& unit = header.performance_unit;
  const std::vector<Dimension> days{kAthlete, kPlan, kDate};
  const std::vector<Dimension> cases{kAthlete, kPlan};
  const std::vector<Dimension> bands{kAthlete, kPlan, kQuantile};
  const std::vector<Dimension> pairs{kAthlete, kPlan, kOtherPlan};
  const std::vector<Dimension> pair_bands{kAthlete, kPlan, kOtherPlan, kQuantile};
  const std::string difference = "performance on the target day under plan less under other_plan, member by member";
  std::vector<Variable> made;
  add_outputs(header, made);
  made.push_back({"planned_load", "planned training load", header.load_unit, days});
  made.push_back({"planned_test", "whether a test is planned", "1", days, Kind::kFlag, "no_test test"});
  made.push_back({"target_performance", "performance a test on the target day would show", unit, bands});
  made.push_back({"target_probability", "probability of the target performance on the target day", "1", cases});
  // Not "days": xarray would make a timedelta64 in nanoseconds of it.
  made.push_back({"peak_day", "day of the highest expected performance, counted from the first date", "d", bands});
  made.push_back({"non_finite_members", "members left out for leaving the finite numbers", "1", cases, Kind::kInt});
  made.push_back({"difference", difference, unit, pair_bands});
  made.push_back({"difference_mean", difference + ", mean", unit, pairs});
  made.push_back({"probability_better", "probability that plan beats other_plan on the target day", "1", pairs});
  if (!header.decisions.empty()) {
    made.push_back({"probability_worthwhile",
                    "probability that plan beats other_plan by more than smallest_worthwhile_change", "1", pairs});
    made.push_back({"probability_alike", "probability that the plans differ by less than that", "1", pairs});
    for (const BasisText& text : kBasisText) {
      made.push_back({std::string(text.name),
                      std::string(text.long_name),
                      text.unit == "p" ? unit : std::string(text.unit),
                      {kAthlete}});
    }
  }
  made.push_back({"twin_digest", "digest of the twin file", "", {kAthlete}, Kind::kText});
  if (!header.effect_sources.empty()) {
    std::string flags;
    for (const std::string_view source : kEffectSources) flags.append(flags.empty() ? "" : " ").append(source);
    made.push_back({"effect_source",
                    "where what is taken for the effect comes from",
                    "1",
                    {kAthlete, kEffect},
                    Kind::kFlag,
                    flags});
  }
  return made;
}

bool holds_members(const Variable& variable) {
  return variable.dimensions.size() > 1 && std::ranges::count(variable.dimensions, kMember) > 0;
}

std::string members_of(const OutputText& output) { return std::string(output.name) + "_members"; }

Shape shape(const ResultsHeader& header, const Variable& variable) {
  Shape made;
  for (const Dimension dimension : variable.dimensions) made.push_back(length(header, dimension));
  return made;
}

Shape chunk(const Variable& variable, const Shape& shape) {
  const auto& along = variable.dimensions;
  Shape made = shape;
  if (along.size() == 1 || std::find(along.begin(), along.end(), kDate) == along.end()) {
    return within(std::move(made), element_bytes(variable.kind), kSummaryBytes);
  }
  made[0] = made[1] = 1;
  if (along[2] == kMember) {
    const Length lanes = kLanes, block = lanes * made[3] * element_bytes(variable.kind);
    made[2] = std::min(made[2], lanes * std::max<Length>(1, kSlabBytes / block));
    return made;
  }
  return within(std::move(made), element_bytes(variable.kind), kSlabBytes);
}

}  // namespace formcast::schema
