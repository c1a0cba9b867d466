#include "sim/measures/measure_offers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/measures/measures_sampled.hpp"

namespace formcast::intake {
namespace {

constexpr std::string_view kVendorPrefix = "vendor:";

/// Loads among the numbers of devices and platforms; the others are means, energies and shares.
constexpr std::array<std::string_view, 8> kVendorLoads{
    "training_stress_score", "icu_training_load",   "power_load", "hr_load", "pace_load", "trimp",
    "relative_effort",       "strava_training_load"};

std::string key_of(const MeasureChoice& choice) {
  if (choice.measure == Measure::kVendor) return std::string(kVendorPrefix) + choice.vendor;
  return std::string(row_of(choice.measure).key);
}

std::vector<MeasureChoice> all_measures() {
  std::vector<MeasureChoice> all;
  for (const MeasureRow& row : kMeasures) {
    if (row.measure != Measure::kVendor) all.push_back({row.measure, ""});
  }
  for (const std::string_view vendor : kVendorLoads) all.push_back({Measure::kVendor, std::string(vendor)});
  return all;
}

bool is_volume(const MeasureOffer& offer) {
  return offer.choice.measure == Measure::kDuration || offer.choice.measure == Measure::kDistance;
}

}  // namespace

std::optional<MeasureChoice> measure_choice(const std::string& key) {
  const std::vector<MeasureChoice> all = all_measures();
  const auto called = [&](const MeasureChoice& choice) {
    return key_of(choice) == key || (choice.measure == Measure::kVendor && choice.vendor == key);
  };
  const auto found = std::ranges::find_if(all, called);  // "trimp" is ours, "vendor:trimp" a platform's
  if (found != all.end()) return *found;
  // A load that a table gives by a name of its own.
  if (key.size() <= kVendorPrefix.size() || !key.starts_with(kVendorPrefix)) return std::nullopt;
  return MeasureChoice{Measure::kVendor, key.substr(kVendorPrefix.size())};
}

std::vector<MeasureChoice> measure_chain(std::string_view list) {
  std::vector<MeasureChoice> chain;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t comma = std::min(list.find(',', from), list.size());
    std::string key(list.substr(from, comma - from));
    key.erase(0, key.find_first_not_of(' '));
    key.erase(key.find_last_not_of(' ') + 1);
    const std::optional<MeasureChoice> choice = measure_choice(key);
    if (!choice) {
      throw InputError(tr("expected one of {}, or several with commas between them, not \"{}\"",
                          fmt::join(measure_keys(), ", "), key));
    }
    const auto same = [&](const MeasureChoice& other) { return key_of(other) == key_of(*choice); };
    if (std::ranges::any_of(chain, same)) throw InputError(tr("{} is given twice", key));
    chain.push_back(*choice);
    from = comma + 1;
  }
  return chain;
}

std::vector<std::string> measure_keys() {
  std::vector<std::string> keys;
  for (const MeasureChoice& choice : all_measures()) keys.push_back(key_of(choice));
  return keys;
}

std::vector<MeasureOffer> measures_of(std::span<const Session> sessions, const AthleteProfile& profile) {
  std::vector<MeasureOffer> offers;
  std::vector<MeasureChoice> choices = all_measures();
  for (const Session& session : sessions) {
    for (const VendorValue& value : session.vendor) {
      const MeasureChoice choice{Measure::kVendor, value.name};
      const auto same = [&](const MeasureChoice& known) { return key_of(known) == key_of(choice); };
      if (value.is_load && std::ranges::none_of(choices, same)) choices.push_back(choice);
    }
  }
  for (const MeasureChoice& choice : choices) {
    MeasureOffer offer{choice, key_of(choice), 0, ""};
    for (const Session& session : sessions) {
      const SessionLoad load = load_of(session, choice, profile);
      if (load.why_not.empty()) ++offer.sessions;
      if (is_need(load.why_not)) offer.needs = load.why_not;
    }
    if (offer.sessions > 0 || !offer.needs.empty()) offers.push_back(std::move(offer));
  }
  std::ranges::stable_sort(offers, [](const auto& a, const auto& b) { return a.sessions > b.sessions; });
  return offers;
}

std::optional<MeasureOffer> only_measure(const std::vector<MeasureOffer>& offers, std::size_t sessions) {
  std::vector<const MeasureOffer*> loads, volumes;
  for (const MeasureOffer& offer : offers) {
    if (offer.sessions == sessions && sessions > 0) (is_volume(offer) ? volumes : loads).push_back(&offer);
  }
  const std::vector<const MeasureOffer*>& of = loads.empty() ? volumes : loads;
  if (of.size() != 1) return std::nullopt;
  return *of.front();
}

}  // namespace formcast::intake
