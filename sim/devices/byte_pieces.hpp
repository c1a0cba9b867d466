#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/byte_source.hpp"
#include "sim/devices/little_endian.hpp"

namespace formcast::intake {

using formcast::ByteSource;
using formcast::MemorySource;

/// Reads a source from front to back in pieces of at least a quarter of a megabyte.
class Pieces {
 public:
  explicit Pieces(const ByteSource& source) : source_(source) {}

  std::uint64_t size() const { return source_.size(); }

  /// The bytes from `at`, at least `least` of them unless the source ends before. Valid until the next call.
  std::span<const std::uint8_t> from(std::uint64_t at, std::size_t least);

  /// Whether there is this little-endian number of 32 bits at `at`.
  bool has_u32(std::uint64_t at, std::uint32_t number) {
    const std::span<const std::uint8_t> bytes = from(at, 4);
    return bytes.size() >= 4 && u32(bytes, 0) == number;
  }

 private:
  const ByteSource& source_;
  std::vector<std::uint8_t> buffer_;
  std::span<const std::uint8_t> piece_;
  std::uint64_t begin_ = 0;  ///< of the piece
};

}  // namespace formcast::intake
