#pragma once

#include <string>
#include <string_view>

namespace formcast::intake {

/// The sport that a device or platform names in English or German ("Biking", "VirtualRide", "trail_running",
/// "Radfahrt", "Lap Swimming"), as Session::sport has it. A word not known stays, in lower case and with "_" for
/// blanks; "" for "Other" and what says as little.
std::string sport_name(std::string_view vendor);

}  // namespace formcast::intake
