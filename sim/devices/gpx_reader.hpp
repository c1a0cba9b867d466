#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Reads a GPS exchange file (GPX 1.0 or 1.1): a session per <trk> whose points have times; its segments are parted by
/// pauses, and so are samples far apart. Heart rate, cadence, power and speed come from extensions under any namespace
/// prefix or none; distance from positions. Routes, and tracks without times, are plans: a note names them. A file cut
/// short gives what was complete. `named` is the file for the source. Never throws for what the bytes hold; `fault`
/// says why there is no session.
Content read_gpx(std::span<const std::uint8_t> bytes, std::string_view named);

}  // namespace formcast::intake
