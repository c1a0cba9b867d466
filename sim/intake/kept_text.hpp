#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/intake/intake.hpp"

namespace formcast::intake {

/// What was read of a file, or of one inside an archive, as Intake::add takes it.
struct KeptFile {
  ReadFile file;
  Content content;  ///< sessions condensed
};

/// Raise it when the same bytes are read otherwise than before, or kept otherwise: what is older is then read again.
inline constexpr int kKeptVersion = 2;

/// Files as a line of JSON that `kept_files` reads back bit for bit. Throws std::exception where that is not possible:
/// texts that are no UTF-8, numbers that are infinite.
std::string kept_text(std::span<const KeptFile> files);

/// Throws std::exception for any other text.
std::vector<KeptFile> kept_files(std::string_view text);

/// Tells whether files are read alike by two options: of all that reading depends on, thresholds, answers and mappings.
std::string reading_key(const ReadingOptions& options);

}  // namespace formcast::intake
