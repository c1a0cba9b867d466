#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/devices/little_endian.hpp"

namespace formcast::intake {

/// The unsigned number of kSize bytes, in either order. Both are written out for a size that the compiler knows, as it
/// then makes one load of each.
template <std::size_t kSize>
std::uint64_t fit_word(const std::uint8_t* from, bool big_endian) {
  std::uint64_t little = 0, big = 0;
  for (std::size_t i = 0; i < kSize; ++i) {
    little |= std::uint64_t{from[i]} << (8U * i);
    big |= std::uint64_t{from[i]} << (8U * (kSize - 1 - i));
  }
  return big_endian ? big : little;
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
  // Asked before every record: most are told by their first byte.
  return !rest.empty() && (rest[0] == kFitShortHeader || rest[0] == kFitLongHeader) && has_fit_signature(rest);
}

/// A file begins here, or after a checksum.
inline bool fit_file_follows(std::span<const std::uint8_t> rest) {
  return starts_fit_file(rest) || (rest.size() > kFitChecksum && starts_fit_file(rest.subspan(kFitChecksum)));
}

}  // namespace formcast::intake
