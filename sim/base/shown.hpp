#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// `text` made safe for a terminal: control characters (also those beyond U+007F, where U+009B acts as ESC [) and those
/// that change the writing direction are spelled out as \u001b, what is not UTF-8 becomes U+FFFD. Line breaks stay.
/// JSON stays the same JSON.
std::string shown(std::string_view text);

/// The same for one line: line breaks are spelled out as well.
std::string shown_on_a_line(std::string_view text);

}  // namespace formcast
