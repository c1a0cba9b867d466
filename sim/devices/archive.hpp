#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/devices/byte_pieces.hpp"
#include "sim/devices/inflate_pieces.hpp"
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

/// The same piece by piece, whatever the entry's size; returns why it is not whole, "" where it is. Where the sink ends
/// it, nothing is wrong.
std::string unpack_pieces(const ByteSource& source, const ZipEntry& entry, const PieceSink& sink,
                          const ArchiveLimits& limits = {});

/// Unpacks a gzip (RFC 1952), of one member or several, within the limits, CRCs checked.
Unpacked gunzip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits = {});

/// Takes a file found: its name inside all archives, "export.zip/activities/1.fit" (the ".gz" of a gzip is dropped),
/// and its bytes, which live until it returns. False ends the walk.
using FileVisitor = std::function<bool(std::string_view named, std::span<const std::uint8_t> bytes)>;

/// Takes files of a zip that may be too large for memory.
class PieceVisitor {
 public:
  virtual ~PieceVisitor() = default;
  /// Whether a file is taken in pieces, by its first 64 KB. The others go to the FileVisitor.
  virtual bool begin(std::string_view named, std::span<const std::uint8_t> head) = 0;
  /// The file's bytes, head included, one piece after the other. False ends the walk.
  virtual bool piece(std::span<const std::uint8_t> bytes) = 0;
  /// The file is whole; one that is damaged has no end. False ends the walk.
  virtual bool end() = 0;
};

/// Calls `visit` for each file in a zip or gzip, and in those inside; for the source itself where it is neither.
/// Leaves out what systems add (__MACOSX, .DS_Store). Entries that cannot be read are named in the notes, and the walk
/// goes on. Unpacks one entry of each archive at a time; of the source only a zip may be larger than `most_in_entry`,
/// and of entries those that `pieces` takes; it is asked for those of more than a megabyte.
std::vector<Note> walk_archive(const ByteSource& source, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits = {}, PieceVisitor* pieces = nullptr);
std::vector<Note> walk_archive(std::span<const std::uint8_t> bytes, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits = {});

/// CRC-32 as zip and gzip have it; of several pieces with that of the pieces before.
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

}  // namespace formcast::intake
