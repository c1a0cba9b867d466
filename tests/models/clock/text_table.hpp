#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace formcast {

/// The rows of a plain CSV of the test data as text, header left out.
inline std::vector<std::vector<std::string>> read_text_table(const std::string& name) {
  std::ifstream file(std::string(FORMCAST_TEST_DATA) + "/" + name);
  if (!file) throw std::runtime_error("no test data " + name);
  std::vector<std::vector<std::string>> rows;
  std::string line, cell;
  std::getline(file, line);
  while (std::getline(file, line)) {
    rows.emplace_back();
    for (std::istringstream cells(line); std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

/// Numbers between blanks.
inline std::vector<double> numbers_of(const std::string& text) {
  std::vector<double> numbers;
  std::istringstream from(text);
  for (double number; from >> number;) numbers.push_back(number);
  return numbers;
}

}  // namespace formcast
