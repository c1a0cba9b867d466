#pragma once

#include <string_view>

namespace formcast {

/// Whether every word of `search` is in `text`, small and capital letters of English being the same.
bool matches(std::string_view text, std::string_view search);

/// "P2" before "P10", and letters as in `matches`: how a person looks for a name in a list.
bool name_before(std::string_view a, std::string_view b);

}  // namespace formcast
