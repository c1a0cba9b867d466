#include "viewer/desktop/png_desktop.hpp"

#include <libdeflate.h>

#include <cstdint>
#include <memory>
#include <new>

namespace formcast {
namespace {

void add_number(std::string& to, std::uint32_t number) {
  for (const int shift : {24, 16, 8, 0}) to += static_cast<char>(number >> shift & 0xffu);
}

/// Length, name, data and a checksum of the latter two: PNG 1.2, 3.2.
void add_chunk(std::string& to, const char* name, const std::string& data) {
  const std::string checked = name + data;
  add_number(to, static_cast<std::uint32_t>(data.size()));
  to += checked;
  add_number(to, libdeflate_crc32(0, checked.data(), checked.size()));
}

std::string compressed(const std::string& data) {
  constexpr int kLevel = 6;
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  std::string result(libdeflate_zlib_compress_bound(compressor.get(), data.size()), '\0');
  result.resize(libdeflate_zlib_compress(compressor.get(), data.data(), data.size(), result.data(), result.size()));
  return result;
}

}  // namespace

std::string png(int width, int height, std::span<const unsigned char> rgb) {
  const auto row = static_cast<std::size_t>(width) * 3;
  std::string rows;
  for (int y = height - 1; y >= 0; --y) {
    rows += '\0';  // no filter
    rows.append(reinterpret_cast<const char*>(rgb.data()) + static_cast<std::size_t>(y) * row, row);
  }
  std::string head;
  add_number(head, static_cast<std::uint32_t>(width));
  add_number(head, static_cast<std::uint32_t>(height));
  head += {8, 2, 0, 0, 0};  // eight bits each of red, green and blue
  std::string picture = "\x89PNG\r\n\x1a\n";
  add_chunk(picture, "IHDR", head);
  add_chunk(picture, "IDAT", compressed(rows));
  add_chunk(picture, "IEND", "");
  return picture;
}

}  // namespace formcast
