#include "sim/twin/twin_record.hpp"

#include <algorithm>
#include <limits>

namespace formcast {

AthleteHistory history_of(const Twin& twin) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  AthleteHistory record;
  record.athlete = twin.athlete;
  record.start = twin.start;
  record.load = twin.load;
  for (std::size_t d = 0; d < record.load.size(); ++d) {
    if (twin.load_known[d] == 0) record.load[d] = kUnknown;
  }
  record.tests = twin.tests;
  record.tests.insert(record.tests.end(), twin.travel_tests.begin(), twin.travel_tests.end());
  std::ranges::sort(record.tests, {}, &Test::day);
  record.bounds = twin.bounds;
  for (std::size_t d = 0; d < twin.sleep_hours.size(); ++d) {
    record.markers[kSleepHours].push_back(twin.sleep_known[d] == 0 ? kUnknown : twin.sleep_hours[d]);
  }
  return record;
}

Provenance provenance_of(const Twin& twin) {
  return {twin.source, twin.source_digest, twin.load_unit, twin.performance_unit, twin.test_kind};
}

}  // namespace formcast
