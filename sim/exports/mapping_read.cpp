#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/language.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/exports/mapping_table.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;
using Reading = intake::Reading;
using ColumnReading = MappedTable::Reading;

constexpr const char* kFormat = "CSV (by a mapping)";

bool is_taken(const MappedColumn& column) { return column.meaning != kLeaveOut; }

/// What one row is about, beside its values.
struct RowOf {
  std::size_t row = 0;
  RowDate date;
  std::string athlete;
  std::string test_kind;
};

/// A column's value in a row; what is there and no number is named.
double value_of(Sheet& sheet, const MappedTable& table, std::size_t row, const ColumnReading& column) {
  const double value = table.number(row, column);
  if (!std::isfinite(value) && !column.open && !table.text(row, column).empty() && table.numbers().known()) {
    sheet.remark(row, tr("a cell of {} is no number: left out", quote(column.column->heading)));
  }
  return value;
}

/// Adds the session of a row, if it has one. A row of zeros is a day of rest: a session without a load.
void add_row_session(Sheet& sheet, const MappedTable& table, const RowOf& of) {
  Session session = sheet.session(kFormat);
  place(session, of.date, Clock::kLocal);
  session.athlete = of.athlete;
  bool has_session = false, is_rest = true;
  for (const ColumnReading& column : table.columns()) {
    const Meaning meaning = column.column->meaning;
    if (meaning == kSport) session.sport = sport_name(table.text(of.row, column));
    if (meaning != kDuration && meaning != kDistance && meaning != kRpe && meaning != kLoad) continue;
    const double value = value_of(sheet, table, of.row, column);
    if (!std::isfinite(value)) continue;
    if (value < 0.0) {
      sheet.remark(of.row, tr("{} is negative: left out", quote(column.column->heading)));
      continue;
    }
    has_session = true;
    is_rest = is_rest && value == 0.0;
    if (meaning == kDuration) session.duration = value;
    if (meaning == kDistance && value > 0.0) session.distance = value;
    if (meaning == kRpe) session.rpe = value;
    if (meaning == kLoad) session.vendor.push_back({column.column->name, value, true});
  }
  if (session.duration == 0.0 && !is_rest) session.duration = kMissing;
  if (has_session) sheet.add(std::move(session));
}

void add_row_measurements(Sheet& sheet, const MappedTable& table, const RowOf& of) {
  const auto tests = std::ranges::count_if(table.columns(),
                                           [](const ColumnReading& column) { return column.column->meaning == kTest; });
  for (const ColumnReading& column : table.columns()) {
    const MappedColumn& mapped = *column.column;
    if (mapped.meaning != kMarker && mapped.meaning != kTest) continue;
    const double value = value_of(sheet, table, of.row, column);
    if (!std::isfinite(value)) continue;
    if (mapped.meaning == kMarker) {
      sheet.add(Reading{mapped.name, value, kMissing, of.date.date, std::nullopt, of.athlete});
    } else if (value > 0.0) {
      TestResult result{.kind = of.test_kind,
                        .value = value,
                        .unit = column.unit,
                        .sd = mapped.sd,
                        .date = of.date.date,
                        .athlete = of.athlete,
                        .source = sheet.named()};
      const std::string& name = mapped.name.empty() ? mapped.heading : mapped.name;
      if (result.kind.empty())
        result.kind = name;
      else if (tests > 1)
        result.kind += ", " + name;
      sheet.add(std::move(result));
    } else {
      sheet.remark(of.row, tr("{} is not above 0: left out", quote(mapped.heading)));
    }
  }
}

Content faulty(std::string fault) {
  Content content;
  content.fault = std::move(fault);
  return content;
}

}  // namespace

void read_mapped_rows(Sheet& sheet, const MappedTable& table) {
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto date = table.date(row);
    if (!date) {
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    RowOf of{row, *date, "", ""};
    bool has_athlete = false;
    for (const ColumnReading& column : table.columns()) {
      if (column.column->meaning == kTestKind) of.test_kind = std::string(table.text(row, column));
      if (column.column->meaning != kAthlete) continue;
      has_athlete = true;
      of.athlete = std::string(table.text(row, column));
    }
    if (has_athlete && of.athlete.empty()) {
      sheet.remark(row, tr("names no athlete: left out"));
      continue;
    }
    add_row_session(sheet, table, of);
    add_row_measurements(sheet, table, of);
  }
}

MappingFit mapping_fit(std::string_view text, const Mapping& mapping) {
  const DecodedText decoded = decode_table(text);
  const std::optional<TitledTable> titled = titled_table(decoded.text());
  const CsvChoices choices;
  const Sheet sheet(titled ? std::string_view(titled->body) : decoded.text(), "", choices);
  std::set<std::string> named;
  for (const MappedColumn& column : mapping.columns) {
    named.insert(heading_key(column.heading));
    if (is_taken(column) && !sheet.column_called(column.heading)) return MappingFit::kNone;
  }
  if (named.empty()) return MappingFit::kNone;
  const bool all =
      std::ranges::all_of(sheet.keys(), [&](const std::string& key) { return key.empty() || named.contains(key); });
  return all ? MappingFit::kSame : MappingFit::kWithMore;
}

const Mapping* mapping_for(std::string_view text, const std::vector<Mapping>& mappings, bool with_more) {
  const Mapping* best = nullptr;
  MappingFit best_fit = MappingFit::kNone;
  for (const Mapping& mapping : mappings) {
    const MappingFit fit = mapping_fit(text, mapping);
    if (fit == MappingFit::kNone || (fit == MappingFit::kWithMore && !with_more)) continue;
    const bool better = fit > best_fit || (fit == best_fit && mapping.columns.size() > best->columns.size());
    if (best == nullptr || better) best = &mapping, best_fit = fit;
  }
  return best;
}

Content read_mapped_csv(std::string_view text, std::string_view named, const Mapping& mapping,
                        const CsvChoices& choices) {
  const DecodedText decoded = decode_table(text);
  const std::optional<TitledTable> titled = titled_table(decoded.text());
  const CsvChoices said = with_answers(choices, mapping);
  Sheet sheet(titled ? std::string_view(titled->body) : decoded.text(), named, said);
  std::set<std::string> known;
  for (const MappedColumn& column : mapping.columns) {
    known.insert(heading_key(column.heading));
    if (is_taken(column) && !sheet.column_called(column.heading)) {
      return faulty(tr("it has no column {}, which the mapping{} takes", quote(column.heading),
                       mapping.source.empty() ? "" : " " + mapping.source));
    }
  }
  sheet.read_rows();
  const MappedTable table(sheet, mapping);
  for (std::size_t i = 0; i < sheet.keys().size() && sheet.rows() > 0; ++i) {
    if (!sheet.keys()[i].empty() && !known.contains(sheet.keys()[i])) {
      sheet.remark(0, tr("column {} is not in the mapping: left out", quote(sheet.headings()[i])));
    }
  }
  if (table.dates().question().empty()) read_mapped_rows(sheet, table);
  return sheet.take();
}

}  // namespace formcast::intake
