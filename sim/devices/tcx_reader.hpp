#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Reads a Training Center file (TCX): a session per <Activity>, with its laps; distance from positions where the file
/// gives none. Extensions (speed, power, running cadence) are taken under any namespace prefix. Zero or empty heart
/// rates are missing, and so is a distance of zero. Times without a zone are universal time, as the format has it.
/// Courses and workouts are plans: a note names them. A file cut short gives what was complete. `named` is the file
/// for the source. Never throws for what the bytes hold; `fault` says why there is no session.
Content read_tcx(std::span<const std::uint8_t> bytes, std::string_view named);

}  // namespace formcast::intake
