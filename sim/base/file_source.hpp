#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/base/byte_source.hpp"

namespace formcast {

/// A file that is read in pieces. One that becomes shorter meanwhile just ends, and so does one whose reading is
/// cancelled.
class FileSource final : public ByteSource {
 public:
  /// Called with the bytes read so far.
  using Progress = std::function<void(std::uint64_t)>;

  /// Throws InputError for what cannot be opened or is no regular file.
  explicit FileSource(const std::filesystem::path& path, const std::atomic<bool>* cancelled = nullptr,
                      Progress progress = {});
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override;

  std::uint64_t size() const override { return size_; }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override;

 private:
  int fd_;
  const std::atomic<bool>* cancelled_;
  Progress progress_;
  std::uint64_t size_ = 0;
  mutable std::uint64_t read_ = 0;
};

/// A file found, or why it is not to be read.
struct FoundFile {
  std::filesystem::path path;
  bool given = false;  ///< named itself, not found in a folder
  std::string left_out{};
  bool trouble = false;    ///< it should have been readable
  std::uint64_t size = 0;  ///< [bytes]
};

/// The files among `paths`, and all in the folders among them in order of their names, without hidden ones; links in
/// folders are named and not followed. A file that is found twice is left out the second time. Never throws.
std::vector<FoundFile> find_files(const std::vector<std::string>& paths, const std::atomic<bool>* cancelled = nullptr);

}  // namespace formcast
