#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace formcast {

/// A table for a terminal: the first column and text are set left, numbers right, columns two spaces apart.
class Table {
 public:
  explicit Table(std::vector<std::string> header) : header_(std::move(header)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }

  /// The table, each line indented by `indent` spaces and ended by a newline. Cells are UTF-8.
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

/// A number with so many significant digits, without an exponent unless tiny: 0.0354, 12.2, 261.9, 3e-05.
std::string significant(double x, int digits = 3);

/// "12.2 (8.1 to 19)": an estimate with its interval.
std::string with_interval(double value, double low, double high, int digits = 3);

}  // namespace formcast
