#include "viewer/compute/travel_caches.hpp"

#include <algorithm>
#include <numeric>

namespace formcast {
namespace {

constexpr std::size_t kMostBytes = 64 << 20;

}  // namespace

std::shared_ptr<TravelCache> TravelCaches::of(const PlanInput& plan, int members) {
  if (plan.trips.empty()) return nullptr;
  const auto found = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.trips == plan.trips && kept.members == members; });
  if (found != kept_.end()) {
    std::rotate(found, found + 1, kept_.end());
    return kept_.back().cache;
  }
  while (bytes() > kMostBytes) kept_.erase(kept_.begin());
  kept_.push_back({plan.trips, members, std::make_shared<TravelCache>()});
  return kept_.back().cache;
}

std::size_t TravelCaches::bytes() const {
  return std::accumulate(kept_.begin(), kept_.end(), std::size_t{0},
                         [](std::size_t sum, const Kept& kept) { return sum + kept.cache->bytes(); });
}

}  // namespace formcast
