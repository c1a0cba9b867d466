#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace formcast::intake {

/// Bytes of a text file read as UTF-8: a byte order mark is dropped, UTF-16 of either byte order (told by its mark, or
/// by a first character "<" of two bytes) is converted. Everything else is taken for UTF-8 as it is, without a copy, so
/// `bytes` must outlive this.
class DecodedText {
 public:
  explicit DecodedText(std::span<const std::uint8_t> bytes);

  std::string_view text() const {
    if (converted_) return owned_;
    return plain_;
  }

  /// Reads the bytes again as Windows-1252, of which ISO 8859-1 is a part.
  void read_as_windows_1252();

 private:
  std::string_view plain_;
  std::string owned_;
  bool converted_ = false;
};

/// The text of a table as spreadsheets save it: UTF-8, UTF-16, or else what Windows writes. `text` must outlive it.
DecodedText decode_table(std::string_view text);

/// Appends the character `code` in UTF-8; U+FFFD for what is no character (surrogates, beyond U+10FFFF, NUL).
void append_utf8(std::string& text, std::uint32_t code);

bool is_utf8(std::string_view text);

/// `text` with U+FFFD for every byte that is not UTF-8.
std::string repaired_utf8(std::string_view text);

/// Bytes of code page 437, in which zip archives name their entries, as UTF-8.
std::string from_cp437(std::string_view bytes);

/// In lower case, as far as ASCII and the letters of Western Europe (U+00C0 to U+00DE) go.
std::string lower(std::string_view text);

}  // namespace formcast::intake
