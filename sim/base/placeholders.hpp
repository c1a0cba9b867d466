#pragma once

#include <string_view>

namespace formcast {

enum class Missing { kRefused, kAllowed };

/// Whether a translation can be filled with the values of a text of fmt::format: it has the same placeholders, in any
/// order as {0}, {1}, each in the same form ({:.1f}) and as often as may be. `missing`: whether it may leave some out,
/// as "one day" does.
bool fills(std::string_view english, std::string_view translation, Missing missing);

}  // namespace formcast
