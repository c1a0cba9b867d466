#include "sim/cli/intake_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

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

std::vector<Listed> list_all(const std::vector<std::string>& paths, const std::atomic<bool>* cancelled) {
  std::vector<Listed> listed;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      list_folder(path, cancelled, listed);
    } else {
      listed.push_back({path, true});
    }
  }
  std::set<std::string> seen;
  for (Listed& file : listed) {
    std::error_code error;
    const fs::path canonical = fs::canonical(file.path, error);
    if (!error && file.left_out.empty() && !seen.insert(canonical.string()).second) {
      file.left_out = "it is given twice";
    }
  }
  return listed;
}

/// The whole of a file; a fault where it cannot be had.
std::string read_bytes(const fs::path& path, const std::atomic<bool>* cancelled, std::vector<std::uint8_t>& bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return "cannot be opened: " + system_says(errno);
  std::string fault;
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    fault = "it is no regular file";
  } else if (static_cast<std::uint64_t>(status.st_size) > intake::kLargestFile) {
    fault = fmt::format("it is larger than {} MB, the most that is read at once; an archive can be unpacked first",
                        intake::kLargestFile >> 20U);
  } else {
    bytes.resize(static_cast<std::size_t>(status.st_size));
  }
  std::size_t at = 0;
  while (fault.empty() && at < bytes.size() && !(cancelled != nullptr && *cancelled)) {
    constexpr std::size_t kPiece = std::size_t{1} << 22U;
    const ssize_t got = ::read(fd, bytes.data() + at, std::min(kPiece, bytes.size() - at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fault = "cannot be read: " + system_says(errno);
    if (got <= 0) break;
    at += static_cast<std::size_t>(got);
  }
  ::close(fd);
  bytes.resize(at);
  return fault;
}

}  // namespace

void read_paths(const std::vector<std::string>& paths, const PathReading& reading, intake::Intake& intake) {
  const std::vector<Listed> listed = list_all(paths, reading.cancelled);
  std::size_t done = 0;
  for (const Listed& each : listed) {
    if (reading.cancelled != nullptr && *reading.cancelled) break;
    if (reading.progress) reading.progress(done++, listed.size());
    const std::string name = each.path.string();
    if (!each.left_out.empty()) {
      intake.leave_out(name, each.left_out, each.trouble);
      continue;
    }
    if (auto content = stream_apple_health(each.path, reading.cancelled)) {
      intake.add_content(name, intake::FileKind::kAppleHealth, "Apple Health", *std::move(content));
      continue;
    }
    std::vector<std::uint8_t> bytes;
    if (std::string fault = read_bytes(each.path, reading.cancelled, bytes); !fault.empty()) {
      intake.leave_out(name, std::move(fault), true);
    } else {
      intake.add(name, bytes, each.given);
    }
  }
}

}  // namespace formcast
