#include "sim/sessions/date_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/ascii.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0; }

/// In lower case, with ordinary blanks.
std::string plain(std::string_view cell) {
  std::string text = lower(cell);
  for (const std::string_view blank : {"\u00A0", "\u202F", "\u2009"}) {
    for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank)) {
      text.replace(at, blank.size(), " ");
    }
  }
  return text;
}

int month_of(std::string_view word) {
  constexpr std::pair<std::string_view, int> kMonths[] = {
      {"jan", 1},      {"feb", 2},  {"mar", 3},  {"m\u00E4r", 3}, {"mrz", 3},      {"apr", 4},
      {"may", 5},      {"mai", 5},  {"jun", 6},  {"jul", 7},      {"aug", 8},      {"sep", 9},
      {"oct", 10},     {"okt", 10}, {"nov", 11}, {"dec", 12},     {"dez", 12},     {"j\u00E4n", 1},
      {"f\u00E9v", 2}, {"avr", 4},  {"juin", 6}, {"juil", 7},     {"ao\u00FB", 8}, {"d\u00E9c", 12}};
  for (const auto& [beginning, month] : kMonths) {
    if (word.starts_with(beginning)) return month;
  }
  return 0;
}

/// The numbers and words of a date without its time.
struct Pieces {
  std::vector<std::string_view> numbers, words;
  char mark = '\0';  ///< after the first number
};

Pieces pieces_of(std::string_view text) {
  Pieces pieces;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (is_digit(text[i])) {
      while (end < text.size() && is_digit(text[end])) ++end;
      pieces.numbers.push_back(text.substr(i, end - i));
      if (pieces.numbers.size() == 1 && end < text.size()) pieces.mark = text[end];
    } else if (is_letter(text[i])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      pieces.words.push_back(text.substr(i, end - i));
    } else {
      ++end;
    }
    i = end;
  }
  return pieces;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 6)) value = 10 * value + (c - '0');
  return value;
}

int year_of(std::string_view digits) { return number_of(digits) + (digits.size() == 2 ? 2000 : 0); }

bool read_day(std::string_view text, DateText& date) {
  if (text.ends_with('t') && text.size() > 1 && is_digit(text[text.size() - 2])) text.remove_suffix(1);
  const Pieces pieces = pieces_of(text);
  const auto& numbers = pieces.numbers;
  const auto is_year = [](std::string_view digits) { return digits.size() == 4; };
  if (numbers.size() == 3 && pieces.words.empty()) {
    if (pieces.mark != '-' && pieces.mark != '/' && pieces.mark != '.') return false;
    const bool first = is_year(numbers[0]);
    if (!first && !is_year(numbers[2]) && numbers[2].size() != 2) return false;
    date.shape = first ? DateText::Shape::kYearFirst : DateText::Shape::kYearLast;
    date.dotted = pieces.mark == '.';
    for (std::size_t i = 0; i < 3; ++i) date.parts[i] = i == 2 && !first ? year_of(numbers[i]) : number_of(numbers[i]);
    return true;
  }
  if (numbers.size() != 2 || is_year(numbers[0]) == is_year(numbers[1])) return false;
  int month = 0;
  for (const std::string_view word : pieces.words) month = std::max(month, month_of(word));
  const bool year_first = is_year(numbers[0]);
  date.shape = DateText::Shape::kNamed;
  date.parts = {number_of(numbers[year_first ? 0 : 1]), month, number_of(numbers[year_first ? 1 : 0])};
  return month > 0;
}

/// Reads "3:02:23 pm +0100" into the time of day and the zone.
bool read_time(std::string_view text, DateText& date) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789:.,"), text.size());
  const auto clock = parse_clock(text.substr(0, end));
  if (!clock) return false;
  date.clock = clock;
  text.remove_prefix(end);
  while (text.starts_with(' ')) text.remove_prefix(1);
  const bool afternoon = text.starts_with("pm") || text.starts_with("p.m");
  if (afternoon || text.starts_with("am") || text.starts_with("a.m")) {
    if (*clock < 3600.0 || *clock >= 13.0 * 3600.0) return false;
    if (*clock >= 12.0 * 3600.0) *date.clock -= 12.0 * 3600.0;
    if (afternoon) *date.clock += 12.0 * 3600.0;
    text.remove_prefix(std::min(text.find(' '), text.size()));
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  for (const std::string_view universal : {"utc", "gmt"}) {
    if (text.starts_with(universal)) text.remove_prefix(3), date.offset = 0.0;
  }
  if (const auto offset = parse_offset(text)) date.offset = offset;
  return true;
}

}  // namespace

std::optional<DateText> read_date_text(std::string_view cell) {
  if (cell.size() > 64) return std::nullopt;
  const std::string text = plain(cell);
  std::size_t time = text.find(':');
  if (time == std::string::npos) time = text.size();
  while (time > 0 && time < text.size() && is_digit(text[time - 1])) --time;
  DateText date;
  const std::string_view whole = text;
  if (!read_day(whole.substr(0, time), date)) return std::nullopt;
  if (time < text.size() && !read_time(whole.substr(time), date)) return std::nullopt;
  return date;
}

Date date_at(Seconds local) { return Date{date::days{static_cast<int>(std::floor(local / kOneDay))}}; }

std::optional<Date> calendar_day(int year, int month, int day) {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const date::year_month_day date{date::year{year}, date::month{static_cast<unsigned>(month)},
                                  date::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

Seconds seconds_of(const RowDate& date) {
  return 86400.0 * static_cast<double>(date.date.time_since_epoch().count()) + date.clock.value_or(0.0);
}

void place(Session& session, const RowDate& date, Clock clock) {
  session.start = seconds_of(date);
  if (!date.clock) {
    session.clock = Clock::kDay;
    session.utc_offset = 0.0;  // so that its date is the one in the file
  } else if (date.offset) {
    session.start -= *date.offset;
    session.utc_offset = date.offset;
  } else if (clock == Clock::kLocal) {
    session.clock = Clock::kLocal;
    session.utc_offset = 0.0;
  }
}

}  // namespace formcast::intake
