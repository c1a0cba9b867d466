#include <algorithm>
#include <array>
#include <string>

#include "sim/exports/csv_families.hpp"
#include "sim/exports/mapping_headings.hpp"
#include "sim/exports/mapping_table.hpp"

// A coach's own list of tests: a date and a performance.
namespace formcast::intake {
namespace {

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// What is not read of a list, and is no reason to take it for another table.
bool is_comment(const std::string& key) {
  constexpr std::array<std::string_view, 8> kComments{"note",      "notes", "comment",   "comments",
                                                      "bemerkung", "notiz", "kommentar", "remarks"};
  return is_one_of(key, kComments);
}

/// Words that say no more than that it is a test. A list of jumps or times is for a mapping.
bool is_performance(std::string_view heading) {
  constexpr std::array<std::string_view, 5> kWords{"performance", "test", "test result", "leistung", "testergebnis"};
  return is_one_of(heading_key(without_unit(heading)), kWords);
}

/// The columns that are read; nothing where the sheet is no such list.
std::optional<Mapping> test_mapping(const Sheet& sheet) {
  Mapping mapping;
  for (const std::string& heading : sheet.headings()) {
    const HeadingGuess guess = guess_heading(heading);
    const auto again = [&](const MappedColumn& column) { return column.meaning == guess.meaning; };
    MappedColumn column{heading, guess.meaning, "", guess.unit};
    if (is_performance(heading)) {
      column.name = without_unit(heading);
    } else if (is_comment(heading_key(heading))) {
      continue;
    } else if (guess.unsure || (guess.meaning != Meaning::kDate && guess.meaning != Meaning::kTestKind &&
                                guess.meaning != Meaning::kAthlete)) {
      return std::nullopt;
    }
    if (std::ranges::any_of(mapping.columns, again)) return std::nullopt;
    mapping.columns.push_back(std::move(column));
  }
  const auto has = [&](Meaning meaning) {
    return std::ranges::find(mapping.columns, meaning, &MappedColumn::meaning) != mapping.columns.end();
  };
  if (!has(Meaning::kDate) || !has(Meaning::kTest)) return std::nullopt;
  return mapping;
}

}  // namespace

bool is_test_sheet(const Sheet& sheet) { return test_mapping(sheet).has_value(); }

/// Two lists whose headings differ in name or unit are two kinds of test.
Content read_test_sheet(Sheet& sheet) {
  const Mapping mapping = test_mapping(sheet).value_or(Mapping());
  const MappedTable table(sheet, mapping);
  if (table.dates().question().empty()) read_mapped_rows(sheet, table);
  return sheet.take();
}

}  // namespace formcast::intake
