#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/exports/mapping_headings.hpp"
#include "sim/exports/mapping_table.hpp"

// Sheets of mornings that athletes and coaches keep themselves, and streams of intervals.icu.
namespace formcast::intake {
namespace {

using Reading = intake::Reading;

/// The date, the athlete and the markers among the headings; of a heading that is there twice the first.
Mapping wellness_mapping(const Sheet& sheet) {
  Mapping mapping;
  const auto taken = [&](const MappedColumn& column) {
    return std::ranges::any_of(mapping.columns, [&](const MappedColumn& known) {
      return known.meaning == column.meaning && known.name == column.name;
    });
  };
  for (const std::string& heading : sheet.headings()) {
    const HeadingGuess guess = guess_heading(heading);
    const bool needed = guess.meaning == Meaning::kDate || guess.meaning == Meaning::kMarker ||
                        (guess.meaning == Meaning::kAthlete && !guess.unsure);
    MappedColumn column{heading, guess.meaning, guess.name, guess.unit};
    if (needed && !taken(column)) mapping.columns.push_back(std::move(column));
  }
  return mapping;
}

}  // namespace

/// A date and two markers or more, and nothing of a session: that is for a mapping.
bool is_wellness_sheet(const Sheet& sheet) {
  std::size_t dates = 0, markers = 0;
  for (const std::string& heading : sheet.headings()) {
    const HeadingGuess guess = guess_heading(heading);
    const Meaning meaning = guess.meaning;
    dates += meaning == Meaning::kDate ? 1 : 0;
    markers += meaning == Meaning::kMarker ? 1 : 0;
    const bool of_session = meaning == Meaning::kDuration || meaning == Meaning::kDistance ||
                            meaning == Meaning::kRpe || meaning == Meaning::kLoad || meaning == Meaning::kTest ||
                            meaning == Meaning::kTestKind;
    if (of_session || guess.unsure) return false;
  }
  return dates == 1 && markers >= 2;
}

Content read_wellness_sheet(Sheet& sheet) {
  const Mapping mapping = wellness_mapping(sheet);
  const MappedTable table(sheet, mapping);
  for (const MappedTable::Reading& column : table.columns()) {
    if (column.column->meaning != Meaning::kMarker || column.open || sheet.rows() == 0) continue;
    sheet.remark(0, tr("{} is taken for {}{}", quote(column.column->heading), column.column->name,
                       column.unit.empty() ? "" : " in " + column.unit));
  }
  for (std::size_t row = 0; row < sheet.rows() && table.dates().question().empty(); ++row) {
    const auto date = table.date(row);
    if (!date) {
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    std::string athlete;
    for (const MappedTable::Reading& column : table.columns()) {
      if (column.column->meaning == Meaning::kAthlete) athlete = std::string(table.text(row, column));
    }
    for (const MappedTable::Reading& column : table.columns()) {
      if (column.column->meaning != Meaning::kMarker) continue;
      const double value = table.number(row, column);
      if (std::isfinite(value))
        sheet.add(Reading{column.column->name, value, kMissing, date->date, std::nullopt, athlete});
    }
  }
  return sheet.take();
}

}  // namespace formcast::intake
