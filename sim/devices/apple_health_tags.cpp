#include "sim/devices/apple_health_tags.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/devices/xml_values.hpp"

namespace formcast::intake {
std::string_view TagText::name() const {
  std::string_view name = text_.substr(is_end() ? 1 : 0);
  name = name.substr(0, std::min(name.find_first_of(" \t\r\n/"), name.size()));
  const std::size_t prefix = name.find(':');
  return prefix == std::string_view::npos ? name : name.substr(prefix + 1);
}

std::string TagText::attribute(std::string_view name) const {
  std::string_view rest = text_.substr(std::min(text_.find_first_of(kBlanks), text_.size()));
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return "";
    std::string_view key = rest.substr(0, equals);
    while (!key.empty() && is_blank(key.back())) key.remove_suffix(1);
    rest.remove_prefix(equals + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return "";
    const std::size_t end = rest.find(rest.front(), 1);
    if (end == std::string_view::npos) return "";
    if (key == name) return resolve_entities(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
  }
}

std::size_t TagScanner::advance(std::string_view piece, std::size_t at) {
  if (state_ == State::kText) return skip_text(piece, at);
  if (state_ == State::kTag) return read_tag(piece, at);
  const char c = piece[at];
  lines_ += c == '\n' ? 1 : 0;
  if (state_ == State::kOpen) {
    open(c);
  } else {
    skip(c);
  }
  return at + 1;
}

std::size_t TagScanner::skip_text(std::string_view piece, std::size_t at) {
  const std::size_t end = std::min(piece.find('<', at), piece.size());
  lines_ += static_cast<std::uint64_t>(std::count(piece.begin() + static_cast<std::ptrdiff_t>(at),
                                                  piece.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  if (end == piece.size()) return end;
  state_ = State::kOpen;
  return end + 1;
}

/// What markup it is, from its first characters.
void TagScanner::open(char c) {
  held_ += c;
  if (held_.front() == '?') {
    state_ = State::kInstruction;
  } else if (held_.front() != '!') {
    state_ = State::kTag;
    quote_ = '\0';
    if (c == '>') state_ = State::kText;  // "<>" is no tag
    if (state_ == State::kText) held_.clear();
  } else if (held_ == "!--") {
    state_ = State::kComment;
    held_.clear();
  } else if (held_ == "![CDATA[") {
    state_ = State::kCdata;
    held_.clear();
  } else if (!std::string_view("!--").starts_with(held_) && !std::string_view("![CDATA[").starts_with(held_)) {
    state_ = State::kDoctype;
    quote_ = '\0';
    brackets_ = 0;
    inside_ = State::kDoctype;
    held_.clear();
    if (doctype_ends(c)) state_ = State::kText;
  }
}

std::size_t TagScanner::read_tag(std::string_view piece, std::size_t at) {
  const std::size_t from = at;
  while (at < piece.size()) {
    const char c = piece[at];
    if (quote_ != '\0') {
      at = std::min(piece.find(quote_, at), piece.size());
      if (at < piece.size()) quote_ = '\0', ++at;
    } else if (c == '>') {
      hold(piece.substr(from, at - from));
      state_ = State::kText;
      complete_ = true;
      return at + 1;
    } else {
      if (c == '"' || c == '\'') quote_ = c;
      ++at;
    }
  }
  hold(piece.substr(from, at - from));
  return at;
}

void TagScanner::hold(std::string_view text) {
  lines_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  held_ += text.substr(0, kLongest - std::min(kLongest, held_.size()));
}

/// Of markup that is skipped the last characters decide.
void TagScanner::skip(char c) {
  if (state_ == State::kDoctype) {
    if (doctype_ends(c)) state_ = State::kText, held_.clear();
    return;
  }
  held_ += c;
  if (held_.size() > 3) held_.erase(0, held_.size() - 3);
  const bool ends = (state_ == State::kComment && held_ == "-->") || (state_ == State::kCdata && held_ == "]]>") ||
                    (state_ == State::kInstruction && held_.ends_with("?>"));
  if (ends) state_ = State::kText, held_.clear();
}

/// A ">" outside the brackets of the inline DTD, its quotes, comments and instructions.
bool TagScanner::doctype_ends(char c) {
  held_ += c;
  if (held_.size() > 4) held_.erase(0, held_.size() - 4);
  if (inside_ == State::kComment || inside_ == State::kInstruction) {
    if (held_.ends_with(inside_ == State::kComment ? "-->" : "?>")) inside_ = State::kDoctype, held_.clear();
    return false;
  }
  if (quote_ != '\0') {
    if (c == quote_) quote_ = '\0';
    return false;
  }
  if (held_ == "<!--") {
    inside_ = State::kComment;
    held_.clear();
  } else if (held_.ends_with("<?")) {
    inside_ = State::kInstruction;
  } else if (c == '"' || c == '\'') {
    quote_ = c;
  } else if (c == '[') {
    ++brackets_;
  } else if (c == ']') {
    --brackets_;
  }
  return c == '>' && brackets_ <= 0 && inside_ == State::kDoctype;
}

}  // namespace formcast::intake
