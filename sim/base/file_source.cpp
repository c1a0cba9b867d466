#include "sim/base/file_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "sim/base/system_error.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// All files of a folder, by name.
void list_folder(const fs::path& folder, const std::atomic<bool>* cancelled, std::vector<FoundFile>& listed) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (cancelled != nullptr && *cancelled) return;
    if (!each->path().filename().string().starts_with('.')) entries.push_back(each->path());
  }
  if (error) listed.push_back({folder, false, "the folder cannot be read: " + error.message(), true});
  std::ranges::sort(entries, {}, [](const fs::path& p) { return p.filename().string(); });
  for (const fs::path& entry : entries) {
    const fs::file_status status = fs::symlink_status(entry, error);
    if (fs::is_directory(status)) {
      list_folder(entry, cancelled, listed);
    } else if (fs::is_symlink(status)) {
      listed.push_back({entry, false, "it is a link; links in folders are not followed"});
    } else if (fs::is_regular_file(status)) {
      listed.push_back({entry});
    } else {
      listed.push_back({entry, false, "it is no regular file"});
    }
  }
}

}  // namespace

FileSource::FileSource(const fs::path& path, const std::atomic<bool>* cancelled, Progress progress)
    : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
      cancelled_(cancelled),
      progress_(std::move(progress)) {
  if (fd_ < 0) throw InputError("cannot be opened: " + system_says(errno));
  struct stat status {};
  const bool regular = ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
  if (!regular) ::close(fd_);
  if (!regular) throw InputError("it is no regular file");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileSource::~FileSource() { ::close(fd_); }

std::span<const std::uint8_t> FileSource::read(std::uint64_t at, std::size_t count,
                                               std::vector<std::uint8_t>& buffer) const {
  buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - std::min(at, size_))));
  std::size_t have = 0;
  while (have < buffer.size() && !(cancelled_ != nullptr && *cancelled_)) {
    constexpr std::size_t kPiece = std::size_t{1} << 22U;  // so that cancelling ends it soon
    const ssize_t got =
        ::pread(fd_, buffer.data() + have, std::min(kPiece, buffer.size() - have), static_cast<off_t>(at + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw InputError("cannot be read: " + system_says(errno));
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    read_ += static_cast<std::uint64_t>(got);
    if (progress_) progress_(std::min(read_, size_));
  }
  buffer.resize(have);
  return buffer;
}

std::vector<FoundFile> find_files(const std::vector<std::string>& paths, const std::atomic<bool>* cancelled) {
  std::vector<FoundFile> listed;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      list_folder(path, cancelled, listed);
    } else {
      listed.push_back({path, true});
    }
  }
  std::set<std::string> seen;
  for (FoundFile& file : listed) {
    std::error_code error;
    const fs::path canonical = fs::canonical(file.path, error);
    if (!error && file.left_out.empty() && !seen.insert(canonical.string()).second) {
      file.left_out = "it is given twice";
    }
    const auto size = file.left_out.empty() ? fs::file_size(file.path, error) : 0;
    file.size = error ? 0 : static_cast<std::uint64_t>(size);
  }
  return listed;
}

}  // namespace formcast
