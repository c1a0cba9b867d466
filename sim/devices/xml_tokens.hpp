#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {

/// Name of an element or attribute: "ns3:TPX" has the prefix "ns3". Prefixes are the writer's own choice, so readers
/// go by `local`.
struct XmlName {
  std::string_view prefix, local;
};

struct XmlAttribute {
  XmlName name;
  std::string value;  ///< entities resolved
};

struct XmlToken {
  enum class Kind { kStart, kEnd, kText };
  Kind kind = Kind::kText;
  XmlName name;                          ///< of kStart and kEnd; lives as long as the tokens' source
  std::vector<XmlAttribute> attributes;  ///< of kStart
  std::string text;                      ///< of kText: character data or a CDATA section, valid UTF-8
  std::size_t line = 0;                  ///< where it begins, from 1

  /// The value of an attribute, whatever its prefix; "" where there is none.
  std::string_view attribute(std::string_view local) const;
};

/// Splits XML 1.0 into elements and text, one token at a time. Reads UTF-8, UTF-16 and, where declared, ISO 8859-1 and
/// Windows-1252; a byte order mark, leading blanks and a missing declaration are fine. An element closed in its start
/// tag gives both tokens. Blanks between elements, comments and processing instructions give none. Resolves numeric
/// entities and the five with names; "&" before anything else stays as it is, since applications forget to escape it.
///
/// Never throws and reads each byte once. The first fault ends the tokens: those before it hold, so that a file cut
/// short gives all that was complete. A DOCTYPE is such a fault, as it can define entities that expand without bound.
class XmlTokens {
 public:
  /// Elements inside each other; deeper ones are a fault.
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxAttributes = 256;

  /// `bytes` must outlive this.
  explicit XmlTokens(std::span<const std::uint8_t> bytes);
  XmlTokens(const XmlTokens&) = delete;
  XmlTokens& operator=(const XmlTokens&) = delete;

  /// The next token; false at the end of the root element, of the bytes, or at a fault.
  bool next(XmlToken& token);

  /// Why the tokens ended before the root element did, such as "the file ends inside <Lap>"; "" otherwise.
  const std::string& fault() const { return fault_; }
  /// The line on which it is.
  std::size_t line();
  /// Elements open at the moment, the root included.
  std::size_t depth() const { return open_.size(); }

 private:
  bool read_text(XmlToken& token);
  bool read_markup(XmlToken& token);
  bool read_cdata(XmlToken& token);
  bool read_end(XmlToken& token);
  bool read_start(XmlToken& token);
  bool read_attribute(XmlToken& token);
  std::string_view read_name();
  void skip_blanks();
  bool skip_past(std::string_view mark);
  bool fail(std::string why);
  bool fail_at_end();
  void choose_encoding();

  DecodedText source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0, line_ = 1;  ///< line breaks are counted up to here
  std::vector<std::string_view> open_;
  bool closes_ = false;  ///< the element of the last start tag ends there
  bool ended_ = false;
  std::string fault_;
};

}  // namespace formcast::intake
