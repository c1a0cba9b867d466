#include "sim/base/sentence.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "sim/base/language.hpp"

namespace formcast {
namespace {

/// What stands where a text of fmt::format has its placeholders; nothing where it did not make the sentence.
std::optional<std::vector<std::string>> values_of(std::string_view sentence, std::string_view text) {
  std::vector<std::string> values;
  for (;;) {
    const std::size_t open = text.find('{');
    const std::string_view before = text.substr(0, open);
    const std::size_t at =
        values.empty() ? (sentence.starts_with(before) ? 0 : std::string_view::npos) : sentence.find(before);
    const bool last = open == std::string_view::npos;
    if (last && !values.empty()) {  // the end of the sentence, not the first place that looks like it
      if (!sentence.ends_with(before)) return std::nullopt;
      values.back() = sentence.substr(0, sentence.size() - before.size());
      return values;
    }
    if (at == std::string_view::npos || last) return std::nullopt;
    if (!values.empty()) values.back() = sentence.substr(0, at);
    sentence.remove_prefix(at + before.size());
    values.emplace_back();
    text.remove_prefix(std::min(text.find('}', open), text.size() - 1) + 1);
  }
}

bool is_number(std::string_view value) {
  return !value.empty() && value.find_first_not_of("+-.0123456789") == std::string_view::npos;
}

std::string filled(std::string_view text, const std::vector<std::string>& values) {
  std::string made;
  std::size_t next = 0;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    made += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const char number = text[open + 1];
    const std::size_t which = number >= '0' && number <= '9' ? static_cast<std::size_t>(number - '0') : next++;
    if (which < values.size()) made += values[which];
    text.remove_prefix(std::min(text.find('}', open), text.size() - 1) + 1);
  }
  return made;
}

}  // namespace

std::string retold(std::string_view sentence, std::span<const char* const> texts) {
  for (const char* text : texts) {
    if (text == sentence) return tr(text);
    auto values = values_of(sentence, text);
    if (!values) continue;
    for (std::string& value : *values) value = is_number(value) ? localised(value) : tr(value.c_str());
    return filled(tr(text), *values);
  }
  return std::string(sentence);
}

}  // namespace formcast
