#include "sim/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <boost/locale/utf.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace formcast {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string system_says(int error) { return std::generic_category().message(error); }

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& message) {
  throw InputError(Place{path.string()}, message);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment distance, blind to ASCII case: a swap of neighbours ("laod") is one slip, not two.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = lower(a[i - 1]), y = lower(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (x == y ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y;
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

/// A file descriptor that closes itself.
struct Descriptor {
  int fd = -1;
  explicit Descriptor(int opened) : fd(opened) {}
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
};

[[noreturn]] void refuse_reading(const std::filesystem::path& path, int error) {
  switch (error) {
    case ENOENT:
      refuse(path, "no such file");
    case EISDIR:
      refuse(path, "is a folder; a file is expected");
    case EACCES:
    case EPERM:
      refuse(path, fmt::format("may not be read ({}); ask its owner for permission", system_says(error)));
    default:
      refuse(path, fmt::format("cannot be read: {}", system_says(error)));
  }
}

[[noreturn]] void refuse_writing(const std::filesystem::path& path, int error) {
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

std::string read_bytes(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) refuse_reading(path, errno);
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) refuse_reading(path, errno);
  if (S_ISDIR(status.st_mode)) refuse_reading(path, EISDIR);
  const auto too_large = [&] { refuse(path, "is larger than 1 GiB, the most that is read as text; split it"); };
  if (status.st_size > static_cast<off_t>(kMaxBytes)) too_large();
  // The size is a hint only: a pipe has none and a file may grow while it is read.
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t filled = 0;
  for (;;) {
    if (filled == bytes.size()) bytes.resize(std::max<std::size_t>(2 * filled, 65536));
    const ssize_t got = ::read(file.fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_reading(path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > kMaxBytes) too_large();
  }
  bytes.resize(filled);
  return bytes;
}

/// Line and column of the byte at `offset`; lines end at LF, CRLF or a lone CR, columns count characters.
Place place_of(const std::filesystem::path& path, std::string_view text, std::size_t offset) {
  Place place{path.string(), 1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    const char c = text[i];
    if (c == '\n' || (c == '\r' && text[i + 1] != '\n')) {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++place.column;
    }
  }
  return place;
}

/// The first eight bytes, the first of them lowest; zeros for those beyond the end.
std::uint64_t word(std::string_view bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t made = 0;
  std::memcpy(&made, bytes.data(), std::min(bytes.size(), sizeof(made)));
  return made;
}

/// Where the first character outside ASCII may begin, eight bytes at a time: nearly all text is ASCII.
const char* skip_ascii(const char* text, const char* end) {
  while (end - text >= 8 && (word({text, 8}) & 0x8080808080808080U) == 0) text += 8;
  return text;
}

void check_text(const std::filesystem::path& path, std::string_view text) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) refuse(path, "is UTF-16 text; save it as UTF-8");
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    throw InputError(place_of(path, text, zero),
                     "holds a zero byte, so this is not a text file; save a spreadsheet as \"CSV UTF-8\"");
  }
  const char* const end = text.data() + text.size();
  for (const char* p = skip_ascii(text.data(), end); p != end; p = skip_ascii(p, end)) {
    const char* const start = p;
    const auto code = Utf8::decode(p, end);
    if (code != boost::locale::utf::illegal && code != boost::locale::utf::incomplete) continue;
    throw InputError(
        place_of(path, text, static_cast<std::size_t>(start - text.data())),
        fmt::format("not valid UTF-8 (byte 0x{:02X}); save the file as UTF-8", static_cast<unsigned char>(*start)));
  }
}

/// A new file that is removed again unless it was renamed into place.
struct TemporaryFile {
  std::filesystem::path path;
  int fd = -1;
  TemporaryFile() = default;
  ~TemporaryFile() {
    if (fd >= 0) ::close(fd);
    if (!path.empty()) ::unlink(path.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
};

/// Opens a file of a new name in `folder`; returns 0 or errno. The name is short because the target's may
/// already be as long as the file system allows.
int open_new(TemporaryFile& file, const std::filesystem::path& folder) {
  static std::atomic<unsigned> serial{0};
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const auto name = folder / fmt::format(".formcast-{}-{}.tmp", ::getpid(), serial++);
    file.fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file.fd >= 0) {
      file.path = name;
      return 0;
    }
    if (errno != EEXIST) break;
  }
  return errno;
}

/// Writes everything and makes sure it is on the disk; returns 0 or errno.
int fill(TemporaryFile& file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = ::write(file.fd, content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  // Some file systems know no fsync and say so; that is no reason to refuse them.
  if (::fsync(file.fd) != 0 && errno != EINVAL && errno != ENOTSUP) return errno;
  const int fd = std::exchange(file.fd, -1);
  return ::close(fd) == 0 ? 0 : errno;
}

/// The file that `path` stands for, links followed: a rename onto a link would replace the link.
std::filesystem::path resolve(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_symlink(path, ignored)) return path;
  auto target = std::filesystem::weakly_canonical(path, ignored);
  return target.empty() ? path : target;
}

}  // namespace

std::string at(const Place& place, std::string_view message) {
  std::string text = place.file;
  if (place.line > 0) text += fmt::format("{}{}", text.empty() ? "" : ":", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  if (!text.empty()) text += ": ";
  return text.append(message);
}

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names) {
  const std::size_t allowed = std::clamp<std::size_t>(word.size() / 4, 1, 3);
  std::string_view nearest;
  std::size_t fewest = allowed + 1;
  for (const std::string_view name : names) {
    if (word.size() > name.size() + allowed || name.size() > word.size() + allowed) continue;
    const std::size_t found = slips(word, name);
    // A slip leaves something of the word standing: "x" is no slip of "y".
    const bool kept_something = found == 0 || found < std::min(word.size(), name.size());
    if (found < fewest && kept_something) {
      fewest = found;
      nearest = name;
    }
  }
  return nearest;
}

std::string read_text(const std::filesystem::path& path) {
  if (path.empty()) throw InputError("a file name is expected, an empty one was given");
  std::string text = read_bytes(path);
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  check_text(path, text);
  return text;
}

void write_text(const std::filesystem::path& path, std::string_view content) {
  if (path.empty()) throw InputError("a file name is expected, an empty one was given");
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) refuse(path, "cannot be written: it is a folder; give a file name");
  if (exists && !S_ISREG(status.st_mode)) refuse(path, "cannot be written: it is no ordinary file; give a file name");
  // A rename would replace a write-protected file without asking.
  if (exists && ::access(path.c_str(), W_OK) != 0) refuse_writing(path, errno);
  const std::filesystem::path target = resolve(path);
  const std::filesystem::path folder = target.has_parent_path() ? target.parent_path() : ".";

  TemporaryFile file;
  if (const int error = open_new(file, folder); error != 0) refuse_writing(path, error);
  // Whoever kept the old content from other readers' eyes wants the new one kept as well.
  if (exists && ::fchmod(file.fd, status.st_mode & 0777U) != 0) refuse_writing(path, errno);
  if (const int error = fill(file, content); error != 0) refuse_writing(path, error);
  if (::rename(file.path.c_str(), target.c_str()) != 0) refuse_writing(path, errno);
  file.path.clear();
  // The rename itself reaches the disk with the folder; where folders cannot be synced it is complete anyway.
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.fd >= 0) ::fsync(opened.fd);
}

std::string digest(std::string_view content) {
  constexpr std::uint64_t kFactor = 0xC6A4A7935BD1E995U;
  const auto folded = [](std::uint64_t x) { return x ^ (x >> 47); };
  std::uint64_t hash = content.size() * kFactor;
  for (; content.size() >= sizeof(std::uint64_t); content.remove_prefix(sizeof(std::uint64_t))) {
    hash = (hash ^ folded(word(content) * kFactor) * kFactor) * kFactor;
  }
  if (!content.empty()) hash = (hash ^ word(content)) * kFactor;
  return fmt::format("{:016x}", folded(folded(hash) * kFactor));
}

}  // namespace formcast
