#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/devices/xml_tokens.hpp"

namespace formcast::intake {

/// A document read element by element, for readers to derive from.
class XmlWalk {
 protected:
  /// `bytes` must outlive this.
  explicit XmlWalk(std::span<const std::uint8_t> bytes) : tokens_(bytes) {}

  /// Calls begin(token) at each element's start, with it at the end of `path_`, and end() at its end, with its text in
  /// `text_`: what follows the last element inside it.
  template <class Begin, class End>
  void walk(Begin&& begin, End&& end) {
    for (XmlToken token; tokens_.next(token);) {
      if (token.kind == XmlToken::Kind::kText) {
        text_ += token.text;
      } else if (token.kind == XmlToken::Kind::kStart) {
        path_.push_back(token.name.local);
        text_.clear();
        begin(token);
      } else {
        end();
        path_.pop_back();
        text_.clear();
      }
    }
  }

  bool inside(std::string_view name) const { return std::ranges::find(path_, name) != path_.end(); }
  std::string_view parent() const { return path_.size() < 2 ? std::string_view() : path_[path_.size() - 2]; }

  XmlTokens tokens_;
  std::vector<std::string_view> path_;  // local names of the open elements, the root first
  std::string text_;
};

}  // namespace formcast::intake
