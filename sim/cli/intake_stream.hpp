#pragma once

#include <atomic>
#include <filesystem>
#include <optional>

#include "sim/sessions/session.hpp"

namespace formcast {

/// Reads the export.xml of Apple Health from disk in pieces, whatever its size. Nothing for any other file, and for one
/// that cannot be opened.
std::optional<intake::Content> stream_apple_health(const std::filesystem::path& path,
                                                   const std::atomic<bool>* cancelled);

}  // namespace formcast
