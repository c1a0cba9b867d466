#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/exports/csv_dates.hpp"
#include "sim/exports/csv_durations.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/exports/mapping_units.hpp"

namespace formcast::intake {

/// A sheet under a mapping: its columns found, the order of dates, the decimal mark and each unit decided from all
/// rows. What stays open is asked of the sheet, and its values are missing. Both must outlive this.
class MappedTable {
 public:
  MappedTable(Sheet& sheet, const Mapping& mapping);

  /// How one column of the mapping is read.
  struct Reading {
    const MappedColumn* column = nullptr;
    Column at;
    std::string unit;      ///< decided; "" where it is open or there is none
    std::string evidence;  ///< of the unit
    double factor = 1.0;
    bool logarithm = false, open = false;
    DurationFormat durations{};

    bool is_time() const;  ///< its cells may be clocks
  };
  const std::vector<Reading>& columns() const { return columns_; }  ///< as the mapping has them
  const Dates& dates() const { return dates_; }
  const Numbers& numbers() const { return numbers_; }

  std::optional<RowDate> date(std::size_t row) const;
  /// In the unit of Content: seconds, metres, CR-10, the marker's unit, the test's unit or m/s.
  double number(std::size_t row, const Reading& reading) const;
  std::string_view text(std::size_t row, const Reading& reading) const { return sheet_.cell(row, reading.at); }
  /// For a person: "2026-05-04", "90 min"; "" where nothing is taken.
  std::string shown(std::size_t row, const Reading& reading) const;

 private:
  void decide_duration(Reading& reading);
  void decide_unit(Reading& reading);
  void decide_rpe(Reading& reading);
  void decide_test(Reading& reading);
  void leave_open(Reading& reading, Question question);
  std::vector<double> values_of(const Reading& reading) const;

  Sheet& sheet_;
  std::vector<Reading> columns_;
  Dates dates_;
  Numbers numbers_;
};

/// Answers to what rows do not tell, of which those that a mapping holds come first.
CsvChoices with_answers(CsvChoices choices, const Mapping& mapping);

/// Units and marks that all rows together tell, and the first rows, into a proposal; what rows do not tell, as
/// questions. The sheet is empty afterwards.
void explain_values(Sheet& sheet, MappingProposal& proposal);
/// Asks for the date and for something to take, where a mapping has none.
void ask_for_columns(MappingProposal& proposal);

/// Adds sessions, readings and results of all rows to the sheet, while dates are not asked about.
void read_mapped_rows(Sheet& sheet, const MappedTable& table);

}  // namespace formcast::intake
