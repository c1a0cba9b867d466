#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/devices/byte_pieces.hpp"

namespace formcast::intake {

/// What a file is, by its content: names and extensions do not count.
enum class FileKind {
  kFit,
  kTcx,
  kGpx,
  kAppleHealth,
  kGoldenCheetah,
  kArchive,  ///< zip or gzip
  kHistory,  ///< Formcast's own CSV
  kExport,   ///< a CSV whose headings are known
  kOther,
};

/// The kind that a file's first bytes tell; kOther also for tables whose headings are not a history's.
FileKind kind_by_content(std::span<const std::uint8_t> bytes);

inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Whether bytes may be a table of text, in UTF-8, UTF-16 or what Windows writes.
bool may_be_table(std::span<const std::uint8_t> bytes);

/// Whether a zip is a workbook or document.
bool is_office_file(const ByteSource& zip);

/// Whether a name promises a device file or an archive, such as "ride.FIT".
bool is_named_as_read(std::string_view name);

/// What a file of no known kind is, as far as can be said.
std::string why_unknown(std::span<const std::uint8_t> bytes, std::string_view name);

}  // namespace formcast::intake
