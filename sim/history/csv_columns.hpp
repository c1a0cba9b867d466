#pragma once

#include <string>
#include <vector>

#include "sim/base/csv.hpp"

namespace formcast {

/// The columns of a history, by its header.
struct HistoryColumns {
  enum class Role { kUnused, kAthlete, kDate, kLoad, kPerformance, kError, kBound, kTestKind, kMarker };
  struct Column {
    Role role = Role::kUnused;
    std::string name;        ///< lower case, without its unit
    std::size_t marker = 0;  ///< index into `markers`
  };

  std::vector<Column> columns;       ///< in the file's order
  std::vector<std::string> markers;  ///< names of the marker columns, in the file's order
  std::string load_unit = "AU";
  bool names_load_unit = false;
  std::string performance_unit;        ///< "" when the header names none
  std::string error_unit;              ///< of performance_sd, likewise
  std::vector<std::string> notes;      ///< columns that are not used
  std::vector<std::string> questions;  ///< for the user, who alone can answer
  bool has_athlete = false;
};

/// Reads the header row. Throws InputError, one line for each problem: a required column is missing or misspelt, a
/// column appears twice, performance is measured as a time, performance_sd is in another unit.
HistoryColumns read_columns(const std::vector<Field>& header, const DelimitedText& table);

}  // namespace formcast
