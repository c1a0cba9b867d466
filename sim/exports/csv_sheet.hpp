#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/exports/mapping_columns.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Answers to what a file does not say.
struct CsvChoices {
  std::optional<bool> day_first =
      std::nullopt;  ///< "03/04/2026" is in April; with the year first, "2026-03-04" likewise
  std::optional<bool> decimal_comma = std::nullopt;    ///< "1,234" is a little more than one
  std::optional<double> distance_unit = std::nullopt;  ///< of distances without one, 1000 or 1609.344 [m]
  std::optional<double> mass_unit = std::nullopt;      ///< of lifted masses without one, 1 or 0.45359237 [kg]
  std::vector<Mapping> mappings = {};  ///< how tables are read whose headings are not known (mapping.hpp)

  /// Takes an answer as the options of the command have it ("--dates", "day-first"); false for another option.
  bool take(std::string_view option, std::string_view answer);
};

/// A heading as headings are compared: lower case, without "(R)" and trade marks, blanks at the ends or repeated.
std::string heading_key(std::string_view heading);

/// A table with lines of a title above its headings.
struct TitledTable {
  std::string_view title;
  std::string body;  ///< with the title's lines blank: the headings come first, and lines keep their numbers
};

/// Nothing where the first line has the headings.
std::optional<TitledTable> titled_table(std::string_view text);

using Column = std::optional<std::size_t>;
using Names = std::initializer_list<std::string_view>;

/// A vendor's export as rows and columns, and what is read from it.
class Sheet {
 public:
  /// Reads the headings; the rows follow with `read_rows`. `text` must outlive this. Without headings where the text is
  /// no table.
  Sheet(std::string_view text, std::string_view named, const CsvChoices& choices);

  /// The column of that heading, whatever its case and blanks; the first of several.
  Column column_called(std::string_view heading) const;
  /// The first column that has one of the names, which are written as keys; nothing where there is none.
  Column column(Names names) const;
  /// The last: exports repeat headings, with the exact value behind.
  Column last_column(Names names) const;
  bool has(std::string_view key) const { return column({key}).has_value(); }
  bool has_beginning(std::string_view prefix) const;

  /// Reads all rows; a row that cannot be told from the next ends them with a note. Headings repeated between the rows
  /// are left out.
  void read_rows();
  std::size_t rows() const { return rows_.size(); }
  /// The headings as written and as they are compared, in the file's order.
  const std::vector<std::string>& headings() const { return headings_; }
  const std::vector<std::string>& keys() const { return keys_; }
  std::size_t line(std::size_t row) const { return lines_[row]; }
  /// The text of a cell; "" for a missing column and for the marks that stand for "no value" ("-", "--", "n/a").
  std::string_view cell(std::size_t row, Column column) const;

  const std::string& named() const { return named_; }
  /// Lines above the headings; they must outlive this.
  std::string_view title() const { return title_; }
  void set_title(std::string_view title) { title_ = title; }
  const CsvChoices& choices() const { return choices_; }
  /// Begins the session of a row.
  Session session(std::string_view format) const;

  /// Remarks on rows; the same on many is one note.
  void remark(std::size_t row, const std::string& text);
  /// Asks what the file does not say.
  void ask(Question question);
  void add(Session session) { content_.sessions.push_back(std::move(session)); }
  void add(TestResult result) { content_.tests.push_back(std::move(result)); }
  void add(Reading reading) { content_.readings.push_back(std::move(reading)); }
  /// Adds a reading unless its value is missing.
  void add(std::string marker, double value, Date date, Seconds time = kMissing, std::optional<double> offset = {});
  /// All that was read, with the notes; the sheet is empty afterwards.
  Content take();

 private:
  std::string named_;
  std::string_view title_;
  const CsvChoices& choices_;
  std::optional<DelimitedText> text_;
  std::vector<std::string> headings_, keys_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> lines_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> remarks_;  ///< text to count and first line
  Content content_;
};

}  // namespace formcast::intake
