#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace formcast::intake {

/// The bytes that a raw deflate stream (RFC 1951) at the beginning of `packed` expands to, if they are `expected_size`;
/// nothing where they are not or the stream is damaged. Allocates `expected_size`, so the caller bounds it.
std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> packed, std::size_t expected_size);

}  // namespace formcast::intake
