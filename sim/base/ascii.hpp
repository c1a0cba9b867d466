#pragma once

#include <string_view>

/// Characters of ASCII, whatever the locale.
namespace formcast {

constexpr std::string_view kBlanks = " \t\r\n";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }

/// Without blanks before and after it.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = kBlanks) {
  const std::size_t from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) + 1 - from);
}

}  // namespace formcast
