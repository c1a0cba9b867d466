#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// A basic string of TOML, quotes and all.
std::string toml_text(std::string_view text);

}  // namespace formcast
