#include "sim/base/shown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/locale/utf.hpp>

namespace formcast {
namespace {

bool commands_a_terminal(std::uint32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  const bool turns_around = code == 0x200E || code == 0x200F || code == 0x061C || (code >= 0x202A && code <= 0x202E) ||
                            (code >= 0x2066 && code <= 0x2069);
  return control || turns_around || code == 0x2028 || code == 0x2029;
}

bool plain_ascii(char c) { return c >= 0x20 && c < 0x7F; }

std::string shown(std::string_view text, bool keep_lines) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  if (std::ranges::all_of(text, plain_ascii)) return std::string(text);
  std::string made;
  made.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* const first = at;
    const auto code = Utf8::decode(at, end);
    if (code == boost::locale::utf::illegal || code == boost::locale::utf::incomplete) {
      at = first + 1;
      made += "\xEF\xBF\xBD";
    } else if (commands_a_terminal(code) && !(keep_lines && code == '\n')) {
      made += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    } else {
      made.append(first, at);
    }
  }
  return made;
}

}  // namespace

std::string shown(std::string_view text) { return shown(text, true); }

std::string shown_on_a_line(std::string_view text) { return shown(text, false); }

}  // namespace formcast
