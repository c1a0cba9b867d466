#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/compute/import_report.hpp"

namespace formcast {

/// Tests as a coach types or pastes them.
struct TestRows {
  std::vector<ImportTest> tests;    ///< ascending by date, at most one a date
  std::string unit;                 ///< of the heading "performance [W]"; "" where there is none
  std::vector<std::string> faults;  ///< "line 3: ...", of rows that cannot be used
};

/// Reads rows of a date and a value, separated by a tab, a semicolon, a comma or blanks, with or without a heading. Two
/// tests of a date are at fault. `day_first`: of dates that do not tell, such as "06/01/2016", which else are at fault.
TestRows read_test_rows(std::string_view text, std::optional<bool> day_first);

/// The date of a cell; nothing for other text, and for a date that does not tell its order where `day_first` does not.
std::optional<Date> read_test_date(std::string_view cell, std::optional<bool> day_first);

/// A positive number with a decimal point or comma; nothing for other text.
std::optional<double> read_test_value(std::string_view cell);

}  // namespace formcast
