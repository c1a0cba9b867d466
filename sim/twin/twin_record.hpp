#pragma once

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// The record a twin carries, its missing loads and sleep NaN again, home and travel tests together. Of markers twins
/// keep sleep_hours alone.
AthleteHistory history_of(const Twin& twin);

Provenance provenance_of(const Twin& twin);

}  // namespace formcast
