#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace formcast::intake {

/// The unsigned number of `count` bytes at `at`, lowest byte first. The caller has checked that they are there.
inline std::uint64_t little_endian(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | bytes[at + i - 1];
  return value;
}

inline std::uint16_t u16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(little_endian(bytes, at, 2));
}
inline std::uint32_t u32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(little_endian(bytes, at, 4));
}
inline std::uint64_t u64(std::span<const std::uint8_t> bytes, std::size_t at) { return little_endian(bytes, at, 8); }

}  // namespace formcast::intake
