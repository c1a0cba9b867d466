// write_text of input_error.hpp: atomic replacement of files.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = ".formcast-";
constexpr std::string_view kSuffix = ".tmp";

/// A new file that is removed again unless it was renamed into place.
struct TemporaryFile {
  fs::path path;
  int fd = -1;
  UnfinishedFile unfinished;

  TemporaryFile() = default;
  ~TemporaryFile() {
    if (!path.empty()) ::unlink(path.c_str());  // while it is locked, so that it is ours
    if (fd >= 0) ::close(fd);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
};

/// Removes temporary files of killed runs, which no process locks. Once per folder, since it may be large.
void sweep(const fs::path& folder) {
  static std::mutex mutex;
  static std::set<std::string> swept;
  {
    const std::lock_guard lock(mutex);
    if (!swept.insert(folder.string()).second) return;
  }
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    const std::string name = each->path().filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) continue;
    const int fd = ::open(each->path().c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) continue;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) ::unlink(each->path().c_str());
    ::close(fd);
  }
}

/// Opens and locks a file of a new name in `folder`; returns 0 or errno. The name is short because the target's may
/// already be as long as the file system allows.
int open_new(TemporaryFile& file, const fs::path& folder) {
  static std::atomic<unsigned> serial{0};
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const auto name = folder / fmt::format("{}{}-{}{}", kPrefix, ::getpid(), serial++, kSuffix);
    file.fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file.fd < 0 && errno != EEXIST) return errno;
    if (file.fd < 0) continue;
    const bool taken = ::flock(file.fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!taken && has_name(file.fd, name)) {
      file.path = name;
      file.unfinished = UnfinishedFile(name);
      return 0;
    }
    ::close(std::exchange(file.fd, -1));  // swept away before it was locked
  }
  return EEXIST;
}

/// Writes everything, makes sure it is on the disk and reads it back; returns 0 or errno.
int fill(const TemporaryFile& file, std::string_view content) {
  std::string_view left = content;
  while (!left.empty()) {
    const ssize_t put = ::write(file.fd, left.data(), left.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    left.remove_prefix(static_cast<std::size_t>(put));
  }
  // Some file systems do not support fsync; that is no reason to refuse them.
  if (::fsync(file.fd) != 0 && errno != EINVAL && errno != ENOTSUP) return errno;
  return reads_back(file.fd, content.data(), content.size()) ? 0 : EIO;
}

}  // namespace

void write_text(const fs::path& path, std::string_view content) {
  const OutputPlace place = output_place(path);
  sweep(place.folder());
  TemporaryFile file;
  if (const int error = open_new(file, place.folder()); error != 0) refuse_writing(path, error);
  if (const int error = take_after(place, file.fd); error != 0) refuse_writing(path, error);
  if (const int error = fill(file, content); error != 0) refuse_writing(path, error);
  if (::rename(file.path.c_str(), place.path.c_str()) != 0) refuse_writing(path, errno);
  file.path.clear();
  file.unfinished.finished();
  // The rename itself reaches the disk with the folder; where folders cannot be synced it is complete anyway.
  const int folder = ::open(place.folder().c_str(), O_RDONLY | O_CLOEXEC);
  if (folder >= 0) ::fsync(folder), ::close(folder);
}

}  // namespace formcast
