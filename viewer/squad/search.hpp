#pragma once

#include <string_view>

namespace formcast {

/// Whether every word of `search` is in `text`, ignoring the case of ASCII letters.
bool matches(std::string_view text, std::string_view search);

/// Natural order: "P2" before "P10", letters as in `matches`.
bool name_before(std::string_view a, std::string_view b);

}  // namespace formcast
