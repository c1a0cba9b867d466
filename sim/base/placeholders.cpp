#include "sim/base/placeholders.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>

namespace formcast {
namespace {

using Placeholders = std::map<std::size_t, std::string_view>;  // forms by number

/// Nothing where the text is none of fmt::format, or has placeholders of both kinds.
std::optional<Placeholders> placeholders_of(std::string_view text) {
  Placeholders found;
  std::size_t next = 0;
  bool counted = false, numbered = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char sign = text[at];
    if (sign != '{' && sign != '}') continue;
    if (at + 1 < text.size() && text[at + 1] == sign) {
      ++at;
      continue;
    }
    const std::size_t end = text.find('}', at);
    if (sign == '}' || end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = text.substr(at + 1, end - at - 1);
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    const std::string_view number = inside.substr(0, colon), form = inside.substr(colon);
    (number.empty() ? counted : numbered) = true;
    if (number.size() > 1 || (!number.empty() && (number[0] < '0' || number[0] > '9'))) return std::nullopt;
    const std::size_t which = number.empty() ? next++ : static_cast<std::size_t>(number[0] - '0');
    if (!found.emplace(which, form).second && found[which] != form) return std::nullopt;
    at = end;
  }
  if (counted && numbered) return std::nullopt;
  return found;
}

}  // namespace

bool fills(std::string_view english, std::string_view translation, Missing missing) {
  const auto from = placeholders_of(english), to = placeholders_of(translation);
  if (!from) return !to;  // a text that fmt::format does not fill
  if (!to || (missing == Missing::kRefused && from->size() != to->size())) return false;
  return std::ranges::all_of(*to, [&](const auto& each) {
    const auto same = from->find(each.first);
    return same != from->end() && same->second == each.second;
  });
}

}  // namespace formcast
