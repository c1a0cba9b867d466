#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace formcast {

/// Where a TOML text nests deeper than any of ours does: keys of more than 16 dotted parts, more than 32 lists and
/// tables within one another. To be asked before the text is parsed, as parsers call themselves once a level and run
/// out of stack. Knows of TOML only what it takes to pass over texts and comments; what is no TOML is for the parser to
/// say.
struct TomlDepthFault {
  std::size_t line = 0;
  std::size_t column = 0;
};
std::optional<TomlDepthFault> toml_depth_fault(std::string_view text);

}  // namespace formcast
