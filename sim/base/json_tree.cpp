#include "sim/base/json_tree.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/base/ascii.hpp"
#include "sim/base/decimal.hpp"

namespace formcast {

/// Reads `text` from front to back; the NUL byte behind it is no JSON and so ends every loop.
class JsonParser {
 public:
  JsonParser(JsonTree& tree, const std::string& text)
      : tree_(tree), begin_(text.c_str()), at_(begin_), end_(begin_ + text.size()) {
    tree_.values_.reserve(text.size() / 16);  // numbers of seventeen digits fill most of a twin
  }

  void parse() {
    value();
    while (!open_.empty()) next();
    skip_blanks();
    if (at_ != end_) fail();
  }

 private:
  using Kind = JsonTree::Kind;

  [[noreturn]] void fail_at(const char* place, bool too_large = false) const {
    throw JsonFault(static_cast<std::size_t>(place - begin_), too_large);
  }
  [[noreturn]] void fail() const { fail_at(at_); }

  void skip_blanks() {
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }

  JsonTree::Value& add(Kind kind) {
    JsonTree::Value& added = tree_.values_.emplace_back();
    added.kind = kind;
    added.after = static_cast<std::uint32_t>(tree_.values_.size());
    return added;
  }

  void value() {
    skip_blanks();
    if (*at_ == '-' || is_digit(*at_)) return number();
    switch (*at_) {
      case '"':
        return text();
      case '[':
        return open(Kind::kList);
      case '{':
        return open(Kind::kObject);
      case 'n':
        return word("null", Kind::kNull);
      case 't':
        return word("true", Kind::kTrue);
      case 'f':
        return word("false", Kind::kFalse);
      default:
        fail();
    }
  }

  void open(Kind kind) {
    open_.push_back(tree_.values_.size());
    add(kind).size = 0;
    ++at_;
    first_ = true;
  }

  /// The next value of the innermost list or object, or its end.
  void next() {
    skip_blanks();
    JsonTree::Value& in = tree_.values_[open_.back()];
    const bool list = in.kind == Kind::kList;
    if (*at_ == (list ? ']' : '}')) return close();
    if (!first_ && *at_++ != ',') fail_at(at_ - 1);
    first_ = false;
    if (list) {
      ++in.size;
    } else {
      name();
    }
    value();
  }

  void name() {
    skip_blanks();
    if (*at_ != '"') fail();
    text();
    skip_blanks();
    if (*at_ != ':') fail();
    ++at_;
  }

  void close() {
    ++at_;
    tree_.values_[open_.back()].after = static_cast<std::uint32_t>(tree_.values_.size());
    open_.pop_back();
    first_ = false;
  }

  void word(std::string_view all, Kind kind) {
    for (const char c : all) {
      if (*at_ != c) fail();
      ++at_;
    }
    add(kind);
  }

  void number() {
    // std::from_chars takes more than JSON does: leading zeros, an empty fraction, words.
    const char* digit = at_ + (*at_ == '-' ? 1 : 0);
    if (!is_digit(*digit)) fail_at(digit);
    if (*digit == '0' && (is_digit(digit[1]) || digit[1] == 'x' || digit[1] == 'X')) fail_at(digit + 1);
    while (is_digit(*digit)) ++digit;
    if (*digit == '.' && !is_digit(digit[1])) fail_at(digit + 1);
    double number = 0.0;
    const char* const stop = read_decimal(at_, end_, number);
    if (!std::isfinite(number)) fail_at(at_, true);
    add(stop == digit ? Kind::kInteger : Kind::kNumber).number = number;
    at_ = stop;
  }

  void text() {
    const char* const first = at_++;
    bool escaped = false;
    for (; *at_ != '"'; ++at_) {
      if (static_cast<unsigned char>(*at_) < 0x20) fail();
      if (*at_ != '\\') continue;
      escaped = true;
      if (*++at_ == '\0') fail();
    }
    ++at_;
    add(Kind::kText).text = static_cast<std::uint32_t>(tree_.texts_.size());
    if (!escaped) {
      tree_.texts_.emplace_back(first + 1, at_ - 1);
      return;
    }
    try {
      tree_.texts_.push_back(nlohmann::ordered_json::parse(first, at_).get<std::string>());
    } catch (const nlohmann::ordered_json::parse_error& error) {
      fail_at(first + error.byte - 1);
    }
  }

  JsonTree& tree_;
  const char* begin_;
  const char* at_;
  const char* end_;
  std::vector<std::size_t> open_;  ///< lists and objects around, outermost first
  bool first_ = false;             ///< no comma before the next value
};

JsonTree::JsonTree(const std::string& text) { JsonParser(*this, text).parse(); }

std::size_t JsonTree::find(std::size_t object, std::string_view name) const {
  std::size_t found = kRoot;
  for (std::size_t key = object + 1; key < values_[object].after; key = values_[key + 1].after) {
    if (text(key) == name) found = key + 1;
  }
  return found;
}

}  // namespace formcast
