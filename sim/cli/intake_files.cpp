#include "sim/cli/intake_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/cli/intake_stream.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// A file to be read, or why it is not.
struct Listed {
  fs::path path;
  bool given = false;  ///< named by the user, not found in a folder
  std::string left_out{};
  bool trouble = false;
  std::size_t size = 0;  ///< [bytes]
};

std::string system_says(int error) { return std::generic_category().message(error); }

/// All files of a folder, by name.
void list_folder(const fs::path& folder, const std::atomic<bool>* cancelled, std::vector<Listed>& listed) {
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

/// All files but the one that keeps what is read of them.
std::vector<Listed> list_all(const std::vector<std::string>& paths, const PathReading& reading) {
  std::vector<Listed> listed;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      list_folder(path, reading.cancelled, listed);
    } else {
      listed.push_back({path, true});
    }
  }
  std::set<std::string> seen;
  if (reading.state != nullptr && reading.state->keeps()) {
    const auto is_state = [&](const Listed& file) {
      std::error_code error;
      return fs::equivalent(file.path, reading.state->file(), error);
    };
    std::erase_if(listed, is_state);
  }
  for (Listed& file : listed) {
    std::error_code error;
    const fs::path canonical = fs::canonical(file.path, error);
    if (!error && file.left_out.empty() && !seen.insert(canonical.string()).second) {
      file.left_out = "it is given twice";
    }
    const auto size = file.left_out.empty() ? fs::file_size(file.path, error) : 0;
    file.size = error ? 0 : static_cast<std::size_t>(size);
  }
  return listed;
}

/// A file that is read in pieces, as archives larger than memory are. One that becomes shorter meanwhile just ends.
class FileSource final : public intake::ByteSource {
 public:
  /// Called with the bytes read so far.
  using Progress = std::function<void(std::uint64_t)>;

  /// Throws InputError for what cannot be opened or is no regular file.
  FileSource(const fs::path& path, const std::atomic<bool>* cancelled, Progress progress)
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
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { ::close(fd_); }

  std::uint64_t size() const override { return size_; }

  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - std::min(at, size_))));
    std::size_t have = 0;
    while (have < buffer.size() && !(cancelled_ != nullptr && *cancelled_)) {
      constexpr std::size_t kPiece = std::size_t{1} << 22U;  // so that Ctrl-C ends it soon
      const ssize_t got =
          ::pread(fd_, buffer.data() + have, std::min(kPiece, buffer.size() - have), static_cast<off_t>(at + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw InputError("cannot be read: " + system_says(errno));
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
      read_ += static_cast<std::uint64_t>(got);
      progress_(std::min(read_, size_));
    }
    buffer.resize(have);
    return buffer;
  }

 private:
  int fd_;
  const std::atomic<bool>* cancelled_;
  Progress progress_;
  std::uint64_t size_ = 0;
  mutable std::uint64_t read_ = 0;
};

/// Digest of a file's bytes, of which only a piece is in memory; "" where they cannot be read.
std::string digest_of(const fs::path& path, const std::atomic<bool>* cancelled) {
  constexpr std::size_t kBlock = std::size_t{1} << 22U;
  try {
    const FileSource source(path, cancelled, [](std::uint64_t) {});
    std::vector<std::uint8_t> buffer;
    std::string blocks;
    for (std::uint64_t at = 0; at < source.size(); at += kBlock) {
      blocks += digest(intake::text_of(source.read(at, kBlock, buffer)));
    }
    return digest(blocks);
  } catch (const InputError&) {
    return "";
  }
}

/// Size and time of a file: they change when it does.
std::pair<std::uintmax_t, fs::file_time_type> stamp_of(const fs::path& path) {
  std::error_code error;
  return {fs::file_size(path, error), fs::last_write_time(path, error)};
}

void read_one(const Listed& each, const PathReading& reading, const FileSource::Progress& progress,
              intake::Intake& intake) {
  const std::string name = each.path.string();
  if (auto content = stream_apple_health(each.path, reading.cancelled)) {
    return intake.add_content(name, intake::FileKind::kAppleHealth, "Apple Health", *std::move(content));
  }
  try {
    intake.add(name, FileSource(each.path, reading.cancelled, progress), each.given);
  } catch (const InputError& error) {
    intake.leave_out(name, error.what(), true);
  }
}

/// Reads a file, unless an earlier run has read the same bytes.
void read_or_recall(const Listed& each, const PathReading& reading, const FileSource::Progress& progress,
                    intake::Intake& intake) {
  if (reading.state == nullptr || !reading.state->keeps()) return read_one(each, reading, progress, intake);
  std::error_code error;
  const auto stamp = stamp_of(each.path);
  const IntakeState::Seen seen{fs::canonical(each.path, error), each.path.string(), each.given,
                               digest_of(each.path, reading.cancelled)};
  if (auto kept = reading.state->find(seen)) {
    for (intake::KeptFile& file : *kept) intake.add(std::move(file.file), std::move(file.content));
    return;
  }
  reading.state->begin();
  read_one(each, reading, progress, intake);
  const bool whole = reading.cancelled == nullptr || !*reading.cancelled;
  if (whole && !error && !seen.digest.empty() && stamp_of(each.path) == stamp) reading.state->keep(seen);
}

}  // namespace

std::vector<std::string> names_in_zip(const std::string& file) {
  std::vector<std::string> names;
  try {
    const FileSource source(file, nullptr, [](std::uint64_t) {});
    std::vector<std::uint8_t> buffer;
    if (!intake::is_zip(source.read(0, 4, buffer))) return names;
    for (intake::ZipEntry& entry : intake::list_zip(source).entries) names.push_back(std::move(entry.name));
  } catch (const InputError&) {
    // The reading says so.
  }
  return names;
}

void read_paths(const std::vector<std::string>& paths, const PathReading& reading, intake::Intake& intake) {
  const std::vector<Listed> listed = list_all(paths, reading);
  std::size_t done = 0, total = 0;
  for (const Listed& each : listed) total += each.size;
  const auto progress = [&](std::uint64_t read) {
    if (reading.progress) reading.progress(std::min(total, done + static_cast<std::size_t>(read)), total);
  };
  for (const Listed& each : listed) {
    if (reading.cancelled != nullptr && *reading.cancelled) break;
    progress(0);
    if (each.left_out.empty()) {
      read_or_recall(each, reading, progress, intake);
    } else {
      intake.leave_out(each.path.string(), each.left_out, each.trouble);
    }
    done += each.size;
  }
}

}  // namespace formcast
