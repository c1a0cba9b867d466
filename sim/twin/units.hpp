#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// A unit of a model's table, written in p (performance) and w (load), in this athlete's own: "p/w^2" -> "W/AU^2".
/// Performance without a unit is written as "1".
inline std::string written_unit(std::string_view unit, const std::string& performance, const std::string& load) {
  std::string written;
  for (char c : unit) {
    if (c == 'p') {
      written += performance.empty() ? "1" : performance;
    } else if (c == 'w') {
      written += load;
    } else {
      written += c;
    }
  }
  return written;
}

}  // namespace formcast
