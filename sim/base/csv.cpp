#include "sim/base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/base/decimal.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMaxRow = 65536;

constexpr std::string_view kPadding = " \t";  // around fields

bool is_break(char c) { return c == '\n' || c == '\r'; }

char most_frequent_delimiter(std::string_view text) {
  std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  text = text.substr(0, std::min(text.find_first_of("\r\n"), kMaxRow));
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    for (auto& [delimiter, count] : counts) count += (c == delimiter && !quoted) ? 1 : 0;
  }
  return std::max_element(counts.begin(), counts.end(), [](auto a, auto b) { return a.second < b.second; })->first;
}

/// Whether `text` is -?(digits.?digits?|.digits)(e[+-]?digits)?
bool is_decimal(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - from;
  };
  if (i < text.size() && text[i] == '-') ++i;
  std::size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    mantissa += digits();
  }
  if (mantissa == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

}  // namespace

DelimitedText::DelimitedText(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  if (!read_separator_line()) delimiter_ = most_frequent_delimiter(text);
}

bool DelimitedText::read_separator_line() {
  const std::string_view whole = text_.substr(0, std::min(text_.find_first_of("\r\n"), text_.size()));
  std::string_view line = whole;
  if (line.starts_with('"')) line.remove_prefix(1);
  if (line.size() < 4 || line[3] != '=' || (line[0] | 0x20) != 's' || (line[1] | 0x20) != 'e' ||
      (line[2] | 0x20) != 'p') {
    return false;
  }
  line.remove_prefix(4);
  const char separator = line.empty() ? '\0' : line.front();
  if (!line.empty()) line.remove_prefix(1);
  // A spreadsheet that saved the line again filled it up with empty columns.
  const bool filled_up = line.find_first_not_of("\",;\t ") == std::string_view::npos;
  if (!filled_up || (separator != ',' && separator != ';' && separator != '\t')) {
    throw InputError(Place{file_, line_}, fmt::format("{} names no known separator; expected sep=, or sep=; or "
                                                      "sep= and a tab, or the header",
                                                      quote(whole)));
  }
  delimiter_ = separator;
  at_ = whole.size();
  end_line();
  return true;
}

bool DelimitedText::next(std::vector<Field>& fields) {
  while (at_ < text_.size()) {
    const std::size_t start = at_;
    const Place here{file_, line_};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
      if (count == fields.size()) fields.emplace_back();
      read_field(fields[count]);
      if (at_ - start > kMaxRow) throw InputError(here, "this line is longer than 64 KiB; is this a table at all?");
      more = at_ < text_.size() && text_[at_] == delimiter_;
      if (more) ++at_;
    }
    end_line();
    fields.resize(count);
    const bool blank = std::all_of(fields.begin(), fields.end(), [](const Field& f) { return f.text.empty(); });
    if (!blank) return true;
  }
  return false;
}

void DelimitedText::read_field(Field& field) {
  skip_blanks();
  field.line = line_;
  field.offset = at_;
  if (at_ < text_.size() && text_[at_] == '"') {
    read_quoted(field);
    return;
  }
  const std::size_t from = at_;
  while (at_ < text_.size() && text_[at_] != delimiter_ && !is_break(text_[at_])) ++at_;
  field.text.assign(trimmed(text_.substr(from, at_ - from), kPadding));
}

void DelimitedText::read_quoted(Field& field) {
  std::string inside;
  for (++at_;; ++at_) {
    if (at_ >= text_.size() || at_ - field.offset > kMaxRow) {
      throw InputError(place(field), "this quote is not closed within 64 KiB; a quote inside a field is written \"\"");
    }
    const char c = text_[at_];
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '"') {
      if (after != '"') break;
      ++at_;
    } else if (c == '\n' || (c == '\r' && after != '\n')) {
      ++line_;
    }
    inside += c;
  }
  ++at_;
  skip_blanks();
  if (at_ < text_.size() && text_[at_] != delimiter_ && !is_break(text_[at_])) {
    throw InputError(place(field), "text after the closing quote; a quote inside a field is written \"\"");
  }
  field.text.assign(trimmed(inside, kPadding));
}

void DelimitedText::skip_blanks() {
  while (at_ < text_.size() && kPadding.find(text_[at_]) != std::string_view::npos && text_[at_] != delimiter_) ++at_;
}

void DelimitedText::end_line() {
  if (at_ >= text_.size()) return;
  at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
  ++line_;
}

Place DelimitedText::place(const Field& field) const {
  Place place{file_, field.line, 1};
  for (std::size_t i = field.offset; i > 0 && !is_break(text_[i - 1]); --i) {
    // Columns count characters: every byte but the continuation bytes of UTF-8.
    if ((static_cast<unsigned char>(text_[i - 1]) & 0xC0U) != 0x80U) ++place.column;
  }
  return place;
}

std::optional<double> parse_number(std::string_view text, bool decimal_comma) {
  std::string digits(text);
  const std::size_t comma = digits.find(',');
  if (decimal_comma && comma != std::string::npos) digits[comma] = '.';
  if (!is_decimal(digits)) return std::nullopt;
  double value = 0.0;
  read_decimal(digits.c_str(), digits.c_str() + digits.size(), value);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string quote(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::size_t length = std::min(text.size(), kMost);
  // Cut between characters, not inside one.
  while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  std::string shown = "\"";
  for (const char c : text.substr(0, length)) shown += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? '?' : c;
  return shown + (length < text.size() ? "...\"" : "\"");
}

}  // namespace formcast
