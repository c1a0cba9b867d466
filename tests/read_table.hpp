#pragma once

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace formcast {

/// The rows of a plain CSV of the test data as numbers, header left out; an empty or non-numeric field is NaN. Text
/// fields are not needed by anybody who calls this.
inline std::vector<std::vector<double>> read_table(const std::string& name) {
  std::ifstream file(std::string(FORMCAST_TEST_DATA) + "/" + name);
  if (!file) throw std::runtime_error("no test data " + name);
  std::vector<std::vector<double>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<double> row;
    std::string cell;
    for (std::istringstream cells(line + ","); std::getline(cells, cell, ',');) {
      char* end = nullptr;
      const double value = std::strtod(cell.c_str(), &end);
      row.push_back(cell.empty() || *end != '\0' ? std::numeric_limits<double>::quiet_NaN() : value);
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace formcast
