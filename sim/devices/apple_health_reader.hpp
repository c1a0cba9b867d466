#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Whether bytes begin as the export.xml of Apple Health does; some thousand are enough.
bool is_apple_health(std::span<const std::uint8_t> bytes);

/// Reads the export.xml of Apple Health from pieces, of whatever size: the file has gigabytes, and what is kept are its
/// workouts with their statistics and its readings of mornings. HRV is SDNN and stays "hrv_sdnn", as it is no rMSSD.
/// Of the night's sleep one source counts (apple_health_sleep.hpp). Its inline DTD is skipped, and nothing in it
/// expanded. Never throws for what the bytes hold; a file cut short gives all that was complete.
class AppleHealthReader {
 public:
  explicit AppleHealthReader(std::string_view named);
  ~AppleHealthReader();
  AppleHealthReader(AppleHealthReader&&) noexcept;
  AppleHealthReader& operator=(AppleHealthReader&&) noexcept;

  void feed(std::span<const std::uint8_t> piece);
  /// All that was read; the reader is empty afterwards.
  Content finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for a file in memory.
Content read_apple_health(std::span<const std::uint8_t> bytes, std::string_view named);

}  // namespace formcast::intake
