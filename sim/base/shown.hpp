#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// `text` as a terminal may be given it, whatever file it comes from: control characters (those beyond U+007F, too, of
/// which U+009B begins what ESC [ begins) and those that turn the direction of writing around are spelled out as
/// \u001b, what is not UTF-8 becomes U+FFFD. Line breaks stay. JSON stays the same JSON.
std::string shown(std::string_view text);

/// The same of what belongs on one line: line breaks are spelled out as well.
std::string shown_on_a_line(std::string_view text);

}  // namespace formcast
