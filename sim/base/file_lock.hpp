#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>

namespace formcast {

/// Keeps others who ask likewise from a file while it is read, worked on and replaced: one of them after the other. A
/// replaced file is another one, so whoever waited asks again for what then has the name. Where there is no such file
/// or a file system knows no locks nothing is held: whoever replaces a file should see that it still is what was read.
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
