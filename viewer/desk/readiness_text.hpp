#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "viewer/compute/hindsight.hpp"
#include "viewer/compute/outlook.hpp"

namespace formcast {

/// What readiness is, in a sentence or two.
inline constexpr const char* kReadinessText = marked(
    "Readiness: the rank of a test on the day among tests on the days of the record's last year, as the twin models "
    "them. 50 is a usual day, 90 better than nine in ten. It uses loads, tests and trips, not mood or soreness; do not "
    "compare athletes by it.");

/// "Readiness needs six weeks of record to compare with; this one has 20 days"; or that it is being worked out.
std::string no_readiness_text(const ModelledPast& past);

/// Readiness on a day of a plan [%]; nothing where either is not known.
std::optional<Quantiles> readiness_on(const ModelledPast& past, const Outlook& plan, int day);

/// "62 of 100 (40 to 81)".
std::string readiness_value(const Quantiles& readiness);

/// Fitness, fatigue and travel effects on a day of a plan, a line each, with the usual values.
std::vector<std::string> readiness_parts(const ModelledPast& past, const Outlook& plan, int day,
                                         const std::string& unit);

}  // namespace formcast
