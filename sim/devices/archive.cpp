#include "sim/devices/archive.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/inflate.hpp"
#include "sim/devices/little_endian.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ value >> 1U : value >> 1U;
    table[i] = value;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kCrc = crc_table();

std::string method_name(std::uint16_t method) {
  constexpr std::pair<std::uint16_t, std::string_view> kNames[] = {
      {1, "shrink"}, {6, "implode"}, {9, "deflate64"}, {12, "bzip2"}, {14, "LZMA"}, {93, "Zstandard"}, {95, "XZ"}};
  for (const auto& [number, name] : kNames) {
    if (number == method) return std::string(name);
  }
  return tr("method {}", method);
}

/// The furthest that deflate can expand.
constexpr double kDeflateRatio = 1032.0;

bool expands(std::uint64_t packed, std::uint64_t size, double ratio) {
  return static_cast<double>(size) <= ratio * (static_cast<double>(packed) + 16.0);
}

/// Why an entry of that size must not be unpacked; "" otherwise.
std::string bomb(std::uint64_t packed, std::uint64_t size, const ArchiveLimits& limits) {
  if (size > limits.most_in_entry) {
    return tr("it claims to hold {} MB, more than the {} MB that are read", size >> 20U, limits.most_in_entry >> 20U);
  }
  const double ratio = size <= limits.small ? kDeflateRatio : limits.most_ratio;
  if (expands(packed, size, ratio)) return "";
  return tr("{} bytes claim to hold {}, more than any device writes", packed, size);
}

Unpacked problem(std::string why) { return {{}, {}, std::move(why)}; }

constexpr std::size_t kGzipHeader = 10, kGzipTrailer = 8;

bool is_member(Bytes bytes) {
  return bytes.size() >= 4 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8 && (bytes[3] & 0xE0U) == 0;
}

/// Length of the gzip header at the beginning of `bytes`, and the name in it; nothing where it is not whole.
std::optional<std::size_t> gzip_header(Bytes bytes, std::string& name) {
  if (!is_member(bytes) || bytes.size() < kGzipHeader) return std::nullopt;
  const std::uint8_t flags = bytes[3];
  std::size_t at = kGzipHeader;
  if ((flags & 4U) != 0) {
    if (at + 2 > bytes.size()) return std::nullopt;
    at += 2U + u16(bytes, at);
  }
  for (const unsigned text : {8U, 16U}) {  // name, comment
    if ((flags & text) == 0) continue;
    if (at >= bytes.size()) return std::nullopt;
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at), end = std::find(from, bytes.end(), 0);
    if (end == bytes.end()) return std::nullopt;
    if (text == 8U) name = repaired_utf8({reinterpret_cast<const char*>(&*from), static_cast<std::size_t>(end - from)});
    at = static_cast<std::size_t>(end - bytes.begin()) + 1;
  }
  if ((flags & 2U) != 0) at += 2;
  if (at > bytes.size()) return std::nullopt;
  return at;
}

/// Where the member at the beginning of `bytes` may end, first guess first: at the end of the file or before another.
std::vector<std::size_t> member_ends(Bytes bytes) {
  constexpr std::size_t kMost = 64;
  std::vector<std::size_t> ends{bytes.size()};
  for (std::size_t at = kGzipHeader + kGzipTrailer; at + 4 <= bytes.size() && ends.size() < kMost; ++at) {
    if (bytes[at] == 0x1F && is_member(bytes.subspan(at))) ends.push_back(at);
  }
  return ends;
}

/// Where an entry's data begin, behind its local header; nothing where that is not there.
std::optional<std::uint64_t> data_of(const ByteSource& source, const ZipEntry& entry,
                                     std::vector<std::uint8_t>& buffer) {
  constexpr std::size_t kLocalSize = 30;
  const Bytes header = source.read(entry.header, kLocalSize, buffer);
  if (header.size() < kLocalSize || u32(header, 0) != 0x04034B50) return std::nullopt;
  return entry.header + kLocalSize + u16(header, 26) + u16(header, 28);
}

/// Why an entry is not unpacked, "" where it is; `data` is where its data begin.
std::string why_not(const ByteSource& source, const ZipEntry& entry, const ArchiveLimits& limits, std::uint64_t& data) {
  if (entry.encrypted) return tr("it is encrypted");
  if (entry.method != 0 && entry.method != 8) {
    return tr("it is packed by {}; expected deflate", method_name(entry.method));
  }
  std::vector<std::uint8_t> buffer;
  const std::optional<std::uint64_t> begin = data_of(source, entry, buffer);
  if (!begin) return tr("the archive is damaged: its local header is missing");
  data = *begin;
  if (data > source.size() || entry.packed > source.size() - data) return tr("the archive is cut short in it");
  if (std::string why = bomb(entry.packed, entry.size, limits); !why.empty()) return why;
  if (entry.method == 0 && entry.packed != entry.size) return tr("it is damaged: its sizes differ");
  // Deflate adds 5 bytes to each 64 KB that it cannot pack: what claims to be much more than it holds is not read.
  return entry.packed / 2 > entry.size + 1024 ? tr("it is damaged: its sizes differ") : "";
}

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before) {
  std::uint32_t crc = ~before;
  for (const std::uint8_t byte : bytes) crc = kCrc[(crc ^ byte) & 0xFFU] ^ crc >> 8U;
  return ~crc;
}

bool is_gzip(std::span<const std::uint8_t> bytes) { return is_member(bytes); }

bool is_zip(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4 || bytes[0] != 'P' || bytes[1] != 'K') return false;
  return (bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6);
}

Unpacked unpack(const ByteSource& source, const ZipEntry& entry, const ArchiveLimits& limits) {
  std::vector<std::uint8_t> buffer;
  std::uint64_t data = 0;
  if (std::string why = why_not(source, entry, limits, data); !why.empty()) return problem(std::move(why));
  const auto packed = source.read(data, static_cast<std::size_t>(entry.packed), buffer);
  if (packed.size() < entry.packed) return problem(tr("the archive is cut short in it"));
  Unpacked unpacked;
  if (entry.method == 0) {
    unpacked.bytes.assign(packed.begin(), packed.end());
  } else if (auto inflated = inflate(packed, static_cast<std::size_t>(entry.size))) {
    unpacked.bytes = std::move(*inflated);
  } else {
    return problem(tr("it is damaged: its data cannot be unpacked"));
  }
  if (crc32(unpacked.bytes) != entry.crc) return problem(tr("it is damaged: its checksum differs"));
  return unpacked;
}

std::string unpack_pieces(const ByteSource& source, const ZipEntry& entry, const PieceSink& sink,
                          const ArchiveLimits& limits) {
  ArchiveLimits of_pieces = limits;
  of_pieces.most_in_entry = limits.most_in_all;
  std::uint64_t at = 0;
  if (std::string why = why_not(source, entry, of_pieces, at); !why.empty()) return why;
  const std::uint64_t end = at + entry.packed;
  std::vector<std::uint8_t> buffer;
  const auto packed = [&] {
    constexpr std::uint64_t kPiece = std::uint64_t{1} << 16U;
    const Bytes piece = source.read(at, static_cast<std::size_t>(std::min(kPiece, end - at)), buffer);
    at += piece.size();
    return piece;
  };
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  bool too_long = false;
  const auto take = [&](Bytes piece) {
    size += piece.size();
    crc = crc32(piece, crc);
    too_long = size > entry.size;
    return !too_long && sink(piece);
  };
  InflateEnd ended = InflateEnd::kWhole;
  if (entry.method == 8) {
    ended = inflate_pieces(packed, take);
  } else {
    for (Bytes piece = packed(); !piece.empty() && ended == InflateEnd::kWhole; piece = packed()) {
      if (!take(piece)) ended = InflateEnd::kStopped;
    }
  }
  if (ended == InflateEnd::kStopped && !too_long) return "";
  if (ended == InflateEnd::kCutShort && at < end) return tr("the archive is cut short in it");
  if (ended != InflateEnd::kWhole || size != entry.size) return tr("it is damaged: its data cannot be unpacked");
  return crc == entry.crc ? "" : tr("it is damaged: its checksum differs");
}

Unpacked gunzip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits) {
  Unpacked all;
  while (is_member(bytes)) {
    std::string name;
    const auto header = gzip_header(bytes, name);
    if (!header) return problem(tr("the gzip is cut short in its header"));
    if (all.name.empty()) all.name = std::move(name);
    std::string why = tr("the gzip is damaged or cut short");
    std::size_t ended = 0;
    for (const std::size_t end : member_ends(bytes)) {
      if (end < *header + kGzipTrailer) continue;
      const std::size_t trailer = end - kGzipTrailer;
      const std::size_t size = u32(bytes, trailer + 4);
      if (!expands(trailer - *header, size, kDeflateRatio)) continue;  // no size at all: not the member's end
      std::string refused = bomb(trailer - *header, size, limits);
      if (size > limits.most_in_entry - all.bytes.size()) refused = tr("its members together hold more than is read");
      if (!refused.empty()) {
        why = std::move(refused);
        continue;
      }
      const auto inflated = inflate(bytes.subspan(*header, trailer - *header), size);
      if (!inflated || crc32(*inflated) != u32(bytes, trailer)) continue;
      all.bytes.insert(all.bytes.end(), inflated->begin(), inflated->end());
      ended = end;
      break;
    }
    if (ended == 0) return problem(std::move(why));
    bytes = bytes.subspan(ended);
  }
  return all;
}

}  // namespace formcast::intake
