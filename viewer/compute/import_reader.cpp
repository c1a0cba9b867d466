#include "viewer/compute/import_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/intake/athlete_folders.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/measures/athlete_profile.hpp"
#include "viewer/compute/joined_histories.hpp"

namespace formcast {
namespace {

intake::ReadingOptions reading_of(const ImportChoices& choices, std::function<bool()> cancelled,
                                  std::function<void(const intake::ReadFile&, std::string_view)> table) {
  intake::ReadingOptions options;
  options.profile = intake::profile_of(choices.profile, choices.sex);
  options.choices = choices;
  if (choices.athlete_folders) {
    options.athlete_of = [folders = intake::AthleteFolders({{*choices.athlete_folders, ""}})](std::string_view name) {
      return folders.athlete_of(name);
    };
  }
  options.cancelled = std::move(cancelled);
  options.table = std::move(table);
  return options;
}

ImportedFile imported(const intake::ReadFile& file) {
  return {file.name,           file.what,           intake::file_line(file), intake::notes_of(file),
          file.facts.sessions, file.facts.readings, !file.left_out.empty(),  file.trouble};
}

ImportHistory history_of(const intake::DailyHistory& daily, const std::string& csv) {
  ImportHistory history{csv, daily.load_unit, "", "", {}, daily.notes};
  for (const auto& [name, values] : daily.history.markers) history.markers[name] = intake::known_values(values);
  history.remarks.insert(history.remarks.end(), daily.without_measure.begin(), daily.without_measure.end());
  if (!daily.performance) return history;
  history.performance = intake::test_name(*daily.performance);
  history.performance_unit = intake::row_of(daily.performance->kind).unit;
  const std::vector<std::string> lines = intake::performance_lines(*daily.performance);
  history.remarks.insert(history.remarks.begin(), lines.begin(), lines.end());
  return history;
}

intake::HistoryChoices history_choices(const ImportChoices& choices) {
  intake::HistoryChoices wanted;
  wanted.athlete = choices.athlete;
  wanted.athlete_guessed = choices.of.empty();
  wanted.response = choices.response;
  if (!choices.measure.empty()) wanted.measure = intake::measure_choice(choices.measure);
  for (const std::string& key : choices.otherwise) {
    if (const auto other = intake::measure_choice(key)) wanted.otherwise.push_back(*other);
  }
  wanted.performance = intake::performance_called(choices.performance);
  wanted.offer_performances = choices.offer_performances;
  wanted.zone = choices.zone;
  wanted.missing_days_rest = choices.missing_days_rest;
  return wanted;
}

/// An athlete's history, or what stands in its way.
ImportAthlete made(const std::string& name, const intake::IntakeResult& result) try {
  ImportAthlete athlete{name, "", "", result.sessions, 0};
  if (const std::string problem = athlete_problem(name); !problem.empty()) {
    athlete.trouble = tr("cannot be called so: {}", problem);
  } else if (result.daily) {
    athlete.tests = result.daily->history.tests.size();
    athlete.csv = intake::history_csv(*result.daily, name + ".history.csv");
  } else if (!result.questions.empty()) {
    athlete.trouble = result.questions.front().line();
  } else if (result.sessions == 0) {
    athlete.trouble = tr("has no session");
  }
  return athlete;
} catch (const InputError& error) {
  return {name, "", error.what(), result.sessions, 0};
}

/// Also of several athletes: sessions add up.
void add_offers(const intake::IntakeResult& result, ImportReport& report) {
  for (const intake::MeasureOffer& offer : result.offers) {
    const auto known = std::ranges::find(report.offers, offer.key, &ImportOffer::key);
    if (known == report.offers.end()) {
      report.offers.push_back({offer.key, offer.choice.name(), std::string(intake::row_of(offer.choice.measure).unit),
                               offer.sessions, offer.needs});
    } else {
      known->sessions += offer.sessions;
    }
    const bool mine = result.measure && result.measure->measure == offer.choice.measure &&
                      result.measure->vendor == offer.choice.vendor;
    if (mine) report.measure = offer.key;
  }
  report.only_measure = result.only_measure;
}

void add_performances(const intake::IntakeResult& result, ImportReport& report) {
  for (const intake::PerformanceOffer& offer : result.performances) {
    const intake::PerformanceRow& row = intake::row_of(offer.kind);
    report.performances.push_back(
        {std::string(row.key), std::string(row.name), std::string(row.unit), offer.days, offer.needs});
  }
}

void add_tests(const ImportChoices& choices, const intake::IntakeResult& result, ImportReport& report) {
  const AthleteHistory& history = result.daily->history;
  for (const Test& test : history.tests) report.tests.push_back({history.date(test.day), test.performance, test.error});
  if (result.daily->performance) {
    report.test_unit = intake::row_of(result.daily->performance->kind).unit;
    return;
  }
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
  intake::CsvChoices said = choices;
  said.mappings.clear();
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

/// Asked where folders seem to be of several athletes: a ride of two of them would count as one session.
void ImportReader::ask_of_folders(const ImportChoices& choices, ImportReport& report) const {
  if (choices.athlete_folders || choices.one_athlete || !intake_.athletes().empty()) return;
  const std::string folder = intake::common_folder(intake_.files());
  const std::vector<std::string> seen = intake::AthleteFolders({{folder, ""}}).seen_in(intake_.files());
  if (seen.empty()) return;
  intake::Question question{intake::Question::Kind::kAthlete,
                            tr("are the folders {} of one athlete or of one each?", fmt::join(seen, ", "))};
  question.option = "--athlete-folders";
  question.choices = {{std::string(kOneAthlete), tr("One athlete's")}, {folder, tr("A history of each")}};
  report.questions.push_back(std::move(question));
}

/// A history of each athlete; what is wrong with one costs no other.
void ImportReader::add_athletes(const ImportChoices& choices, ImportReport& report) const {
  intake::HistoryChoices wanted = history_choices(choices);
  wanted.athlete_guessed = false;
  wanted.named_alone = true;
  std::string unit;  // of the loads of the first
  for (const std::string& name : intake_.athletes()) {
    wanted.athlete = name;
    const intake::IntakeResult result = intake_.finish(wanted);
    add_offers(result, report);
    report.records += result.records;
    report.sessions += result.sessions;
    report.readings += result.readings;
    ImportAthlete& athlete = report.athletes.emplace_back(made(name, result));
    report.questions.insert(report.questions.end(), result.questions.begin(), result.questions.end());
    if (athlete.csv.empty()) continue;
    if (unit.empty()) unit = result.daily->load_unit;
    if (result.daily->load_unit == unit) continue;
    athlete.csv.clear();
    athlete.trouble = tr("has loads in {} and others in {}: choose one load for all", result.daily->load_unit, unit);
  }
  for (const intake::ReadFile& file : intake_.files()) {
    if (file.facts.unnamed > 0 && file.athlete.empty())
      report.left_out.push_back(tr("{} names nobody and is in no athlete's history", file.name));
  }
  report.histories = joined_histories(report.athletes);
}

ImportReport ImportReader::report(const ImportChoices& choices) const {
  ImportReport report;
  for (const intake::ReadFile& file : intake_.files()) report.files.push_back(imported(file));
  add_tables(choices, report);
  if (choices.each && intake_.athletes().size() > 1) {
    add_athletes(choices, report);
    return report;
  }
  const intake::IntakeResult result = intake_.finish(history_choices(choices));
  report.records = result.records;
  report.sessions = result.sessions;
  report.readings = result.readings;
  report.joined = result.joined;
  report.left_out = result.left_out;
  report.questions = result.questions;
  ask_of_folders(choices, report);
  add_offers(result, report);
  add_performances(result, report);
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
