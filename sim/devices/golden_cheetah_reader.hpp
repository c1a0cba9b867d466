#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Whether bytes begin as an activity that GoldenCheetah keeps as JSON.
bool is_golden_cheetah(std::span<const std::uint8_t> bytes);

/// Reads an activity of GoldenCheetah's athlete folder: samples, the tags that are of use (Sport, RPE, Feel, titles)
/// and metrics that were overridden by hand, which go before what samples give. Start times are universal time. A file
/// cut short gives the samples that were complete. Never throws for what the bytes hold.
Content read_golden_cheetah(std::span<const std::uint8_t> bytes, std::string_view named);

}  // namespace formcast::intake
