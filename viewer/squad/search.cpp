#include "viewer/squad/search.hpp"

#include <algorithm>

namespace formcast {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Removes and returns the number that `text` begins with, without leading zeros.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && digit(text[end])) ++end;
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

}  // namespace

bool matches(std::string_view text, std::string_view search) {
  while (true) {
    search.remove_prefix(std::min(search.find_first_not_of(' '), search.size()));
    if (search.empty()) return true;
    const std::string_view word = search.substr(0, search.find(' '));
    search.remove_prefix(word.size());
    const auto at = std::search(text.begin(), text.end(), word.begin(), word.end(),
                                [](char a, char b) { return small(a) == small(b); });
    if (at == text.end()) return false;
  }
}

bool name_before(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (digit(a.front()) && digit(b.front())) {
      const std::string_view x = take_number(a), y = take_number(b);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      continue;
    }
    const auto x = static_cast<unsigned char>(small(a.front())), y = static_cast<unsigned char>(small(b.front()));
    if (x != y) return x < y;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

}  // namespace formcast
