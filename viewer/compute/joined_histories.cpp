#include "viewer/compute/joined_histories.hpp"

#include <algorithm>
#include <cstddef>

#include "sim/base/csv.hpp"
#include "sim/base/csv_field.hpp"

namespace formcast {
namespace {

/// Where `column` is among `columns`, where it is put if it is not there yet.
std::size_t place_of(const std::string& column, std::vector<std::string>& columns) {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) columns.push_back(column);
  return static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
}

std::string line_of(std::vector<std::string> cells, std::size_t columns) {
  cells.resize(columns);
  std::string line;
  for (const std::string& cell : cells) line += csv_field(cell) + ",";
  line.back() = '\n';
  return line;
}

}  // namespace

std::string joined_histories(const std::vector<ImportAthlete>& athletes) {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  for (const ImportAthlete& athlete : athletes) {
    if (athlete.csv.empty()) continue;
    DelimitedText table(athlete.csv, athlete.name);
    std::vector<Field> fields;
    if (!table.next(fields)) continue;
    std::vector<std::size_t> places;
    for (const Field& field : fields) places.push_back(place_of(field.text, columns));
    while (table.next(fields)) {
      std::vector<std::string>& row = rows.emplace_back(columns.size());
      for (std::size_t n = 0; n < std::min(fields.size(), places.size()); ++n) row[places[n]] = fields[n].text;
    }
  }
  if (rows.empty()) return "";
  std::string text = line_of(columns, columns.size());
  for (const std::vector<std::string>& row : rows) text += line_of(row, columns.size());
  return text;
}

}  // namespace formcast
