// Tables whose columns somebody has to explain.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "sim/exports/mapping_units.hpp"
#include "viewer/compute/test_rows.hpp"
#include "viewer/desk/import_desk.hpp"

namespace formcast {
namespace {

using intake::MappedColumn;
using intake::Mapping;
using intake::Meaning;

std::set<std::string> headings_of(const Mapping& mapping) {
  std::set<std::string> headings;
  for (const MappedColumn& column : mapping.columns) headings.insert(intake::heading_key(column.heading));
  return headings;
}

/// Puts a mapping in place of one for the same headings.
void put(const Mapping& mapping, std::vector<Mapping>& among) {
  const std::set<std::string> headings = headings_of(mapping);
  std::erase_if(among, [&](const Mapping& other) { return headings_of(other) == headings; });
  among.push_back(mapping);
}

}  // namespace

bool ImportDesk::is_open(const ImportTable& table) const {
  const bool answered = table.applied ? table.as.questions.empty() : !table.asked;
  return !answered && !without_.contains(table.file);
}

const ImportTable* ImportDesk::table() const {
  const auto picked = std::ranges::find(report_.tables, picked_, &ImportTable::file);
  if (picked != report_.tables.end()) return &*picked;
  const auto open = std::ranges::find_if(report_.tables, [&](const ImportTable& table) { return is_open(table); });
  return open == report_.tables.end() ? nullptr : &*open;
}

void ImportDesk::pick_table(const std::string& file) {
  without_.erase(file);
  picked_ = file;
}

const Mapping& ImportDesk::mapping() const {
  const ImportTable* shown = table();
  const auto draft = choices_.drafts.find(shown->file);
  return draft == choices_.drafts.end() ? shown->as.mapping : draft->second;
}

/// What the table would be by another mapping is told by the reader, which has its rows.
void ImportDesk::change_mapping(Mapping changed) {
  choices_.drafts[table()->file] = std::move(changed);
  again();
}

void ImportDesk::set_meaning(std::size_t column, const std::string& meaning) {
  Mapping changed = mapping();
  MappedColumn& mine = changed.columns.at(column);
  mine = intake::with_meaning(mine, meaning);
  for (std::size_t i = 0; i < changed.columns.size(); ++i) {
    MappedColumn& other = changed.columns[i];
    const bool same = other.meaning == mine.meaning && (mine.meaning != Meaning::kMarker || other.name == mine.name);
    if (i != column && same && intake::is_only_once(mine.meaning)) other = intake::with_meaning(other, "leave out");
  }
  change_mapping(std::move(changed));
}

void ImportDesk::set_unit(std::size_t column, const std::string& unit) {
  Mapping changed = mapping();
  changed.columns.at(column).unit = unit;
  change_mapping(std::move(changed));
}

void ImportDesk::answer_table(const intake::Question& question, const std::string& answer) {
  using enum intake::Question::Kind;
  Mapping changed = mapping();
  if (question.kind == kDayOrder) changed.day_first = answer == "day-first";
  if (question.kind == kDecimalMark) changed.decimal_comma = answer == "comma";
  for (std::size_t i = 0; i < changed.columns.size(); ++i) {
    MappedColumn& column = changed.columns[i];
    if (column.heading != question.column) continue;
    if (question.kind == kMeaning) return set_meaning(i, answer);
    if (question.kind == kUnit || question.kind == kScale) column.unit = answer;
    if (question.kind == kTestDistance) column.over = read_test_value(answer).value_or(column.over);
  }
  change_mapping(std::move(changed));
}

std::string ImportDesk::why_not_table() const {
  const Mapping& wanted = mapping();
  if (!intake::has_meaning(wanted, Meaning::kDate)) return tr("no date yet");
  if (!intake::takes_values(wanted)) return tr("nothing to take yet");
  return works() ? tr_in("in progress", "reading") : "";
}

void ImportDesk::take_table() {
  const ImportTable taken = *table();
  Mapping mapping = taken.as.mapping;
  mapping.source = taken.file;
  put(mapping, choices_.mappings);
  put(mapping, remembered_);
  choices_.drafts.erase(taken.file);
  picked_.clear();
  again();
}

void ImportDesk::leave_table() {
  const std::string file = table()->file;
  without_.insert(file);
  choices_.drafts.erase(file);
  picked_.clear();
}

std::string ImportDesk::table_toml() const { return intake::mapping_toml(table()->as); }

/// Mappings among the files are for the tables beside them, and for those to come.
bool ImportDesk::take_mappings_of_files() {
  bool any = false;
  for (const Mapping& mapping : report_.mappings) {
    if (!taken_.insert(intake::mapping_toml(mapping)).second) continue;
    put(mapping, choices_.mappings);
    put(mapping, remembered_);
    any = true;
  }
  return any;
}

}  // namespace formcast
