#include "sim/base/file_name_key.hpp"

#include <boost/locale/utf.hpp>
#include <cstdint>
#include <iterator>

namespace formcast {
namespace {

using Encoding = boost::locale::utf::utf_traits<char>;

constexpr std::uint32_t kFirst = 0xC0, kLast = 0x17F;

/// Accented Latin letters from U+00C0 on, decomposed (NFD), as one disk keeps them and another does not.
constexpr std::string_view kApart =
    "A\u0300 A\u0301 A\u0302 A\u0303 A\u0308 A\u030a \u00c6 C\u0327 E\u0300 E\u0301 E\u0302 E\u0308 I\u0300 "
    "I\u0301 I\u0302 I\u0308 \u00d0 N\u0303 O\u0300 O\u0301 O\u0302 O\u0303 O\u0308 \u00d7 \u00d8 U\u0300 "
    "U\u0301 U\u0302 U\u0308 Y\u0301 \u00de \u00df a\u0300 a\u0301 a\u0302 a\u0303 a\u0308 a\u030a \u00e6 "
    "c\u0327 e\u0300 e\u0301 e\u0302 e\u0308 i\u0300 i\u0301 i\u0302 i\u0308 \u00f0 n\u0303 o\u0300 o\u0301 "
    "o\u0302 o\u0303 o\u0308 \u00f7 \u00f8 u\u0300 u\u0301 u\u0302 u\u0308 y\u0301 \u00fe y\u0308 A\u0304 "
    "a\u0304 A\u0306 a\u0306 A\u0328 a\u0328 C\u0301 c\u0301 C\u0302 c\u0302 C\u0307 c\u0307 C\u030c c\u030c "
    "D\u030c d\u030c \u0110 \u0111 E\u0304 e\u0304 E\u0306 e\u0306 E\u0307 e\u0307 E\u0328 e\u0328 E\u030c "
    "e\u030c G\u0302 g\u0302 G\u0306 g\u0306 G\u0307 g\u0307 G\u0327 g\u0327 H\u0302 h\u0302 \u0126 \u0127 "
    "I\u0303 i\u0303 I\u0304 i\u0304 I\u0306 i\u0306 I\u0328 i\u0328 I\u0307 \u0131 \u0132 \u0133 J\u0302 "
    "j\u0302 K\u0327 k\u0327 \u0138 L\u0301 l\u0301 L\u0327 l\u0327 L\u030c l\u030c \u013f \u0140 \u0141 "
    "\u0142 N\u0301 n\u0301 N\u0327 n\u0327 N\u030c n\u030c \u0149 \u014a \u014b O\u0304 o\u0304 O\u0306 "
    "o\u0306 O\u030b o\u030b \u0152 \u0153 R\u0301 r\u0301 R\u0327 r\u0327 R\u030c r\u030c S\u0301 s\u0301 "
    "S\u0302 s\u0302 S\u0327 s\u0327 S\u030c s\u030c T\u0327 t\u0327 T\u030c t\u030c \u0166 \u0167 U\u0303 "
    "u\u0303 U\u0304 u\u0304 U\u0306 u\u0306 U\u030a u\u030a U\u030b u\u030b U\u0328 u\u0328 W\u0302 w\u0302 "
    "Y\u0302 y\u0302 Y\u0308 Z\u0301 z\u0301 Z\u0307 z\u0307 Z\u030c z\u030c \u017f";

std::string_view apart(std::uint32_t code) {
  std::size_t begin = 0;
  for (std::uint32_t i = kFirst; i < code; ++i) begin = kApart.find(' ', begin) + 1;
  return kApart.substr(begin, kApart.find(' ', begin) - begin);
}

/// Letters of the Latin, Greek and Cyrillic alphabets.
std::uint32_t small(std::uint32_t code) {
  const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  if (within('A', 'Z') || (within(0xC0, 0xDE) && code != 0xD7) || within(0x391, 0x3A9) || within(0x410, 0x42F)) {
    return code + 0x20;
  }
  if (within(0x400, 0x40F)) return code + 0x50;
  if (code == 0x178) return 0xFF;
  const bool even_is_large = within(0x100, 0x137) || within(0x14A, 0x177);
  const bool odd_is_large = within(0x139, 0x148) || within(0x179, 0x17E);
  if ((even_is_large && code % 2 == 0) || (odd_is_large && code % 2 == 1)) return code + 1;
  return code;
}

}  // namespace

std::string file_name_key(std::string_view name) {
  std::string key;
  for (const char *at = name.data(), *end = at + name.size(); at != end;) {
    const auto code = Encoding::decode(at, end);
    if (code == boost::locale::utf::illegal || code == boost::locale::utf::incomplete) return std::string(name);
    const std::uint32_t low = small(code);
    if (low >= kFirst && low <= kLast) {
      key += apart(low);
    } else {
      Encoding::encode(low, std::back_inserter(key));
    }
  }
  return key;
}

}  // namespace formcast
