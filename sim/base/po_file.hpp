#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace formcast {

/// A text and its translations, as a gettext PO file has them.
struct PoEntry {
  std::string context, english, plural;  ///< msgctxt, msgid, msgid_plural; "" where there is none
  std::vector<std::string> texts;        ///< msgstr, or msgstr[0], msgstr[1], ...
  bool fuzzy = false;                    ///< marked as not checked by a translator
  std::size_t line = 0;                  ///< of its msgid
};

/// The entries of a PO file in their order; the first may be its header, of the English text "". Comments and entries
/// that are commented out are passed over. Throws InputError, with file and line, for what is no PO file or has a text
/// twice.
std::vector<PoEntry> read_po(std::string_view text, const std::string& file);

/// A field of the header, such as "Plural-Forms"; "" where there is none.
std::string header_field(const std::vector<PoEntry>& entries, std::string_view name);

}  // namespace formcast
