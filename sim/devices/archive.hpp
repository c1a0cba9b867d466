#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/devices/byte_source.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// How far archives are believed: a few bytes can claim to expand to any number of others.
struct ArchiveLimits {
  std::uint64_t most_in_entry = std::uint64_t{1} << 30U;  ///< bytes of one entry, unpacked
  std::uint64_t most_in_all = std::uint64_t{1} << 34U;    ///< bytes of all entries of a walk, one after the other
  double most_ratio = 200.0;                              ///< unpacked to packed; texts of devices reach 50
  std::uint64_t small = 1U << 20U;                        ///< entries up to this size may have any ratio [bytes]
  std::size_t most_entries = 200000;
  int most_depth = 3;  ///< archives inside archives
};

/// An entry as a zip's directory describes it.
struct ZipEntry {
  std::string name;          ///< UTF-8, with "/" between folders
  std::uint64_t header = 0;  ///< where its local header is, from the archive's first byte
  std::uint64_t packed = 0, size = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflate
  bool encrypted = false;
  bool has_descriptor = false;  ///< its sizes follow its data
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;  ///< folders left out
  std::vector<Note> notes;
  std::string fault;  ///< why there are no entries; "" otherwise
};

/// The bytes of one entry, or why there are none.
struct Unpacked {
  std::vector<std::uint8_t> bytes;
  std::string name;     ///< of a gzip that names its file; "" otherwise
  std::string problem;  ///< "" where `bytes` hold
};

bool is_gzip(std::span<const std::uint8_t> bytes);
bool is_zip(std::span<const std::uint8_t> bytes);

// Archives are read through a ByteSource, entry by entry, so that of one larger than memory only an entry is in it.
// The functions of bytes are those of a MemorySource.

/// Lists a zip: by its central directory (with zip64 sizes, and with anything before the archive), or where that is
/// missing because the file is cut short, by the local headers. Names are UTF-8 where marked, or where they are valid
/// UTF-8 beyond ASCII, code page 437 otherwise.
ZipDirectory list_zip(const ByteSource& source, const ArchiveLimits& limits = {});
ZipDirectory list_zip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits = {});

/// Unpacks an entry of `source`: stored or deflate, within the limits, its CRC checked.
Unpacked unpack(const ByteSource& source, const ZipEntry& entry, const ArchiveLimits& limits = {});

/// Unpacks a gzip (RFC 1952), of one member or several, within the limits, CRCs checked.
Unpacked gunzip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits = {});

/// Takes a file found: its name inside all archives, "export.zip/activities/1.fit" (the ".gz" of a gzip is dropped),
/// and its bytes, which live until it returns. False ends the walk.
using FileVisitor = std::function<bool(std::string_view named, std::span<const std::uint8_t> bytes)>;

/// Calls `visit` for each file in a zip or gzip, and in those inside; for the source itself where it is neither.
/// Leaves out what systems add (__MACOSX, .DS_Store). Entries that cannot be read are named in the notes, and the walk
/// goes on. Unpacks one entry of each archive at a time; of the source only a zip may be larger than `most_in_entry`.
std::vector<Note> walk_archive(const ByteSource& source, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits = {});
std::vector<Note> walk_archive(std::span<const std::uint8_t> bytes, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits = {});

/// CRC-32 as zip and gzip have it.
std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace formcast::intake
