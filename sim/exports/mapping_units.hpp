#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/exports/mapping.hpp"

namespace formcast::intake {

/// A unit that numbers of one meaning may be in.
struct ColumnUnit {
  Meaning meaning = Meaning::kLeaveOut;
  std::string_view name;   ///< of the marker; "" for other meanings
  std::string_view unit;   ///< as a mapping has it: "min", "km", "ln(ms)"
  double factor = 1.0;     ///< to the unit that Content is in
  double low = 0.0;        ///< smallest value that a column's middle one has in this unit
  double high = 0.0;       ///< largest
  bool logarithm = false;  ///< natural; the value is its exponential
};

/// Units for a meaning and a name; none where any is taken as it is (loads, tests) or there is no number.
std::vector<ColumnUnit> units_for(Meaning meaning, std::string_view name);

/// A unit as a mapping has it, of what a heading or a person writes ("Minuten", "bpm", "kms"); "" where it is none for
/// the meaning.
std::string unit_called(Meaning meaning, std::string_view name, std::string_view written);

/// The units in which the middle of `values` is a likely value.
std::vector<ColumnUnit> likely_units(Meaning meaning, std::string_view name, std::vector<double> values);

/// Markers that a history knows.
std::span<const std::string_view> mapped_markers();

/// "date", "duration", "leave out", or a marker's name: what a mapping's TOML calls it.
std::string meaning_text(const MappedColumn& column);

/// Sets meaning and name by such a text; false where it is none.
bool set_meaning(MappedColumn& column, std::string_view text);

/// All texts of meanings.
std::vector<std::string_view> meaning_texts();

/// Whether a table has one column of a meaning at most; of markers one of each.
bool is_only_once(Meaning meaning);

/// Whether a unit is a time, as of a race that is timed.
bool is_time_unit(std::string_view unit);

}  // namespace formcast::intake
