#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace formcast {

/// Bytes that are read piece by piece, as archives are: they may be a file larger than memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  virtual std::uint64_t size() const = 0;

  /// `count` bytes from `at`; fewer where the source ends before, as a file does that has become shorter. They are in
  /// place or in `buffer`, and valid until either changes. Throws InputError where they cannot be read.
  virtual std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                             std::vector<std::uint8_t>& buffer) const = 0;
};

/// Bytes in memory, which must outlive this.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& /*buffer*/) const override {
    const auto from = static_cast<std::size_t>(std::min<std::uint64_t>(at, bytes_.size()));
    return bytes_.subspan(from, std::min(count, bytes_.size() - from));
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace formcast
