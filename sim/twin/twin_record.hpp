#pragma once

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// The record a twin carries, its unknown loads and nights NaN again, tests at home and on the road together. Of
/// markers twins keep the nights alone.
AthleteHistory history_of(const Twin& twin);

}  // namespace formcast
