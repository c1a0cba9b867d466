#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/intake/archive.hpp"
#include "sim/intake/little_endian.hpp"
#include "sim/intake/text_decoding.hpp"

// PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t kLocal = 0x04034B50, kCentral = 0x02014B50, kEnd = 0x06054B50, kEnd64 = 0x06064B50,
                        kLocator64 = 0x07064B50, kDescriptor = 0x08074B50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocator64Size = 20;
constexpr std::uint16_t kEncrypted = 1U << 0U, kDescriptorFlag = 1U << 3U, kUtf8 = 1U << 11U;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;  // the value is in the zip64 extra field

/// Where the central directory is, and how much was put before the archive.
struct Directory {
  std::size_t at = 0, size = 0, before = 0;
  std::uint64_t entries = 0;
};

std::optional<std::size_t> find_end(Bytes bytes) {
  constexpr std::size_t kLongestComment = 65535;
  if (bytes.size() < kEndSize) return std::nullopt;
  const std::size_t last = bytes.size() - kEndSize;
  for (std::size_t i = 0; i <= std::min(last, kLongestComment); ++i) {
    const std::size_t at = last - i;
    // The comment may be cut; longer than the file it was not written by a zip.
    if (u32(bytes, at) == kEnd && u16(bytes, at + 20) <= i + kLongestComment) return at;
  }
  return std::nullopt;
}

/// Where the end record of a zip64 is, whose locator is right before `end`; nothing where there is none.
std::optional<std::size_t> find_end64(Bytes bytes, std::size_t end) {
  if (end < kLocator64Size + kEnd64Size || u32(bytes, end - kLocator64Size) != kLocator64) return std::nullopt;
  const std::size_t last = end - kLocator64Size - kEnd64Size;
  const std::uint64_t told = u64(bytes, end - kLocator64Size + 8);
  if (told <= last && u32(bytes, static_cast<std::size_t>(told)) == kEnd64) return static_cast<std::size_t>(told);
  // Something was put before the archive: then it is where it usually is.
  return u32(bytes, last) == kEnd64 ? std::optional(last) : std::nullopt;
}

std::optional<Directory> find_directory(Bytes bytes) {
  const auto end = find_end(bytes);
  if (!end) return std::nullopt;
  std::uint64_t at = u32(bytes, *end + 16), size = u32(bytes, *end + 12), entries = u16(bytes, *end + 10);
  std::size_t follows = *end;
  if (const auto end64 = find_end64(bytes, *end)) {
    at = u64(bytes, *end64 + 48), size = u64(bytes, *end64 + 40), entries = u64(bytes, *end64 + 32);
    follows = *end64;
  }
  if (size > follows || at > follows - size) return std::nullopt;
  const auto told = static_cast<std::size_t>(at), bytes_of = static_cast<std::size_t>(size);
  const bool there = bytes_of >= 4 && u32(bytes, told) == kCentral;
  const std::size_t before = there ? 0 : follows - bytes_of - told;
  return Directory{told + before, bytes_of, before, entries};
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

void read_central(Bytes bytes, const Directory& where, std::size_t most, ZipDirectory& directory) {
  const std::size_t end = where.at + where.size;
  std::size_t at = where.at;
  std::uint64_t read = 0;
  while (at + kCentralSize <= end && u32(bytes, at) == kCentral) {
    const std::uint16_t flags = u16(bytes, at + 8);
    const std::size_t name = u16(bytes, at + 28), extra = u16(bytes, at + 30), comment = u16(bytes, at + 32);
    if (at + kCentralSize + name + extra > end) break;
    if (directory.entries.size() == most) {
      directory.notes.push_back({fmt::format("more than {} entries: the rest is left out", most), at});
      return;
    }
    ZipEntry entry = entry_of(flags, u16(bytes, at + 10), bytes.subspan(at + 16));
    entry.header = u32(bytes, at + 42);
    entry.name = entry_name(bytes.subspan(at + kCentralSize, name), flags);
    read_zip64(bytes.subspan(at + kCentralSize + name, extra), entry);
    entry.header += where.before;
    add(directory, std::move(entry));
    at += kCentralSize + name + extra + comment;
    ++read;
  }
  if (read < where.entries && where.entries != 0xFFFF) {
    directory.notes.push_back(
        {fmt::format("the directory is damaged after {} of {} entries", read, where.entries), at});
  }
}

/// Sizes of an entry whose data begin at `data`, from the descriptor that follows them; false where none does.
bool find_descriptor(Bytes bytes, std::size_t data, ZipEntry& entry) {
  for (std::size_t at = data; at + 16 <= bytes.size(); ++at) {
    const std::uint8_t* const next = std::find(bytes.data() + at, bytes.data() + bytes.size(), std::uint8_t{'P'});
    at = static_cast<std::size_t>(next - bytes.data());
    if (at + 16 > bytes.size()) return false;
    if (u32(bytes, at) != kDescriptor || u32(bytes, at + 8) != at - data) continue;
    entry.crc = u32(bytes, at + 4);
    entry.packed = at - data;
    entry.size = u32(bytes, at + 12);
    return true;
  }
  return false;
}

/// For an archive that was cut short: entries are complete from the first to the one that was cut.
void read_local_headers(Bytes bytes, std::size_t most, ZipDirectory& directory) {
  std::size_t at = 0;
  while (at + kLocalSize <= bytes.size() && u32(bytes, at) == kLocal && directory.entries.size() < most) {
    const std::uint16_t flags = u16(bytes, at + 6);
    const std::size_t name = u16(bytes, at + 26), extra = u16(bytes, at + 28);
    const std::size_t data = at + kLocalSize + name + extra;
    if (data > bytes.size()) return;
    ZipEntry entry = entry_of(flags, u16(bytes, at + 8), bytes.subspan(at + 14));
    entry.name = entry_name(bytes.subspan(at + kLocalSize, name), flags);
    read_zip64(bytes.subspan(at + kLocalSize + name, extra), entry);
    entry.header = at;
    const bool later = entry.has_descriptor && entry.packed == 0;
    if (later && !find_descriptor(bytes, data, entry)) return;
    if (entry.packed > bytes.size() - data) return;
    at = data + static_cast<std::size_t>(entry.packed);
    if (entry.has_descriptor && at + 16 <= bytes.size()) at += u32(bytes, at) == kDescriptor ? 16 : 12;
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
    directory.fault = "its entries share their data, as only an archive made to do harm has them";
    return;
  }
}

}  // namespace

ZipDirectory list_zip(std::span<const std::uint8_t> bytes, const ArchiveLimits& limits) {
  ZipDirectory directory;
  if (const auto where = find_directory(bytes)) read_central(bytes, *where, limits.most_entries, directory);
  if (directory.entries.empty()) {
    read_local_headers(bytes, limits.most_entries, directory);
    if (!directory.entries.empty()) {
      directory.notes.push_back(
          {fmt::format("the archive is cut short; its first {} entries are complete", directory.entries.size())});
    }
  }
  refuse_overlaps(directory);
  if (directory.entries.empty() && directory.fault.empty()) directory.fault = "the archive holds no complete entry";
  return directory;
}

}  // namespace formcast::intake
