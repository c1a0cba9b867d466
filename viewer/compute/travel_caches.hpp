#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/ensemble/travel_cache.hpp"
#include "viewer/compute/plan_input.hpp"

namespace formcast {

/// The effects of trips on one twin's members, kept between requests: dragging a load does not change them.
class TravelCaches {
 public:
  /// The cache for a plan's trips: filled where they were evaluated before for as many members; none for a plan without
  /// trips. The oldest are dropped where all take more than 64 MB.
  std::shared_ptr<TravelCache> of(const PlanInput& plan, int members);
  /// Of all caches.
  std::size_t bytes() const;

 private:
  struct Kept {
    std::string trips;  ///< and seed, as in PlanInput
    int members = 0;
    std::shared_ptr<TravelCache> cache;
  };
  std::vector<Kept> kept_;  // the most recently used comes last
};

}  // namespace formcast
