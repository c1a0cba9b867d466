#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/devices/xml_tokens.hpp"
#include "sim/devices/xml_values.hpp"
#include "sim/sessions/track.hpp"

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

/// What readers of tracks have in common: the session, segment and sample that are open, and what is said of a file.
class XmlTracks : protected XmlWalk {
 protected:
  XmlTracks(std::span<const std::uint8_t> bytes, std::string_view named) : XmlWalk(bytes), named_(named) {}

  /// The moment that a text tells; missing where it is none. Its zone is that of the session.
  Seconds time(std::string_view text) {
    const auto read = xml_time(text);
    if (!read) return kMissing;
    if (!read->offset) ++without_zone_;
    if (read->offset.value_or(0.0) != 0.0 && session_ && !session_->utc_offset) session_->utc_offset = read->offset;
    return read->time;
  }

  /// A note where there are some: "3 trackpoints without a time: left out".
  void note(std::size_t count, std::string text) {
    if (count > 0) content_.notes.push_back({std::move(text)});
  }
  void note_zone() { note(without_zone_, tr("{} times without a zone are taken for universal time", without_zone_)); }

  /// All that was read. `fault`: why that is nothing; `plans`: since it is none that was done.
  Content taken(const std::string& fault, bool plans) {
    const bool broken = !tokens_.fault().empty();
    if (content_.sessions.empty()) {
      content_.fault = broken ? tokens_.fault() : fault;
      content_.other_matter = !broken && plans;
    } else if (broken) {
      content_.notes.push_back({tr("{}; what was complete before it is kept", tokens_.fault()), tokens_.line(), true});
    }
    return std::move(content_);
  }

  std::string_view named_;
  Content content_;
  std::string_view root_;
  std::optional<Session> session_;
  std::vector<TrackSegment> segments_;
  Sample sample_;

 private:
  std::size_t without_zone_ = 0;
};

}  // namespace formcast::intake
