#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/ensemble/travel_cache.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {

/// What trips did to one twin's members, kept from one request to the next: a load that is dragged leaves the trips as
/// they are.
class TravelMemory {
 public:
  /// The record for a scenario's only plan: whole where its trips, days, members and seed were asked about before;
  /// nothing for a plan without trips. The oldest are forgotten where all take more than 64 MB.
  std::shared_ptr<TravelRecord> of(const Scenario& scenario);
  /// Of all records.
  std::size_t bytes() const;

 private:
  struct Kept {
    std::string trips;  ///< the scenario without its loads
    std::shared_ptr<TravelRecord> record;
  };
  std::vector<Kept> kept_;  // the one asked about last comes last
};

}  // namespace formcast
