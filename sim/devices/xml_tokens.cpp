#include "sim/devices/xml_tokens.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/xml_values.hpp"

namespace formcast::intake {
namespace {

XmlName split(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

}  // namespace

std::string_view XmlToken::attribute(std::string_view local) const {
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name.local == local && attribute.name.prefix != "xmlns") return attribute.value;
  }
  return {};
}

XmlTokens::XmlTokens(std::span<const std::uint8_t> bytes) : source_(bytes), text_(source_.text()) {
  choose_encoding();
  at_ = std::min(text_.find_first_not_of(kBlanks), text_.size());
}

void XmlTokens::choose_encoding() {
  const std::string head = lower(text_.substr(0, 200));
  const std::string_view declaration = std::string_view(head).substr(0, std::min(head.find("?>"), head.size()));
  if (declaration.find("<?xml") == std::string_view::npos) return;
  for (const std::string_view name : {"iso-8859-1", "iso-8859-15", "latin1", "windows-1252"}) {
    if (declaration.find(name) == std::string_view::npos) continue;
    source_.read_as_windows_1252();
    text_ = source_.text();
    return;
  }
}

bool XmlTokens::next(XmlToken& token) {
  token.attributes.clear();
  token.text.clear();
  token.name = {};
  if (closes_) {
    closes_ = false;
    token.kind = XmlToken::Kind::kEnd;
    token.name = split(open_.back());
    token.line = line();
    open_.pop_back();
    ended_ = open_.empty();
    return true;
  }
  while (fault_.empty() && !ended_) {
    if (at_ >= text_.size()) return fail_at_end();
    token.line = line();
    if (text_[at_] == '<' ? read_markup(token) : read_text(token)) return true;
  }
  return false;
}

std::size_t XmlTokens::line() {
  const std::string_view passed = text_.substr(counted_, at_ - counted_);
  line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
  counted_ = at_;
  return line_;
}

bool XmlTokens::fail(std::string why) {
  fault_ = std::move(why);
  return false;
}

bool XmlTokens::fail_at_end() {
  at_ = text_.size();
  if (open_.empty()) return fail(tr("it holds no XML element"));
  return fail(tr("the file ends inside <{}>", repaired_utf8(open_.back().substr(0, 40))));
}

bool XmlTokens::read_text(XmlToken& token) {
  const std::size_t end = text_.find('<', at_);
  const std::string_view raw = text_.substr(at_, std::min(end, text_.size()) - at_);
  const bool blank = raw.find_first_not_of(kBlanks) == std::string_view::npos;
  if (open_.empty() && !blank) return fail(tr("it begins with text, not with an XML element"));
  if (end == std::string_view::npos) return fail_at_end();
  at_ = end;
  if (blank) return false;
  token.kind = XmlToken::Kind::kText;
  token.text = resolve_entities(raw);
  return true;
}

bool XmlTokens::read_markup(XmlToken& token) {
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("<!--")) return skip_past("-->");
  if (rest.starts_with("<?")) return skip_past("?>");
  if (rest.starts_with("<![CDATA[")) return read_cdata(token);
  if (rest.starts_with("</")) return read_end(token);
  if (lower(rest.substr(0, 9)) == "<!doctype")
    return fail(tr("it has a DOCTYPE, which can define endless text: refused"));
  return read_start(token);
}

/// Goes on after `mark`; no token.
bool XmlTokens::skip_past(std::string_view mark) {
  const std::size_t found = text_.find(mark, at_ + 2);
  if (found == std::string_view::npos) return fail_at_end();
  at_ = found + mark.size();
  return false;
}

bool XmlTokens::read_cdata(XmlToken& token) {
  const std::size_t begin = at_ + std::string_view("<![CDATA[").size();
  const std::size_t end = text_.find("]]>", begin);
  if (end == std::string_view::npos) return fail_at_end();
  if (open_.empty()) return fail(tr("it begins with text, not with an XML element"));
  token.kind = XmlToken::Kind::kText;
  token.text = repaired_utf8(text_.substr(begin, end - begin));
  at_ = end + 3;
  return true;
}

bool XmlTokens::read_end(XmlToken& token) {
  const std::size_t end = text_.find('>', at_);
  if (end == std::string_view::npos) return fail_at_end();
  at_ += 2;
  const std::string_view name = read_name();
  skip_blanks();
  if (at_ != end || open_.empty() || open_.back() != name) {
    return fail(tr("an end tag {} where {} is open", quote(repaired_utf8(name)),
                   open_.empty() ? tr("nothing") : quote(repaired_utf8(open_.back()))));
  }
  at_ = end + 1;
  token.kind = XmlToken::Kind::kEnd;
  token.name = split(name);
  open_.pop_back();
  ended_ = open_.empty();
  return true;
}

bool XmlTokens::read_start(XmlToken& token) {
  ++at_;
  const std::string_view name = read_name();
  if (at_ >= text_.size()) return fail_at_end();
  if (name.empty()) return fail(tr("a \"<\" that begins no element"));
  for (skip_blanks(); at_ < text_.size() && text_[at_] != '>' && text_[at_] != '/'; skip_blanks()) {
    if (!read_attribute(token)) return false;
  }
  const bool closes = at_ < text_.size() && text_[at_] == '/';
  if (closes) ++at_;
  if (at_ >= text_.size()) return fail_at_end();
  if (text_[at_] != '>') return fail(tr("the start tag {} does not end", quote(repaired_utf8(name))));
  if (open_.size() >= kMaxDepth) return fail(tr("more than {} elements inside each other", kMaxDepth));
  ++at_;
  open_.push_back(name);
  closes_ = closes;
  token.kind = XmlToken::Kind::kStart;
  token.name = split(name);
  return true;
}

bool XmlTokens::read_attribute(XmlToken& token) {
  const std::string_view name = read_name();
  skip_blanks();
  if (at_ >= text_.size()) return fail_at_end();
  if (name.empty() || text_[at_] != '=') return fail(tr("an attribute without a value"));
  ++at_;
  skip_blanks();
  if (at_ >= text_.size()) return fail_at_end();
  const char mark = text_[at_];
  if (mark != '"' && mark != '\'') return fail(tr("an attribute without quotes"));
  const std::size_t end = text_.find(mark, at_ + 1);
  if (end == std::string_view::npos) return fail_at_end();
  if (token.attributes.size() >= kMaxAttributes) return fail(tr("more than {} attributes", kMaxAttributes));
  token.attributes.push_back({split(name), resolve_entities(text_.substr(at_ + 1, end - at_ - 1))});
  at_ = end + 1;
  return true;
}

std::string_view XmlTokens::read_name() {
  const std::size_t from = at_;
  at_ = std::min(text_.find_first_of(" \t\r\n/>=<\"'", at_), text_.size());
  return text_.substr(from, at_ - from);
}

void XmlTokens::skip_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

}  // namespace formcast::intake
