#include "sim/exports/csv_values.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/ascii.hpp"
#include "sim/base/language.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

/// Length of what may stand between thousands at the beginning of `text`, other than points and commas; 0 for none.
std::size_t thousands_blank(std::string_view text) {
  for (const std::string_view blank : {"'", " ", "\u00A0", "\u2019", "\u202F"}) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

/// A cell of digits, points and commas alone, a sign and blanks or apostrophes between thousands taken off; "" where it
/// is no number.
std::string bare_number(std::string_view cell) {
  std::string bare;
  const bool negative = cell.starts_with('-');
  for (std::size_t i = negative || cell.starts_with('+') ? 1 : 0; i < cell.size();) {
    if (is_digit(cell[i]) || cell[i] == '.' || cell[i] == ',') {
      bare += cell[i++];
      continue;
    }
    const std::size_t blank = thousands_blank(cell.substr(i));
    if (blank == 0 || bare.empty() || i + blank == cell.size()) return "";
    i += blank;
  }
  if (std::none_of(bare.begin(), bare.end(), is_digit)) return "";
  return negative ? "-" + bare : bare;
}

/// Seconds of a unit of time; of no word after hours, as in "1h30", a minute. 0 for anything else.
double unit_of_word(std::string_view word, double last) {
  if (word.empty()) return last == 3600.0 ? 60.0 : 0.0;
  if (word.ends_with('.')) word.remove_suffix(1);
  for (const std::string_view hours : {"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"}) {
    if (word == hours) return 3600.0;
  }
  for (const std::string_view minutes : {"m", "min", "mins", "minute", "minutes", "minuten", "'"}) {
    if (word == minutes) return 60.0;
  }
  for (const std::string_view seconds : {"s", "sec", "secs", "second", "seconds", "sek", "sekunden", "\""}) {
    if (word == seconds) return 1.0;
  }
  return 0.0;
}

/// Whether `text` is in groups of three digits between `mark`s, the first of one to three.
bool in_thousands(std::string_view text, char mark) {
  std::size_t group = 0, groups = 1;
  for (const char c : text) {
    if (c == mark) {
      if (group == 0 || group > 3 || (groups > 1 && group != 3)) return false;
      group = 0;
      ++groups;
    } else if (is_digit(c)) {
      ++group;
    } else {
      return false;
    }
  }
  return groups == 1 || group == 3;
}

/// Of numbers that do not tell, or disagree.
Question decimal_question(const NumberFormat& format) {
  const std::string shown = quote(format.example());
  const bool unclear = format.verdict() == NumberFormat::Verdict::kUnclear;
  Question question{
      Question::Kind::kDecimalMark,
      unclear ? tr("is the mark in {} a decimal mark or between thousands? No row tells, so numbers with such "
                   "a mark are left out",
                   shown)
              : tr("which mark is the decimal one? Rows disagree ({}), so numbers with such a mark are left "
                   "out",
                   shown)};
  question.example = format.example();
  question.option = "--decimals";
  question.choices = {{"comma", tr("a decimal comma")}, {"point", tr("a decimal point")}};
  return question;
}

}  // namespace

void NumberFormat::see(std::string_view cell) {
  std::string bare = bare_number(cell);
  if (bare.starts_with('-')) bare.erase(0, 1);
  const auto points = std::count(bare.begin(), bare.end(), '.'), commas = std::count(bare.begin(), bare.end(), ',');
  if (points + commas == 0) return;
  example_ = std::string(cell);
  const std::size_t last = bare.find_last_of(".,");
  const char mark = bare[last];
  if (points > 0 && commas > 0) {
    const char thousands = mark == '.' ? ',' : '.';
    if ((mark == '.' ? points : commas) != 1 || !in_thousands(bare.substr(0, last), thousands)) return;
    (mark == '.' ? point_ : comma_) = true;
  } else if (points + commas > 1) {
    // Several of one mark part thousands, or a date.
    if (in_thousands(bare, mark)) (mark == '.' ? comma_ : point_) = true;
  } else if (bare.size() - last - 1 == 3 && last >= 1 && last <= 3 && bare.front() != '0') {
    unclear_ = std::string(cell);
  } else {
    (mark == '.' ? point_ : comma_) = true;
  }
}

NumberFormat::Verdict NumberFormat::verdict() const {
  if (point_ && comma_) return Verdict::kContradictory;
  if (comma_) return Verdict::kComma;
  return point_ || unclear_.empty() ? Verdict::kPoint : Verdict::kUnclear;
}

std::optional<double> read_number(std::string_view cell, bool decimal_comma) {
  const std::string bare = bare_number(cell);
  std::string_view digits = bare;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const char decimal = decimal_comma ? ',' : '.', thousands = decimal_comma ? '.' : ',';
  const std::size_t point = std::min(digits.find(decimal), digits.size());
  if (!in_thousands(digits.substr(0, point), thousands)) return parse_number(cell);  // "1e-05"
  std::string plain = negative ? "-" : "";
  for (const char c : digits.substr(0, point)) {
    if (c != thousands) plain += c;
  }
  if (point < digits.size()) plain += "." + std::string(digits.substr(point + 1));
  const auto value = parse_number(plain);
  return value ? value : parse_number(cell);
}

Numbers::Numbers(Sheet& sheet, const std::vector<Column>& columns, Writer writer) : sheet_(sheet) {
  NumberFormat format;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    for (const Column& column : columns) format.see(sheet.cell(row, column));
  }
  using Verdict = NumberFormat::Verdict;
  const Verdict verdict = format.verdict();
  comma_ = verdict == Verdict::kComma;
  told_ = comma_ || (verdict == Verdict::kPoint && !format.example().empty());
  if (verdict == Verdict::kPoint || verdict == Verdict::kComma) return;
  if (verdict == Verdict::kUnclear && writer == Writer::kMachine) return;
  if (sheet.choices().decimal_comma) {
    comma_ = *sheet.choices().decimal_comma;
    return;
  }
  known_ = false;
  sheet.ask(decimal_question(format));
}

double Numbers::value(std::size_t row, Column column) const {
  const std::string_view cell = sheet_.cell(row, column);
  if (cell.empty() || (!known_ && cell.find_first_of(".,") != std::string_view::npos)) return kMissing;
  return read_number(cell, comma_).value_or(kMissing);
}

double Numbers::positive(std::size_t row, Column column) const {
  const double number = value(row, column);
  return number > 0.0 ? number : kMissing;
}

std::optional<ClockText> read_clock_text(std::string_view cell) {
  ClockText clock;
  while (true) {
    const std::size_t colon = std::min(cell.find(':'), cell.size());
    std::string part(cell.substr(0, colon));
    const bool last = colon == cell.size();
    if (last) std::replace(part.begin(), part.end(), ',', '.');
    const bool digits = part.find_first_not_of(last ? "0123456789." : "0123456789") == std::string::npos;
    const auto value = digits && part.size() <= 12 ? parse_number(part) : std::nullopt;
    if (!value || (!clock.parts.empty() && *value >= 60.0)) return std::nullopt;
    clock.parts.push_back(*value);
    if (last) break;
    cell.remove_prefix(colon + 1);
  }
  if (clock.parts.size() < 2 || clock.parts.size() > 3) return std::nullopt;
  return clock;
}

double read_duration_words(std::string_view cell) {
  if (cell.size() > 40) return kMissing;
  const std::string text = lower(cell);
  std::string_view rest = text;
  double seconds = 0.0, last = 0.0;
  while (!rest.empty()) {
    const std::size_t number = std::min(rest.find_first_not_of("0123456789.,"), rest.size());
    std::string digits(rest.substr(0, number));
    std::replace(digits.begin(), digits.end(), ',', '.');
    const auto value = parse_number(digits);
    if (!value) return kMissing;
    rest.remove_prefix(number);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const std::size_t word = std::min(rest.find_first_of("0123456789 "), rest.size());
    const double unit = unit_of_word(rest.substr(0, word), last);
    if (!(unit > 0.0)) return kMissing;
    seconds += *value * unit;
    last = unit;
    rest.remove_prefix(word);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  return seconds > 0.0 ? seconds : kMissing;
}

double read_duration(std::string_view cell) {
  const auto clock = read_clock_text(cell);
  if (!clock) return kMissing;
  double seconds = 0.0;
  for (const double part : clock->parts) seconds = 60.0 * seconds + part;
  return seconds > 0.0 ? seconds : kMissing;
}

bool CsvChoices::take(std::string_view option, std::string_view answer) {
  constexpr double kKilometre = 1000.0;
  if (option == "--dates") {
    day_first = answer == "day-first";
  } else if (option == "--decimals") {
    decimal_comma = answer == "comma";
  } else if (option == "--distances") {
    distance_unit = answer == "km" ? kKilometre : kMile;
  } else if (option == "--weights") {
    mass_unit = answer == "kg" ? 1.0 : kPound;
  } else {
    return false;
  }
  return true;
}

}  // namespace formcast::intake
