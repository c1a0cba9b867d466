#include "viewer/desk/readiness_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/monitoring/readiness.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// The median of an output on a day; nothing where it is not known.
std::optional<double> median(const std::vector<Quantiles>& bands, int day) {
  if (day < 0 || static_cast<std::size_t>(day) >= bands.size()) return std::nullopt;
  return static_cast<double>(bands[static_cast<std::size_t>(day)][2]);
}

}  // namespace

std::string no_readiness_text(const ModelledPast& past) {
  if (past.days() == 0) return tr("Readiness is being worked out");
  return tr("Readiness needs {} days of record to compare with; this one has {}", Norm::kFewestDays, past.days());
}

std::optional<Quantiles> readiness_on(const ModelledPast& past, const Outlook& plan, int day) {
  const auto& bands = plan.result.bands[static_cast<std::size_t>(Output::kPerformance)];
  if (past.norm.empty() || day < 0 || static_cast<std::size_t>(day) >= bands.size()) return std::nullopt;
  const Quantiles& of = bands[static_cast<std::size_t>(day)];
  if (!std::isfinite(of[2])) return std::nullopt;
  return readiness(past.norm, of);
}

std::string readiness_value(const Quantiles& readiness) {
  return tr("{:.0f} of 100 ({:.0f} to {:.0f})", readiness[2], readiness.front(), readiness.back());
}

std::vector<std::string> readiness_parts(const ModelledPast& past, const Outlook& plan, int day,
                                         const std::string& unit) {
  std::vector<std::string> parts;
  const auto state = [&](const char* name, Output output, float usual) {
    if (const auto now = median(plan.result.bands[static_cast<std::size_t>(output)], day))
      parts.push_back(
          tr("{}: {}, usually {}", name, with_unit(*now, unit), with_unit(static_cast<double>(usual), unit)));
  };
  state(tr("Fitness"), Output::kFitness, past.usual_fitness);
  state(tr("Fatigue"), Output::kFatigue, past.usual_fatigue);
  struct TravelPart {
    const char* name;
    TravelOutput output;
  };
  constexpr std::array<TravelPart, 4> kParts{{{marked("Time of day"), TravelOutput::kTimeOfDay},
                                              {marked("Body clock"), TravelOutput::kClockPart},
                                              {marked("Sleep"), TravelOutput::kSleepPart},
                                              {marked("Travel"), TravelOutput::kTravelFatiguePart}}};
  for (const TravelPart& part : kParts) {
    const auto now = median(plan.result.travel[static_cast<std::size_t>(part.output)], day);
    if (now) parts.push_back(fmt::format("{}: {}{}", tr(part.name), signed_text(*now), unit.empty() ? "" : " " + unit));
  }
  return parts;
}

}  // namespace formcast
