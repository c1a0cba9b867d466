#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/input_error.hpp"

namespace formcast {

/// One field of a row.
struct Field {
  std::string text;        ///< quotes undone, blanks at both ends dropped
  std::size_t line = 0;    ///< where it begins, from 1
  std::size_t offset = 0;  ///< of its first character (a quote, if quoted) in the file's text
};

/// Splits delimited text as spreadsheets write it (RFC 4180, with comma, semicolon or tab): quoted fields may hold
/// delimiters, line breaks and doubled quotes; lines end at LF, CRLF or a lone CR. The delimiter is the one
/// most frequent in the first line that is not blank, or the one that a first line "sep=;" names, as spreadsheets write
/// it; that line is no row. `text` must outlive this.
class DelimitedText {
 public:
  /// Throws InputError for a first line "sep=" with anything but these three.
  DelimitedText(std::string_view text, std::string file);

  /// The next row that is not blank (a row of nothing but delimiters is blank); false at the end. Throws
  /// InputError where rows can no longer be told apart: more than 64 KiB in a row, a quote that is never closed,
  /// text after a closing quote.
  bool next(std::vector<Field>& fields);

  char delimiter() const { return delimiter_; }
  Place place(const Field& field) const;

 private:
  void read_field(Field& field);
  void read_quoted(Field& field);
  void skip_blanks();
  void end_line();
  bool read_separator_line();

  std::string_view text_;
  std::string file_;
  char delimiter_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// The number that the whole of `text` spells in decimal digits, correctly rounded and whatever the locale; nothing
/// for anything else (signs other than a leading "-", hexadecimal, NaN, infinity, too large for a double).
/// Accepts "12,5" when `decimal_comma`.
std::optional<double> parse_number(std::string_view text, bool decimal_comma = false);

/// `text` in quotes for a message: shortened to 40 bytes, control characters shown as "?".
std::string quote(std::string_view text);

}  // namespace formcast
