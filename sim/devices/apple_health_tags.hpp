#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formcast::intake {

/// A start or end tag as it stands in a file: "Record type="..." value="71"/", without its brackets.
class TagText {
 public:
  explicit TagText(std::string_view text) : text_(text) {}

  /// The element's name, whatever its prefix.
  std::string_view name() const;
  bool is_end() const { return text_.starts_with('/'); }
  /// The element has no children.
  bool is_empty() const { return text_.ends_with('/'); }
  /// The value of an attribute, the predefined and numeric entities resolved; "" where there is none. Entities that a
  /// DTD defines stay as they are written.
  std::string attribute(std::string_view name) const;

 private:
  std::string_view text_;
};

/// Splits XML into its tags as the bytes come, in memory that does not grow with the file. Text between tags, comments,
/// CDATA sections, processing instructions and a DOCTYPE with its inline DTD are skipped: nothing that a DTD defines is
/// expanded. Quotes inside tags may hold brackets. A tag longer than `kLongest` is left out.
class TagScanner {
 public:
  static constexpr std::size_t kLongest = std::size_t{1} << 20U;

  /// Calls `visit(TagText)` for each tag that ends in `piece`.
  template <class Visit>
  void feed(std::string_view piece, const Visit& visit) {
    for (std::size_t at = 0; at < piece.size();) {
      at = advance(piece, at);
      if (!complete_) continue;
      complete_ = false;
      if (held_.size() < kLongest) visit(TagText(held_));
      too_long_ += held_.size() < kLongest ? 0 : 1;
      held_.clear();
    }
  }

  std::size_t too_long() const { return too_long_; }  ///< tags left out
  std::uint64_t lines() const { return lines_; }      ///< line breaks so far
  bool inside_markup() const { return state_ != State::kText; }

 private:
  enum class State { kText, kOpen, kTag, kComment, kInstruction, kCdata, kDoctype };

  std::size_t advance(std::string_view piece, std::size_t at);
  std::size_t skip_text(std::string_view piece, std::size_t at);
  std::size_t read_tag(std::string_view piece, std::size_t at);
  void open(char c);
  void skip(char c);
  bool doctype_ends(char c);
  void hold(std::string_view text);

  State state_ = State::kText;
  std::string held_;                ///< of a tag what has come so far, of other markup its last characters
  char quote_ = '\0';               ///< open inside a tag or a DOCTYPE
  int brackets_ = 0;                ///< open inside a DOCTYPE
  State inside_ = State::kDoctype;  ///< what is skipped inside a DOCTYPE
  bool complete_ = false;           ///< held_ is a whole tag
  std::size_t too_long_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace formcast::intake
