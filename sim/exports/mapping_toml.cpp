#include "sim/exports/mapping_toml.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "sim/base/language.hpp"
#include "sim/base/toml_reader.hpp"
#include "sim/base/toml_text.hpp"
#include "sim/exports/mapping_units.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;

constexpr std::array<std::string_view, 2> kOrders{"month-first", "day-first"};
constexpr std::array<std::string_view, 2> kMarks{"point", "comma"};

std::string comment(std::string_view text) {
  std::string line = "# ";
  for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return line + "\n";
}

std::string number_text(double value) { return fmt::format("{:.15g}", value); }

std::string column_text(const MappedColumn& column, std::string_view evidence) {
  std::string text = "\n[[column]]\n";
  text += fmt::format("heading = {}\n", toml_text(column.heading));
  text += fmt::format("meaning = {}\n", toml_text(meaning_text(column)));
  const bool named = column.meaning == kLoad || column.meaning == kTest;
  if (named && !column.name.empty()) text += fmt::format("name = {}\n", toml_text(column.name));
  if (column.meaning != kLeaveOut && !column.unit.empty()) text += fmt::format("unit = {}\n", toml_text(column.unit));
  if (!std::isnan(column.sd)) text += fmt::format("sd = {}\n", number_text(column.sd));
  if (!std::isnan(column.over)) text += fmt::format("over = {}\n", number_text(column.over));
  return evidence.empty() ? text : text + comment(evidence);
}

std::string table_text(const Mapping& mapping) {
  std::string text;
  if (mapping.day_first) text += fmt::format("dates = \"{}\"\n", kOrders[*mapping.day_first ? 1 : 0]);
  if (mapping.decimal_comma) text += fmt::format("decimals = \"{}\"\n", kMarks[*mapping.decimal_comma ? 1 : 0]);
  return text;
}

void read_meaning(const TomlValue& table, MappedColumn& column) {
  const TomlValue value = need(table, "meaning", "what the column is, such as \"date\", \"duration\" or \"leave out\"");
  const std::vector<std::string_view> texts = meaning_texts();
  set_meaning(column, texts[choice_of(value, texts)]);
}

void read_unit(const TomlValue& table, MappedColumn& column) {
  const auto value = find(table, "unit");
  if (!value) return;
  constexpr std::size_t kLongest = 40;
  const std::string written = text_of(*value, kLongest);
  const bool timed = column.meaning == kTest && !std::isnan(column.over);
  if (column.meaning == kLoad || (column.meaning == kTest && !timed)) {
    column.unit = written;
    return;
  }
  const Meaning meaning = timed ? kDuration : column.meaning;
  column.unit = unit_called(meaning, column.name, written);
  if (!column.unit.empty()) return;
  std::string expected;
  for (const ColumnUnit& unit : units_for(meaning, column.name)) {
    expected += fmt::format("{}\"{}\"", expected.empty() ? "" : ", ", unit.unit);
  }
  refuse(*value,
         expected.empty() ? fmt::format("no unit, as {} has none", meaning_text(column)) : "one of " + expected);
}

MappedColumn read_column(const TomlValue& table) {
  constexpr std::array<std::string_view, 6> kKeys{"heading", "meaning", "name", "unit", "sd", "over"};
  expect_table(table, kKeys);
  MappedColumn column;
  column.heading = text_of(need(table, "heading", "the column's heading"), 1000);
  read_meaning(table, column);
  const bool named = column.meaning == kLoad || column.meaning == kTest;
  if (const auto name = find(table, "name")) {
    if (!named) refuse(*name, "no name, which loads and tests alone have");
    column.name = text_of(*name, 64);
  }
  if (named && column.name.empty()) column.name = column.heading;
  constexpr double kMost = 1e9;
  for (const auto& [key, slot] : {std::pair("sd", &column.sd), std::pair("over", &column.over)}) {
    const auto value = find(table, key);
    if (!value) continue;
    if (column.meaning != kTest) refuse(*value, fmt::format("no {}, which tests alone have", key));
    *slot = number_of(*value, {std::numeric_limits<double>::min(), kMost, ""});
  }
  read_unit(table, column);
  return column;
}

void refuse_repeats(const TomlValue& table, const MappedColumn& column, std::set<std::string>& headings,
                    std::set<std::string>& meanings) {
  if (!headings.insert(heading_key(column.heading)).second) {
    throw InputError(table.place(), tr("heading {} is there twice", quote(column.heading)));
  }
  const std::string meaning = meaning_text(column);
  if (is_only_once(column.meaning) && !meanings.insert(meaning).second) {
    throw InputError(table.place(),
                     tr("two columns are \"{}\", expected one; set the other to \"leave out\"", meaning));
  }
}

}  // namespace

std::string mapping_toml(const Mapping& mapping) {
  std::string text = table_text(mapping);
  for (const MappedColumn& column : mapping.columns) text += column_text(column, "");
  return text;
}

std::string mapping_toml(const MappingProposal& proposal) {
  std::string text = comment("What each column of a table is (docs/intake.md). Correct it, then: --map THIS_FILE");
  for (const Question& question : proposal.questions) text += comment("question: " + question.text);
  for (const std::vector<std::string>& row : proposal.first_rows) {
    std::string line = "as understood:";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      line += fmt::format(" {} {},", meaning_text(proposal.mapping.columns[i]), row[i]);
    }
    line.pop_back();
    text += comment(line);
  }
  text += table_text(proposal.mapping);
  for (std::size_t i = 0; i < proposal.mapping.columns.size(); ++i) {
    text += column_text(proposal.mapping.columns[i], proposal.evidence[i]);
  }
  return text;
}

Mapping read_mapping(std::string_view toml, const std::string& file) {
  const toml::table document = parse_toml(toml, file);
  const TomlValue root{&document, "", file};
  constexpr std::array<std::string_view, 3> kKeys{"dates", "decimals", "column"};
  expect_table(root, kKeys);
  Mapping mapping;
  mapping.source = file;
  if (const auto dates = find(root, "dates")) mapping.day_first = choice_of(*dates, kOrders) == 1;
  if (const auto decimals = find(root, "decimals")) mapping.decimal_comma = choice_of(*decimals, kMarks) == 1;
  std::set<std::string> headings, meanings;
  for (const TomlValue& table : list_of(need(root, "column", "a list of columns, [[column]]"), "a list of columns")) {
    mapping.columns.push_back(read_column(table));
    refuse_repeats(table, mapping.columns.back(), headings, meanings);
  }
  if (!meanings.contains("date")) throw InputError(root.place(), tr("no column is \"date\", expected one"));
  if (!takes_values(mapping)) {
    throw InputError(root.place(), tr("no column is taken, expected a duration, distance, rpe, load, test or marker"));
  }
  return mapping;
}

}  // namespace formcast::intake
