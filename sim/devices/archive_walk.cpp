#include <fmt/format.h>

#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/archive.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

class Walk {
 public:
  Walk(const FileVisitor& visit, const ArchiveLimits& limits, PieceVisitor* pieces)
      : visit_(visit), limits_(limits), pieces_(pieces) {}

  void go(const ByteSource& source, const std::string& named, int depth) {
    std::vector<std::uint8_t> buffer;
    const Bytes head = source.read(0, 4, buffer);
    const bool zip = is_zip(head), gzip = is_gzip(head);
    if ((zip || gzip) && depth >= limits_.most_depth) {
      note(named, tr("archives inside {} others are not opened", depth));
    } else if (zip) {
      go_zip(source, named, depth);
    } else if (source.size() > limits_.most_in_entry) {
      note(named, tr("it is larger than {} MB, the most that is read at once", limits_.most_in_entry >> 20U));
    } else {
      const Bytes bytes = source.read(0, static_cast<std::size_t>(source.size()), buffer);
      if (gzip) {
        go_gzip(bytes, named, depth);
      } else {
        stopped_ = !visit_(named, bytes);
      }
    }
  }

  void note(const std::string& named, std::string_view text) {
    constexpr std::size_t kMost = 1000;
    if (notes_.size() < kMost) notes_.push_back({fmt::format("{}: {}", named, text)});
  }

  std::vector<Note> notes() && { return std::move(notes_); }

 private:
  void go_zip(const ByteSource& source, const std::string& named, int depth) {
    const ZipDirectory directory = list_zip(source, limits_);
    for (const Note& of_archive : directory.notes) note(named, of_archive.text);
    if (!directory.fault.empty()) note(named, directory.fault);
    for (const ZipEntry& entry : directory.entries) {
      if (stopped_) return;
      const std::string inside = named + "/" + entry.name;
      if (of_system(entry.name) || go_in_pieces(source, entry, inside)) continue;
      open(unpack(source, entry, limits_), inside, depth);
    }
  }

  /// Whether a large entry was taken in pieces, or named as damaged meanwhile.
  bool go_in_pieces(const ByteSource& source, const ZipEntry& entry, const std::string& named) {
    constexpr std::uint64_t kLarge = std::uint64_t{1} << 20U;
    if (pieces_ == nullptr || entry.size < kLarge || entry.size > limits_.most_in_all - unpacked_) return false;
    bool begun = false;
    const std::string problem = unpack_pieces(
        source, entry,
        [&](Bytes piece) {
          if (!begun && !pieces_->begin(named, piece)) return false;
          begun = true;
          unpacked_ += piece.size();
          stopped_ = !pieces_->piece(piece);
          return !stopped_;
        },
        limits_);
    if (!begun || stopped_) return begun;
    if (problem.empty()) {
      stopped_ = !pieces_->end();
    } else {
      note(named, problem);
    }
    return true;
  }

  void go_gzip(Bytes bytes, const std::string& named, int depth) {
    const Unpacked file = gunzip(bytes, limits_);
    const bool ends_so = named.ends_with(".gz") || named.ends_with(".GZ");
    open(file, ends_so ? named.substr(0, named.size() - 3) : named, depth);
  }

  void open(const Unpacked& file, const std::string& named, int depth) {
    if (!file.problem.empty()) return note(named, file.problem);
    if (file.bytes.size() > limits_.most_in_all - unpacked_) {
      note(named, tr("the archive holds more than is read from one; the walk ends here"));
      stopped_ = true;
      return;
    }
    unpacked_ += file.bytes.size();
    go(MemorySource(file.bytes), named, depth + 1);
  }

  static bool of_system(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? name : name.substr(slash + 1);
    return name.starts_with("__MACOSX/") || last.starts_with("._") || last == ".DS_Store" || last == "Thumbs.db";
  }

  const FileVisitor& visit_;
  const ArchiveLimits& limits_;
  PieceVisitor* pieces_;
  std::vector<Note> notes_;
  std::uint64_t unpacked_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::vector<Note> walk_archive(const ByteSource& source, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits, PieceVisitor* pieces) {
  Walk walk(visit, limits, pieces);
  try {
    walk.go(source, std::string(named), 0);
  } catch (const InputError& error) {
    walk.note(std::string(named), error.what());
  }
  return std::move(walk).notes();
}

std::vector<Note> walk_archive(std::span<const std::uint8_t> bytes, std::string_view named, const FileVisitor& visit,
                               const ArchiveLimits& limits) {
  return walk_archive(MemorySource(bytes), named, visit, limits);
}

}  // namespace formcast::intake
