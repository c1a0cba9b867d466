#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include "sim/base/input_error.hpp"

/// For what reads and writes files.
namespace formcast {

/// The system's words for a value of errno.
inline std::string system_says(int error) { return std::generic_category().message(error); }

[[noreturn]] inline void refuse(const std::filesystem::path& path, const std::string& message) {
  throw InputError(Place{path.string()}, message);
}

}  // namespace formcast
