#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>

namespace formcast {

/// An advisory lock on a file while it is read, worked on and replaced. A replaced file is another inode, so whoever
/// waited locks again what then has the name. Where the file is missing or the file system has no locks nothing is
/// held: check before replacing a file that it still is what was read.
class FileLock {
 public:
  /// Waits for at most `patience`, then throws NotNow; likewise once `cancelled` is set.
  explicit FileLock(const std::filesystem::path& path, const std::atomic<bool>* cancelled = nullptr,
                    std::chrono::milliseconds patience = std::chrono::seconds(20));
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace formcast
