#include "sim/base/input_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <boost/locale/utf.hpp>
#include <cerrno>
#include <cstring>
#include <vector>

#include "sim/base/system_error.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment distance, blind to ASCII case: a swap of neighbours ("laod") is one typo, not two.
std::size_t typos(std::string_view a, std::string_view b) {
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
                     "contains a NUL byte, so this is not a text file; save a spreadsheet as \"CSV UTF-8\"");
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
    const std::size_t found = typos(word, name);
    // A typo keeps part of the word: "x" is no typo of "y".
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
