#include <algorithm>
#include <optional>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/devices/archive.hpp"
#include "sim/devices/little_endian.hpp"
#include "sim/sessions/text_decoding.hpp"

// PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t kLocal = 0x04034B50, kCentral = 0x02014B50, kEnd = 0x06054B50, kEnd64 = 0x06064B50,
                        kLocator64 = 0x07064B50, kDescriptor = 0x08074B50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocator64Size = 20,
                      kDescriptorSize = 16;
constexpr std::uint16_t kEncrypted = 1U << 0U, kDescriptorFlag = 1U << 3U, kUtf8 = 1U << 11U;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;  // the value is in the zip64 extra field

/// Where the central directory is, and how much was put before the archive.
struct Directory {
  std::uint64_t at = 0, size = 0, before = 0, entries = 0;
};

/// The end record and where it is: the last 64 KB can be a comment.
struct End {
  std::uint64_t at = 0, directory = 0, directory_size = 0, entries = 0;
};

std::optional<End> find_end(const ByteSource& source) {
  constexpr std::size_t kLongestComment = 65535;
  if (source.size() < kEndSize) return std::nullopt;
  std::vector<std::uint8_t> buffer;
  const std::uint64_t begin = source.size() - std::min<std::uint64_t>(source.size(), kEndSize + kLongestComment);
  const Bytes tail = source.read(begin, kEndSize + kLongestComment, buffer);
  for (std::size_t i = 0; i + kEndSize <= tail.size(); ++i) {
    const std::size_t at = tail.size() - kEndSize - i;
    // The comment may be cut; longer than the file it was not written by a zip.
    if (u32(tail, at) != kEnd || u16(tail, at + 20) > i + kLongestComment) continue;
    return End{begin + at, u32(tail, at + 16), u32(tail, at + 12), u16(tail, at + 10)};
  }
  return std::nullopt;
}

/// The end record of a zip64, whose locator is right before that of a zip; nothing where there is none.
std::optional<End> find_end64(Pieces& pieces, std::uint64_t end) {
  if (end < kLocator64Size + kEnd64Size) return std::nullopt;
  const Bytes locator = pieces.from(end - kLocator64Size, kLocator64Size);
  if (locator.size() < kLocator64Size || u32(locator, 0) != kLocator64) return std::nullopt;
  const std::uint64_t told = u64(locator, 8), last = end - kLocator64Size - kEnd64Size;
  // Something may have been put before the archive: then it is where it usually is.
  for (const std::uint64_t at : {told, last}) {
    if (at > last || !pieces.has_u32(at, kEnd64)) continue;
    const Bytes record = pieces.from(at, kEnd64Size);
    if (record.size() < kEnd64Size) continue;
    return End{at, u64(record, 48), u64(record, 40), u64(record, 32)};
  }
  return std::nullopt;
}

std::optional<Directory> find_directory(const ByteSource& source, Pieces& pieces) {
  std::optional<End> end = find_end(source);
  if (!end) return std::nullopt;
  if (const auto end64 = find_end64(pieces, end->at)) end = end64;
  const std::uint64_t size = end->directory_size, told = end->directory;
  if (size > end->at || told > end->at - size) return std::nullopt;
  const bool there = size >= 4 && pieces.has_u32(told, kCentral);
  const std::uint64_t before = there ? 0 : end->at - size - told;
  return Directory{told + before, size, before, end->entries};
}

/// Values too large for their 32 bits, in the order in which the extra field 1 has them.
void read_zip64(Bytes extra, ZipEntry& entry) {
  for (std::size_t at = 0; at + 4 <= extra.size();) {
    const std::size_t size = u16(extra, at + 2), end = at + 4 + size;
    if (end > extra.size()) return;
    if (u16(extra, at) == 1) {
      at += 4;
      for (std::uint64_t ZipEntry::*const field : {&ZipEntry::size, &ZipEntry::packed, &ZipEntry::header}) {
        if (entry.*field != kIn64) continue;
        if (at + 8 > end) return;
        entry.*field = u64(extra, at);
        at += 8;
      }
      return;
    }
    at = end;
  }
}

std::string entry_name(Bytes raw, std::uint16_t flags) {
  const std::string_view bytes(reinterpret_cast<const char*>(raw.data()), raw.size());
  // Many writers, macOS among them, forget the flag; hardly a name in code page 437 is valid UTF-8 by chance.
  std::string name = (flags & kUtf8) != 0 || is_utf8(bytes) ? repaired_utf8(bytes) : from_cp437(bytes);
  std::replace(name.begin(), name.end(), '\\', '/');
  return name;
}

ZipEntry entry_of(std::uint16_t flags, std::uint16_t method, Bytes fields) {
  ZipEntry entry;
  entry.crc = u32(fields, 0);
  entry.packed = u32(fields, 4);
  entry.size = u32(fields, 8);
  entry.method = method;
  entry.encrypted = (flags & kEncrypted) != 0 || method == 99;
  entry.has_descriptor = (flags & kDescriptorFlag) != 0;
  return entry;
}

void add(ZipDirectory& directory, ZipEntry entry) {
  if (!entry.name.ends_with('/')) directory.entries.push_back(std::move(entry));
}

void read_central(Pieces& pieces, const Directory& where, std::size_t most, ZipDirectory& directory) {
  const std::uint64_t end = where.at + where.size;
  std::uint64_t at = where.at, read = 0;
  while (at + kCentralSize <= end && pieces.has_u32(at, kCentral)) {
    Bytes header = pieces.from(at, kCentralSize);
    if (header.size() < kCentralSize) break;
    const std::uint16_t flags = u16(header, 8);
    const std::size_t name = u16(header, 28), extra = u16(header, 30), comment = u16(header, 32);
    const std::size_t length = kCentralSize + name + extra;
    header = pieces.from(at, length);
    if (at + length > end || header.size() < length) break;
    if (directory.entries.size() == most) {
      directory.notes.push_back({tr("more than {} entries: the rest is left out", most), at});
      return;
    }
    ZipEntry entry = entry_of(flags, u16(header, 10), header.subspan(16));
    entry.header = u32(header, 42);
    entry.name = entry_name(header.subspan(kCentralSize, name), flags);
    read_zip64(header.subspan(kCentralSize + name, extra), entry);
    entry.header += where.before;
    add(directory, std::move(entry));
    at += length + comment;
    ++read;
  }
  if (read < where.entries && where.entries != 0xFFFF) {
    directory.notes.push_back({tr("the directory is damaged after {} of {} entries", read, where.entries), at});
  }
}

/// Sizes of an entry whose data begin at `data`, from the descriptor that follows them; false where none does.
bool find_descriptor(Pieces& pieces, std::uint64_t data, ZipEntry& entry) {
  for (std::uint64_t at = data;;) {
    const Bytes bytes = pieces.from(at, kDescriptorSize);
    if (bytes.size() < kDescriptorSize) return false;
    const auto next = std::find(bytes.begin(), bytes.end(), std::uint8_t{'P'});
    const auto skipped = static_cast<std::size_t>(next - bytes.begin());
    at += skipped;
    if (skipped + kDescriptorSize > bytes.size()) continue;
    const Bytes descriptor = bytes.subspan(skipped);
    if (u32(descriptor, 0) == kDescriptor && u32(descriptor, 8) == at - data) {
      entry.crc = u32(descriptor, 4);
      entry.packed = at - data;
      entry.size = u32(descriptor, 12);
      return true;
    }
    ++at;
  }
}

/// For an archive that was cut short: entries are complete from the first to the one that was cut.
void read_local_headers(Pieces& pieces, std::size_t most, ZipDirectory& directory) {
  std::uint64_t at = 0;
  while (pieces.has_u32(at, kLocal) && directory.entries.size() < most) {
    Bytes header = pieces.from(at, kLocalSize);
    if (header.size() < kLocalSize) return;
    const std::uint16_t flags = u16(header, 6);
    const std::size_t name = u16(header, 26), extra = u16(header, 28), length = kLocalSize + name + extra;
    header = pieces.from(at, length);
    if (header.size() < length) return;
    ZipEntry entry = entry_of(flags, u16(header, 8), header.subspan(14));
    entry.name = entry_name(header.subspan(kLocalSize, name), flags);
    read_zip64(header.subspan(kLocalSize + name, extra), entry);
    entry.header = at;
    const std::uint64_t data = at + length;
    const bool later = entry.has_descriptor && entry.packed == 0;
    if (later && !find_descriptor(pieces, data, entry)) return;
    if (entry.packed > pieces.size() - data) return;
    at = data + entry.packed;
    if (entry.has_descriptor) at += pieces.has_u32(at, kDescriptor) ? kDescriptorSize : kDescriptorSize - 4;
    add(directory, std::move(entry));
  }
}

/// Entries that share data are how a small archive claims to be a huge one.
void refuse_overlaps(ZipDirectory& directory) {
  std::vector<const ZipEntry*> order;
  for (const ZipEntry& entry : directory.entries) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const ZipEntry* a, const ZipEntry* b) { return a->header < b->header; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const ZipEntry& last = *order[i - 1];
    if (last.packed <= UINT64_MAX / 2 && last.header + kLocalSize + last.packed <= order[i]->header) continue;
    directory.entries.clear();
    directory.fault = tr("its entries share their data, as only an archive made to do harm has them");
    return;
  }
}

}  // namespace

ZipDirectory list_zip(const ByteSource& source, const ArchiveLimits& limits) {
  ZipDirectory directory;
  Pieces pieces(source);
  if (const auto where = find_directory(source, pieces)) read_central(pieces, *where, limits.most_entries, directory);
  if (directory.entries.empty()) {
    read_local_headers(pieces, limits.most_entries, directory);
    if (!directory.entries.empty()) {
      directory.notes.push_back(
          {tr("the archive is cut short; its first {} entries are complete", directory.entries.size())});
    }
  }
  refuse_overlaps(directory);
  if (directory.entries.empty() && directory.fault.empty()) directory.fault = tr("the archive holds no complete entry");
  return directory;
}

ZipDirectory list_zip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits) {
  return list_zip(MemorySource(bytes), limits);
}

}  // namespace formcast::intake
