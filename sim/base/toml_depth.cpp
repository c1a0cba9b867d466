#include "sim/base/toml_depth.hpp"

#include <algorithm>

namespace formcast {
namespace {

constexpr std::size_t kMostParts = 16;
constexpr std::size_t kMostNested = 32;

bool in_bare_key(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' ||
         c == '+' || c == ' ' || c == '\t' || static_cast<unsigned char>(c) >= 0x80;
}

/// The end of the quoted string that begins at `at`; one that is not closed on its line ends there.
std::size_t after_quotes(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string_view three = quote == '"' ? R"(""")" : "'''";
  const bool lines = text.substr(at).starts_with(three);
  at += lines ? 3 : 1;
  for (; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (lines ? text.substr(at).starts_with(three) : text[at] == quote) {
      return at + (lines ? 3 : 1);
    } else if (!lines && text[at] == '\n') {
      return at;
    }
  }
  return text.size();
}

}  // namespace

std::optional<TomlDepthFault> toml_depth_fault(std::string_view text) {
  std::size_t parts = 1, nested = 0, at = 0;
  while (at < text.size() && parts <= kMostParts && nested <= kMostNested) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = after_quotes(text, at);  // a part of a key, or a value
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.') {
      ++parts;
    } else if (!in_bare_key(c)) {
      parts = 1;
    }
    if (c == '[' || c == '{') ++nested;
    if ((c == ']' || c == '}') && nested > 0) --nested;
    ++at;
  }
  if (parts <= kMostParts && nested <= kMostNested) return std::nullopt;
  const std::string_view before = text.substr(0, at - 1);
  const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return TomlDepthFault{1 + static_cast<std::size_t>(std::ranges::count(before, '\n')), before.size() - begin + 1};
}

}  // namespace formcast
