#include "viewer/compute/import_reader.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/measures/athlete_profile.hpp"

namespace formcast {
namespace {

intake::ReadingOptions reading_of(const ImportChoices& choices, std::function<bool()> cancelled,
                                  std::function<void(const intake::ReadFile&, std::string_view)> table) {
  intake::ReadingOptions options;
  options.profile = intake::profile_of(choices.profile, choices.sex);
  options.choices.day_first = choices.day_first;
  options.choices.decimal_comma = choices.decimal_comma;
  options.choices.distance_unit = choices.distance_unit;
  options.choices.mass_unit = choices.mass_unit;
  options.choices.mappings = choices.mappings;
  options.cancelled = std::move(cancelled);
  options.table = std::move(table);
  return options;
}

ImportedFile imported(const intake::ReadFile& file) {
  return {file.name,           file.what,           intake::file_line(file), intake::notes_of(file),
          file.facts.sessions, file.facts.readings, !file.left_out.empty(),  file.trouble};
}

ImportHistory history_of(const intake::DailyHistory& daily, const std::string& csv) {
  ImportHistory history{csv, daily.load_unit, {}, daily.without_measure};
  for (const auto& [name, values] : daily.history.markers) history.markers[name] = intake::known_values(values);
  history.remarks.insert(history.remarks.end(), daily.notes.begin(), daily.notes.end());
  return history;
}

void add_offers(const intake::IntakeResult& result, ImportReport& report) {
  for (const intake::MeasureOffer& offer : result.offers) {
    report.offers.push_back({offer.key, offer.choice.name(), std::string(intake::row_of(offer.choice.measure).unit),
                             offer.sessions, offer.needs});
    const bool mine = result.measure && result.measure->measure == offer.choice.measure &&
                      result.measure->vendor == offer.choice.vendor;
    if (mine) report.measure = offer.key;
  }
  report.only_measure = result.only_measure;
}

void add_tests(const ImportChoices& choices, const intake::IntakeResult& result, ImportReport& report) {
  const AthleteHistory& history = result.daily->history;
  for (const Test& test : history.tests) report.tests.push_back({history.date(test.day), test.performance});
  for (const intake::TestKind& kind : result.tests) {
    const bool chosen = result.tests.size() == 1 || intake::names_kind(choices.response, kind);
    if (chosen && !report.tests.empty()) report.test_unit = kind.unit;
  }
}

/// Scenarios are TOML, too.
bool is_mapping(std::string_view name, std::string_view text) {
  return name.ends_with(".toml") && text.find("[[column]]") != std::string_view::npos;
}

}  // namespace

ImportReader::ImportReader(const ImportChoices& choices, std::function<bool(std::size_t)> heard)
    : heard_(std::move(heard)),
      mappings_(choices.mappings),
      intake_(reading_of(
          choices, [this] { return heard_ && heard_(++inside_); },
          [this](const intake::ReadFile& file, std::string_view text) { keep(file, text); })) {}

void ImportReader::add(std::string_view name, const intake::ByteSource& source, bool given) {
  const std::size_t before = intake_.files().size();
  intake_.add(name, source, given);
  const bool archive = intake_.files().size() != before + 1 || intake_.files().back().name != name;
  if (heard_ && !archive) heard_(++inside_);
}

/// A mapping is one wherever it comes, before or after its table.
void ImportReader::keep(const intake::ReadFile& file, std::string_view text) {
  if (is_mapping(file.name, text)) {
    std::string& fault = faults_[file.name];
    try {
      found_.push_back(intake::read_mapping(text, file.name));
    } catch (const InputError& error) {
      fault = error.what();
    }
    return;
  }
  constexpr std::size_t kLargest = std::size_t{4} << 20U, kMost = 50;
  const bool known = file.kind == intake::FileKind::kExport;
  const bool explained = known && intake::mapping_for(text, mappings_, false) != nullptr;
  if ((known && !explained) || text.size() > kLargest || tables_.size() == kMost) return;
  if (intake::propose_mapping(text)) tables_.push_back({file.name, std::string(text), file.trouble, known});
}

ImportTable ImportReader::explained(const Table& table, const ImportChoices& choices) const {
  intake::CsvChoices said;
  said.day_first = choices.day_first, said.decimal_comma = choices.decimal_comma;
  said.distance_unit = choices.distance_unit;
  const auto draft = choices.drafts.find(table.file);
  const intake::Mapping* mapping = table.known ? intake::mapping_for(table.text, mappings_, false) : nullptr;
  if (draft != choices.drafts.end()) mapping = &draft->second;
  const auto proposal = intake::propose_mapping(table.text, said);
  const auto as = mapping == nullptr ? proposal : intake::explain_mapping(table.text, *mapping, said);
  const bool seems = has_meaning(proposal->mapping, intake::Meaning::kDate) && takes_values(proposal->mapping);
  return {table.file, as.value_or(intake::MappingProposal()), table.given || seems, table.known};
}

void ImportReader::add_tables(const ImportChoices& choices, ImportReport& report) const {
  for (const Table& table : tables_) {
    ImportTable& told = report.tables.emplace_back(explained(table, choices));
    intake_.add_evidence(choices.zone, told.as.questions);
  }
  report.mappings = found_;
  for (ImportedFile& file : report.files) {
    const auto fault = faults_.find(file.name);
    if (fault == faults_.end()) continue;
    file.what = tr("Mapping of a table");
    file.left_out = file.trouble = !fault->second.empty();
    file.line = fault->second.empty() ? tr("says what the columns of a table are") : fault->second;
  }
}

ImportReport ImportReader::report(const ImportChoices& choices) const {
  ImportReport report;
  intake::HistoryChoices wanted;
  wanted.athlete = choices.athlete;
  wanted.athlete_guessed = choices.of.empty();
  wanted.response = choices.response;
  if (!choices.measure.empty()) wanted.measure = intake::measure_choice(choices.measure);
  wanted.zone = choices.zone;
  wanted.missing_days_rest = choices.missing_days_rest;
  const intake::IntakeResult result = intake_.finish(wanted);
  for (const intake::ReadFile& file : intake_.files()) report.files.push_back(imported(file));
  report.records = result.records;
  report.sessions = result.sessions;
  report.readings = result.readings;
  report.joined = result.joined;
  report.questions = result.questions;
  add_tables(choices, report);
  add_offers(result, report);
  if (!result.daily) return report;
  add_tests(choices, result, report);
  try {
    report.history = history_of(*result.daily, intake::history_csv(*result.daily, choices.athlete + ".history.csv"));
  } catch (const InputError& error) {
    report.questions.push_back({intake::Question::Kind::kOther, error.what()});
  }
  return report;
}

bool is_imported(std::string_view name, std::string_view begin) {
  const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(begin.data()), begin.size()};
  const intake::FileKind kind = intake::kind_by_content(bytes);
  if (kind == intake::FileKind::kHistory) return false;
  if (kind != intake::FileKind::kOther || is_mapping(name, begin)) return true;
  const std::size_t first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool structured = first != std::string_view::npos && begin[first] == '{';
  if (structured || name.ends_with(".toml") || !intake::may_be_table(bytes)) return false;
  if (intake::read_export_csv(begin, name)) return true;
  const auto proposal = intake::propose_mapping(begin);
  return proposal && has_meaning(proposal->mapping, intake::Meaning::kDate);
}

}  // namespace formcast
