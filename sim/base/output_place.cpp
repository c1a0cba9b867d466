#include "sim/base/output_place.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/base/system_error.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// The target of a link, which need not exist.
fs::path end_of_link(const fs::path& link, bool exists, const struct stat& status) {
  constexpr int kMostLinks = 40;  // as the kernel has it
  std::error_code error;
  fs::path end = link;
  for (int links = 0; fs::is_symlink(end, error); ++links) {
    const fs::path next = fs::read_symlink(end, error);
    if (error || links == kMostLinks) refuse(link, "cannot be written: it is a link that cannot be followed");
    end = next.is_absolute() ? next : end.parent_path() / next;
  }
  // A link below /proc may show a name that its file no longer has.
  struct stat found {};
  const bool same = ::stat(end.c_str(), &found) == 0 && found.st_ino == status.st_ino && found.st_dev == status.st_dev;
  if (exists && !same) refuse(link, "cannot be written: the file it leads to was deleted; give a file name");
  return end;
}

}  // namespace

void refuse_writing(const fs::path& path, int error) {
  const auto folder = path.has_parent_path() ? path.parent_path().string() : std::string(".");
  std::string remedy;
  if (error == ENOENT) {
    remedy = fmt::format("the folder \"{}\" does not exist; create it first", folder);
  } else if (error == ENOTDIR) {
    remedy = fmt::format("\"{}\" is not a folder", folder);
  } else if (error == EACCES || error == EPERM || error == EROFS) {
    remedy = fmt::format("choose a folder you may write to, or ask for permission for \"{}\"", folder);
  } else if (error == ENOSPC || error == EDQUOT || error == EFBIG) {
    remedy = "free some space or write elsewhere";
  } else {
    remedy = "write elsewhere";
  }
  refuse(path, fmt::format("cannot be written: {}; {}", system_says(error), remedy));
}

OutputPlace output_place(const fs::path& path) {
  if (path.empty()) throw InputError("a file name is expected, an empty one was given");
  OutputPlace place{path};
  struct stat status {};
  place.exists = ::stat(path.c_str(), &status) == 0;
  if (place.exists && S_ISDIR(status.st_mode)) refuse(path, "cannot be written: it is a folder; give a file name");
  if (place.exists && !S_ISREG(status.st_mode)) {
    refuse(path, "cannot be written: it is not a regular file; give a file name");
  }
  // A rename would replace a write-protected file without asking.
  if (place.exists && ::access(path.c_str(), W_OK) != 0) refuse_writing(path, errno);
  std::error_code ignored;
  if (fs::is_symlink(path, ignored)) place.path = end_of_link(path, place.exists, status);
  if (!place.exists) return place;
  place.mode = status.st_mode & 0777U;
  place.owner = status.st_uid;
  place.group = status.st_gid;
  return place;
}

int take_after(const OutputPlace& place, int fd) {
  if (!place.exists) return 0;
  mode_t mode = place.mode;
  // Only root may give files away. The old group's permissions are not for another group.
  if (::fchown(fd, place.owner, place.group) != 0 && ::fchown(fd, static_cast<uid_t>(-1), place.group) != 0) {
    mode &= ~static_cast<mode_t>(0070U);
  }
  return ::fchmod(fd, mode) == 0 ? 0 : errno;
}

bool has_name(int fd, const fs::path& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

bool reads_back(int fd, const char* bytes, std::size_t size) {
  std::vector<char> block(std::min<std::size_t>(size, 1 << 20) + 1);
  std::size_t at = 0;
  for (;;) {
    const ssize_t got = ::pread(fd, block.data(), block.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0 && at == size;
    const auto count = static_cast<std::size_t>(got);
    if (count > size - at || std::memcmp(block.data(), bytes + at, count) != 0) return false;
    at += count;
  }
}

namespace {

/// Plain memory, so that a signal handler may read it.
struct Unfinished {
  enum : int { kFree, kBeingFilled, kInUse };
  std::atomic<int> state{kFree};
  std::array<char, 4096> path{};
};
std::array<Unfinished, 16> unfinished;
static_assert(std::atomic<int>::is_always_lock_free);

}  // namespace

UnfinishedFile::UnfinishedFile(const fs::path& path) {
  const std::string name = path.string();
  for (std::size_t i = 0; i < unfinished.size() && name.size() < unfinished[i].path.size(); ++i) {
    int free = Unfinished::kFree;
    if (!unfinished[i].state.compare_exchange_strong(free, Unfinished::kBeingFilled)) continue;
    std::memcpy(unfinished[i].path.data(), name.c_str(), name.size() + 1);
    unfinished[i].state = Unfinished::kInUse;
    place_ = static_cast<int>(i);
    return;
  }
}

UnfinishedFile::UnfinishedFile(UnfinishedFile&& other) noexcept : place_(std::exchange(other.place_, -1)) {}

UnfinishedFile& UnfinishedFile::operator=(UnfinishedFile&& other) noexcept {
  std::swap(place_, other.place_);
  return *this;
}

void UnfinishedFile::finished() {
  if (place_ >= 0) unfinished[static_cast<std::size_t>(place_)].state = Unfinished::kFree;
  place_ = -1;
}

void remove_unfinished_files() {
  for (const Unfinished& each : unfinished) {
    if (each.state == Unfinished::kInUse) ::unlink(each.path.data());
  }
}

}  // namespace formcast
