#pragma once

#include <libdeflate.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/devices/archive.hpp"
#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {

using ByteString = std::vector<std::uint8_t>;

inline void put(ByteString& to, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i) & 0xFFU));
}
inline void put(ByteString& to, std::string_view text) { to.insert(to.end(), text.begin(), text.end()); }
inline void put(ByteString& to, const ByteString& bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

inline ByteString deflated(const ByteString& bytes) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(6);
  ByteString packed(libdeflate_deflate_compress_bound(compressor, bytes.size()));
  packed.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), packed.data(), packed.size()));
  libdeflate_free_compressor(compressor);
  return packed;
}

/// A file to be put into an archive, and how.
struct ZipFile {
  std::string name;
  ByteString bytes;
  bool deflate = false;
  bool descriptor = false;  ///< sizes after the data, none before
  bool zip64 = false;       ///< sizes in extra fields
  std::uint16_t flags = 0;
  std::uint16_t method = 0;  ///< in place of stored or deflate
  std::uint32_t crc_error = 0;
  std::uint64_t claimed = 0;  ///< a size other than the true one
};

/// Writes a zip byte by byte (PKWARE's APPNOTE 6.3.10).
class ZipWriter {
 public:
  void add(const ZipFile& file) {
    const ByteString packed = file.deflate ? deflated(file.bytes) : file.bytes;
    const std::uint32_t crc = crc32(file.bytes) ^ file.crc_error;
    const std::uint64_t size = file.claimed != 0 ? file.claimed : file.bytes.size();
    const std::uint64_t at = bytes_.size();
    const auto flags = static_cast<std::uint16_t>(file.flags | (file.descriptor ? 8U : 0U));
    const std::uint16_t method = file.method != 0 ? file.method : file.deflate ? 8 : 0;
    put(bytes_, 0x04034B50, 4);
    fields(bytes_, flags, method, file.descriptor ? 0 : crc, file.descriptor ? 0 : packed.size(),
           file.descriptor ? 0 : size, file.name.size());
    put(bytes_, 0, 2);  // extra fields
    put(bytes_, file.name);
    put(bytes_, packed);
    if (file.descriptor) {
      put(bytes_, 0x08074B50, 4);
      put(bytes_, crc, 4);
      put(bytes_, packed.size(), 4);
      put(bytes_, size, 4);
    }
    put(central_, 0x02014B50, 4);
    put(central_, 20, 2);
    const std::uint64_t in64 = 0xFFFFFFFF;
    fields(central_, flags, method, crc, file.zip64 ? in64 : packed.size(), file.zip64 ? in64 : size, file.name.size());
    put(central_, file.zip64 ? 28 : 0, 2);
    put(central_, 0, 8), put(central_, 0, 2);  // comment, disk, attributes
    put(central_, file.zip64 ? in64 : at, 4);
    put(central_, file.name);
    if (file.zip64) {
      put(central_, 1, 2), put(central_, 24, 2);
      put(central_, size, 8), put(central_, packed.size(), 8), put(central_, at, 8);
    }
    ++count_;
  }

  ByteString finished(bool zip64 = false, std::string_view comment = "") const {
    ByteString zip = bytes_;
    put(zip, central_);
    if (zip64) {
      const std::uint64_t end64 = zip.size();
      put(zip, 0x06064B50, 4), put(zip, 44, 8), put(zip, 45, 2), put(zip, 45, 2), put(zip, 0, 8);
      put(zip, count_, 8), put(zip, count_, 8), put(zip, central_.size(), 8), put(zip, bytes_.size(), 8);
      put(zip, 0x07064B50, 4), put(zip, 0, 4), put(zip, end64, 8), put(zip, 1, 4);
    }
    const std::uint64_t none = 0xFFFFFFFF;
    put(zip, 0x06054B50, 4), put(zip, 0, 4);
    put(zip, zip64 ? 0xFFFF : count_, 2), put(zip, zip64 ? 0xFFFF : count_, 2);
    put(zip, zip64 ? none : central_.size(), 4), put(zip, zip64 ? none : bytes_.size(), 4);
    put(zip, comment.size(), 2);
    put(zip, comment);
    return zip;
  }

 private:
  static void fields(ByteString& to, std::uint16_t flags, std::uint16_t method, std::uint64_t crc, std::uint64_t packed,
                     std::uint64_t size, std::size_t name) {
    put(to, 20, 2), put(to, flags, 2), put(to, method, 2), put(to, 0, 4);
    put(to, crc, 4), put(to, packed, 4), put(to, size, 4), put(to, name, 2);
  }

  ByteString bytes_, central_;
  std::uint64_t count_ = 0;
};

/// A gzip of one member; flags 8 with a name.
inline ByteString gzip_of(const ByteString& bytes, std::string_view name = "") {
  ByteString gzip = {0x1F, 0x8B, 8, static_cast<std::uint8_t>(name.empty() ? 0 : 8), 0, 0, 0, 0, 0, 3};
  if (!name.empty()) put(gzip, name), put(gzip, 0, 1);
  put(gzip, deflated(bytes));
  put(gzip, crc32(bytes), 4);
  put(gzip, bytes.size(), 4);
  return gzip;
}

}  // namespace formcast::intake
