#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace formcast {

/// Where a TOML text nests too deep: keys of more than 16 dotted parts, more than 32 lists and tables within one
/// another. Call it before parsing: the parser recurses once a level and would run out of stack. Knows only enough TOML
/// to skip strings and comments; syntax errors are left to the parser.
struct TomlDepthFault {
  std::size_t line = 0;
  std::size_t column = 0;
};
std::optional<TomlDepthFault> toml_depth_fault(std::string_view text);

}  // namespace formcast
