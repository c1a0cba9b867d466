#include "viewer/compute/travel_cache.hpp"

#include <algorithm>
#include <numeric>

#include "sim/scenario/scenario_writer.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMostBytes = 64 << 20;

/// All that a record depends on, and nothing else that an edit may change.
std::string trips_text(const Scenario& scenario) {
  Scenario bare = scenario;
  bare.title.clear();
  bare.noise = {};
  bare.target = {scenario.start, {}, {}};
  bare.plans.front() = {};
  bare.plans.front().trips = scenario.plans.front().trips;
  return to_toml(bare, "a.twin.json");
}

}  // namespace

std::shared_ptr<TravelRecord> TravelMemory::of(const Scenario& scenario) {
  if (!scenario.travels()) return nullptr;
  std::string trips = trips_text(scenario);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.trips == trips; });
  if (found != kept_.end()) {
    std::rotate(found, found + 1, kept_.end());
    return kept_.back().record;
  }
  while (bytes() > kMostBytes) kept_.erase(kept_.begin());
  kept_.push_back({std::move(trips), std::make_shared<TravelRecord>()});
  return kept_.back().record;
}

std::size_t TravelMemory::bytes() const {
  return std::accumulate(kept_.begin(), kept_.end(), std::size_t{0},
                         [](std::size_t sum, const Kept& kept) { return sum + kept.record->bytes(); });
}

}  // namespace formcast
