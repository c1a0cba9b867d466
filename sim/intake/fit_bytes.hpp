#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/intake/little_endian.hpp"

namespace formcast::intake {

/// The unsigned number at `at`, highest byte first. The caller has checked that it is there.
inline std::uint16_t big_u16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}
inline std::uint32_t big_u32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return std::uint32_t{big_u16(bytes, at)} << 16U | big_u16(bytes, at + 2);
}

/// Sizes in a FIT file [bytes]. With kFitLookahead one sees whether a checksum and a header follow.
inline constexpr std::size_t kFitShortHeader = 12, kFitLongHeader = 14, kFitChecksum = 2,
                             kFitLookahead = kFitChecksum + kFitLongHeader;

inline bool has_fit_signature(std::span<const std::uint8_t> rest) {
  constexpr std::string_view kSignature = ".FIT";
  return rest.size() >= kFitShortHeader && std::equal(kSignature.begin(), kSignature.end(), rest.begin() + 8);
}

/// A header of one of the two sizes in use. Other sizes are believed only where a header must be.
inline bool starts_fit_file(std::span<const std::uint8_t> rest) {
  return has_fit_signature(rest) && (rest[0] == kFitShortHeader || rest[0] == kFitLongHeader);
}

/// A file begins here, or after a checksum.
inline bool fit_file_follows(std::span<const std::uint8_t> rest) {
  return starts_fit_file(rest) || (rest.size() > kFitChecksum && starts_fit_file(rest.subspan(kFitChecksum)));
}

}  // namespace formcast::intake
