#pragma once

#include <boost/icl/interval_set.hpp>
#include <cstdint>
#include <functional>

#include "sim/travel/trip.hpp"

namespace formcast {

/// Minutes since 1970 [UTC], each from its beginning until just before its end.
using MinuteSpan = boost::icl::right_open_interval<std::int64_t>;
using MinuteSet = boost::icl::interval_set<std::int64_t, std::less, MinuteSpan>;

inline std::int64_t minute(Instant at) { return at.time_since_epoch().count(); }
inline MinuteSpan span_of(const Period& period) { return {minute(period.begin), minute(period.end)}; }

}  // namespace formcast
