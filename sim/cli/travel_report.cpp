#include "sim/cli/travel_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/table.hpp"
#include "sim/cli/terminal.hpp"

namespace formcast {
namespace {

using Use = TravelReading::Use;
using What = TravelReading::What;

/// Median, 5 % and 95 %.
std::array<double, 3> band_of(const LogNormal& of) {
  const double factor = std::exp(1.6448536269514722 * of.sd_log);
  return {of.median, of.median / factor, of.median * factor};
}

std::string band_text(const LogNormal& of) {
  const auto [median, low, high] = band_of(of);
  return fmt::format("{} ({} to {})", significant(median), significant(low), significant(high));
}

std::string use_of(const TravelReading& reading) {
  return std::string(TravelReading::kUses[static_cast<std::size_t>(reading.use)]);
}

Json effects_json(const LearnedEffects& learned) {
  Json json = Json::object();
  for (std::size_t e = 0; e < kEffects; ++e) {
    const auto [median, low, high] = band_of(learned.effects[e]);
    json[std::string(kTravelEffects[e].name)] = {{"unit", kTravelEffects[e].unit},
                                                 {"prior_median", learned.priors[e].median},
                                                 {"prior_spread", learned.priors[e].sd_log},
                                                 {"median", median},
                                                 {"spread", learned.effects[e].sd_log},
                                                 {"low_5", low},
                                                 {"high_95", high},
                                                 {"contraction", learned.contraction(e)},
                                                 {"learned", learned.learned(e)}};
  }
  return json;
}

}  // namespace

Json learning_json(const LearnedEffects& learned, Date start) {
  Json readings = Json::array();
  for (const TravelReading& reading : learned.readings) {
    const bool predicted = reading.use != Use::kNothingBefore;
    readings.push_back({{"what", TravelReading::kWhats[static_cast<std::size_t>(reading.what)]},
                        {"date", iso(start + date::days{reading.day})},
                        {"measured", reading.measured},
                        {"predicted", predicted ? Json(reading.predicted) : Json()},
                        {"predicted_sd", predicted ? Json(reading.sd) : Json()},
                        {"use", use_of(reading)}});
  }
  return {{"readings", readings}, {"effects", effects_json(learned)}};
}

void print_readings(const LearnedEffects& learned, Date start, const std::string& unit) {
  Table table({"date", "what", "measured", "predicted", "unit", "off by [sd]", ""});
  for (const TravelReading& reading : learned.readings) {
    const bool predicted = reading.use != Use::kNothingBefore, test = reading.what == What::kTest;
    table.add({iso(start + date::days{reading.day}), test ? "test" : "sleep", significant(reading.measured),
               predicted ? fmt::format("{} +- {}", significant(reading.predicted), significant(reading.sd)) : "-",
               test ? unit : "h",
               predicted ? fmt::format("{:+.1f}", (reading.measured - reading.predicted) / reading.sd) : "-",
               use_of(reading)});
  }
  say("{}", table.text(2));
}

void print_travel(const LearnedEffects& learned, std::size_t tests) {
  const auto learned_from = [&](What what) {
    return std::ranges::count_if(
        learned.readings, [&](const TravelReading& each) { return each.what == what && each.use == Use::kLearned; });
  };
  const auto counted = [](auto count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  say("  {} set aside; {} and {} of travel used: {}\n", counted(tests, "travel test"),
      counted(learned_from(What::kTest), "test"), counted(learned_from(What::kNight), "night"),
      learned.any() ? "effects learned, others stay population priors:"
                    : "nothing learned, its effects stay population priors");
  print_effects(learned);
  for (const Use use : {Use::kTooFarOff, Use::kNothingBefore}) {
    const auto left_out = std::ranges::count(learned.readings, use, &TravelReading::use);
    if (left_out == 0) continue;
    say("  note: {} of the tests and nights not used: {}\n", left_out,
        TravelReading::kUses[static_cast<std::size_t>(use)]);
  }
}

bool print_effects(const LearnedEffects& learned) {
  Table table({"effect", "before", "learned", "unit", "contraction"});
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (!learned.learned(e)) continue;
    table.add({std::string(kTravelEffects[e].name), band_text(learned.priors[e]), band_text(learned.effects[e]),
               std::string(kTravelEffects[e].unit), fmt::format("{:.0f} %", 100.0 * learned.contraction(e))});
  }
  if (table.empty()) return false;
  say("{}", table.text(2));
  return true;
}

}  // namespace formcast
