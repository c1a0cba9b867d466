#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/exports/mapping_headings.hpp"
#include "sim/exports/mapping_table.hpp"
#include "sim/exports/mapping_units.hpp"
#include "sim/sessions/text_decoding.hpp"

// What a mapping makes of a table: its units, its first rows, what is open.
namespace formcast::intake {
namespace {

using enum Meaning;

constexpr std::size_t kShownRows = 3;

/// A column for each heading of the table, in its order; those that the mapping does not name are left out.
Mapping of_all_columns(const Sheet& sheet, const Mapping& mapping) {
  Mapping all = mapping;
  all.columns.clear();
  for (std::size_t i = 0; i < sheet.keys().size(); ++i) {
    const std::string& key = sheet.keys()[i];
    if (key.empty() || sheet.column_called(key) != i) continue;
    const auto known = std::ranges::find_if(
        mapping.columns, [&](const MappedColumn& column) { return heading_key(column.heading) == key; });
    all.columns.push_back(known == mapping.columns.end() ? MappedColumn{sheet.headings()[i]} : *known);
  }
  return all;
}

}  // namespace

void explain_values(Sheet& sheet, MappingProposal& proposal) {
  const Mapping mapping = proposal.mapping;
  const MappedTable table(sheet, mapping);
  proposal.mapping.day_first = table.dates().told_day_first();
  if (!proposal.mapping.day_first) proposal.mapping.day_first = mapping.day_first;
  if (table.numbers().told()) proposal.mapping.decimal_comma = table.numbers().comma();
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const MappedTable::Reading& reading = table.columns()[i];
    std::string& unit = proposal.mapping.columns[i].unit;
    const bool timed = !std::isnan(reading.column->over);  // its unit is that of the times
    if (unit.empty() && !timed) unit = reading.unit;
    std::string& evidence = proposal.evidence[i];
    if (!reading.evidence.empty()) evidence += (evidence.empty() ? "" : "; ") + reading.evidence;
  }
  for (std::size_t row = 0; row < std::min(sheet.rows(), kShownRows); ++row) {
    std::vector<std::string>& shown = proposal.first_rows.emplace_back();
    std::vector<std::string>& written = proposal.written.emplace_back();
    for (const MappedTable::Reading& reading : table.columns()) {
      shown.push_back(table.shown(row, reading));
      written.emplace_back(table.text(row, reading));
    }
  }
  std::ranges::move(sheet.take().questions, std::back_inserter(proposal.questions));
}

void ask_for_columns(MappingProposal& proposal) {
  const auto ask = [&](std::string text) { proposal.questions.push_back({Question::Kind::kMeaning, std::move(text)}); };
  if (!has_meaning(proposal.mapping, kDate)) ask(tr("which column is the date? None has dates in nine of ten rows"));
  if (!takes_values(proposal.mapping))
    ask(tr("which columns are to be taken? No heading is known as that of a duration, load, test or marker"));
}

bool has_meaning(const Mapping& mapping, Meaning meaning) {
  return std::ranges::find(mapping.columns, meaning, &MappedColumn::meaning) != mapping.columns.end();
}

bool takes_values(const Mapping& mapping) {
  return std::ranges::any_of(mapping.columns, [](const MappedColumn& column) {
    const Meaning meaning = column.meaning;
    return meaning == kDuration || meaning == kDistance || meaning == kRpe || meaning == kLoad || meaning == kTest ||
           meaning == kMarker;
  });
}

MappedColumn with_meaning(const MappedColumn& column, std::string_view meaning) {
  MappedColumn changed{column.heading};
  if (!set_meaning(changed, meaning)) return column;
  const HeadingGuess guess = guess_heading(column.heading);
  if (guess.meaning == changed.meaning && (changed.meaning != kMarker || guess.name == changed.name))
    changed.unit = guess.unit;
  if (changed.meaning == kLoad) changed.name = name_of_heading(column.heading);
  if (changed.meaning == kTest) changed.name = without_unit(column.heading);
  return changed;
}

std::optional<MappingProposal> explain_mapping(std::string_view text, const Mapping& mapping,
                                               const CsvChoices& choices) {
  const DecodedText decoded = decode_table(text);
  const std::optional<TitledTable> titled = titled_table(decoded.text());
  const CsvChoices said = with_answers(choices, mapping);
  Sheet sheet(titled ? std::string_view(titled->body) : decoded.text(), "", said);
  sheet.read_rows();
  if (sheet.rows() == 0) return std::nullopt;
  MappingProposal explained;
  explained.mapping = of_all_columns(sheet, mapping);
  explained.evidence.resize(explained.mapping.columns.size());
  ask_for_columns(explained);
  explain_values(sheet, explained);
  return explained;
}

}  // namespace formcast::intake
