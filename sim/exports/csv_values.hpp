#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/exports/csv_sheet.hpp"

namespace formcast::intake {

inline constexpr double kMile = 1609.344;     ///< [m]
inline constexpr double kPound = 0.45359237;  ///< [kg]

/// A rating of exertion on CR-10; missing where it is on another scale.
inline double cr10(double rating) { return rating > 0.0 && rating <= 10.0 ? rating : kMissing; }

/// Whether numbers of a column, or of several, have a decimal point or a decimal comma, decided from all of them.
class NumberFormat {
 public:
  /// Looks at a cell; what is no number tells nothing.
  void see(std::string_view cell);

  enum class Verdict {
    kPoint,
    kComma,
    kUnclear,        ///< all marks are followed by three digits: "1,234"
    kContradictory,  ///< some numbers have a decimal comma, others a decimal point
  };
  Verdict verdict() const;
  /// A number that tells least: of an unclear or contradictory column.
  const std::string& example() const { return example_; }

 private:
  bool point_ = false, comma_ = false;
  std::string unclear_, example_;
};

/// The number in a cell, thousands marks ("1,234", "1 234", "1'234") left out; nothing where it holds none.
std::optional<double> read_number(std::string_view cell, bool decimal_comma);

/// Numbers of some columns of a sheet, which are written in one way.
class Numbers {
 public:
  enum class Writer {
    kMachine,  ///< decimal points and no thousands, unless commas tell that a spreadsheet saved it again
    kLocale,   ///< as the athlete's country writes; asks where the rows do not tell
  };
  Numbers(Sheet& sheet, const std::vector<Column>& columns, Writer writer);

  /// Whether numbers have a decimal comma, and whether that is known.
  bool comma() const { return comma_; }
  bool known() const { return known_; }
  /// Whether some number shows its decimal mark.
  bool told() const { return told_; }

  /// Not a number where the cell holds none, and where it cannot be known which one.
  double value(std::size_t row, Column column) const;
  /// The same for a quantity of which 0 and less mean "not measured".
  double positive(std::size_t row, Column column) const;

 private:
  const Sheet& sheet_;
  bool comma_ = false;
  bool known_ = true, told_ = false;
};

/// "1:02:03", "0:45" or "45:12" in its parts.
struct ClockText {
  std::vector<double> parts;  ///< two or three
};
std::optional<ClockText> read_clock_text(std::string_view cell);

/// Seconds of a duration "h:mm:ss" or, with two parts, "mm:ss", fractions allowed; missing for anything else.
double read_duration(std::string_view cell);

/// Seconds of a duration with its units, in English or German: "1h 5m", "1 h 30", "90 min", "45 Minuten", "1,5 h";
/// missing for anything else, plain numbers included.
double read_duration_words(std::string_view cell);

}  // namespace formcast::intake
