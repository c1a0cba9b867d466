#include <libdeflate.h>

#include <memory>
#include <new>

#include "sim/devices/inflate.hpp"

namespace formcast::intake {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

}  // namespace

std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> packed, std::size_t expected_size) {
  // libdeflate takes null for "only count", so even nothing has an address.
  std::vector<std::uint8_t> bytes(expected_size + 1);
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  const libdeflate_result result = libdeflate_deflate_decompress(decompressor.get(), packed.data(), packed.size(),
                                                                 bytes.data(), expected_size, nullptr);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
  bytes.resize(expected_size);
  return bytes;
}

}  // namespace formcast::intake
