#include "viewer/desk/import_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/measures/performance.hpp"
#include "viewer/compute/test_rows.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// The last part of a path without its endings: "exports/kim.tar.gz" is kim.
std::string stem_of(std::string name) {
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  name.erase(0, name.rfind('/') + 1);
  for (const char* ending : {".gz", ".zip", ".csv", ".fit", ".tcx", ".gpx"}) {
    const std::string_view end(ending);
    if (name.size() > end.size() && name.ends_with(end)) name.resize(name.size() - end.size());
  }
  return name;
}

/// The folder that all paths are in; "" where there is none.
std::string common_folder(const std::vector<std::string>& paths) {
  std::string folder = paths.front().substr(0, paths.front().find('/'));
  for (const std::string& path : paths) {
    if (path.find('/') == std::string::npos || path.compare(0, folder.size() + 1, folder + "/") != 0) return "";
  }
  return folder;
}

/// A name that a history can have.
std::string usable_name(const std::string& name) {
  const bool formula = name.find_first_of("=+-@") == 0;
  return name.empty() || formula || !athlete_problem(name).empty() ? "athlete" : name;
}

}  // namespace

void ImportDesk::open(std::vector<std::string> paths, const std::string& zone) {
  close();
  open_ = waiting_ = true;
  files_ = paths.size();
  const std::string folder = paths.empty() ? "" : common_folder(paths);
  const std::string name = paths.size() == 1 ? paths.front() : folder;
  source_ = name.empty() ? tr_count(files_, "{} file", "{} files", files_) : name.substr(name.rfind('/') + 1);
  choices_.athlete = usable_name(stem_of(name));
  choices_.zone = zone;
  choices_.mappings = remembered_;
  evaluator_.import(std::move(paths), choices_);
}

void ImportDesk::open_empty() {
  close();
  open_ = true;
}

void ImportDesk::close() {
  if (open_) evaluator_.stop_import();
  open_ = waiting_ = has_report_ = false;
  files_ = 0;
  source_.clear();
  choices_ = {};
  progress_ = {};
  report_ = {};
  base_.reset();
  several_.clear();
  without_.clear();
  taken_.clear();
  picked_.clear();
  days_to_explain_ = 0;
  rest_answered_ = false;
  typed_numbers.clear();
  typed_sex.clear();
  typed_tests.clear();
  test_unit.clear();
  found_unit_.clear();
  timing.reset();
}

void ImportDesk::tick() {
  if (!open_ || empty()) return;
  progress_ = evaluator_.imported();
  if (!progress_.error.empty()) waiting_ = false;
  if (!progress_.report) return;
  report_ = *std::exchange(progress_.report, std::nullopt);
  if (test_unit == found_unit_) test_unit = report_.test_unit;
  found_unit_ = report_.test_unit;
  waiting_ = false;
  has_report_ = true;
  base_.reset();
  several_.clear();
  if (take_mappings_of_files()) return again();
  HistoryOptions options;
  options.continues_record = true;  // tests come later
  if (!report_.histories.empty()) {
    History each = parse_history(report_.histories, source_, options);
    several_ = std::move(each.athletes);
    several_load_unit_ = each.load_unit;
  }
  if (!several_.empty() && !choices_.missing_days_rest) {
    days_to_explain_ = 0;
    for (const AthleteHistory& athlete : several_) days_to_explain_ += athlete.missing_loads();
  }
  if (!report_.history) return;
  base_ = parse_history(report_.history->csv, athlete() + ".history.csv", options).athletes.front();
  if (!choices_.missing_days_rest) days_to_explain_ = base_->missing_loads();
}

void ImportDesk::again() {
  waiting_ = true;
  evaluator_.import_again(choices_);
}

void ImportDesk::choose(ImportChoices choices) {
  choices_ = std::move(choices);
  again();
}

void ImportDesk::choose_measure(const std::string& key) {
  if (choices_.measure == key) return;
  choices_.measure = key;
  std::erase(choices_.otherwise, key);
  again();
}

void ImportDesk::toggle_otherwise(const std::string& key) {
  if (choices_.measure.empty()) choices_.measure = report_.measure;
  if (std::erase(choices_.otherwise, key) == 0) choices_.otherwise.push_back(key);
  again();
}

void ImportDesk::choose_performance(const std::string& key) {
  if (choices_.performance == key) return;
  choices_.performance = key;
  choices_.response.clear();
  choices_.offer_performances = true;
  again();
}

void ImportDesk::offer_performances() {
  choices_.offer_performances = true;
  again();
}

void ImportDesk::go_on_without(const intake::Question& question) { without_.insert(question.line()); }

void ImportDesk::answer_rest(bool rest) {
  rest_answered_ = true;
  if (choices_.missing_days_rest == rest) return;
  choices_.missing_days_rest = rest;
  again();
}

std::string ImportDesk::take_numbers(std::string_view measure) {
  const MeasureNeeds needs = needs_of(measure);
  ImportChoices choices = choices_;
  for (const ProfileNumber& number : kProfileNumbers) {
    if (std::ranges::find(needs.numbers, number.key) == needs.numbers.end()) continue;
    const std::string& typed = typed_numbers[std::string(number.key)];
    const auto value = read_test_value(typed);
    if (!value || *value < number.least || *value > number.most) {
      return tr("{}: expected {:g} to {:g} {}, not {}", tr(number.name.data()), number.least, number.most, number.unit,
                typed.empty() ? tr("nothing") : typed);
    }
    choices.profile[std::string(number.key)] = *value;
  }
  if (needs.sex && typed_sex.empty()) return tr("Weights of TRIMP: choose men's or women's");
  if (needs.sex) choices.sex = typed_sex;
  const bool performance = intake::performance_called(measure).has_value();
  (performance ? choices.performance : choices.measure) = measure;
  choose(std::move(choices));
  return "";
}

std::vector<const ImportAthlete*> ImportDesk::athletes_with_history() const {
  std::vector<const ImportAthlete*> athletes;
  for (const ImportAthlete& athlete : report_.athletes) {
    if (!athlete.csv.empty()) athletes.push_back(&athlete);
  }
  return athletes;
}

std::vector<intake::Question> ImportDesk::open_questions() const {
  using intake::Question;
  std::vector<Question> open;
  const auto explains = [&](const Question& question) {
    return std::ranges::any_of(report_.tables, [&](const ImportTable& table) { return table.file == question.file; });
  };
  for (const Question& question : report_.questions) {
    if (goes_on_without(question) || explains(question)) continue;
    const bool asked =
        !question.option.empty() && std::ranges::find(open, question.option, &Question::option) != open.end();
    if (!asked) open.push_back(question);  // one answer holds for all files
  }
  return open;
}

std::size_t ImportDesk::open_points() const {
  const bool measure = report_.sessions > 0 && report_.measure.empty() && several_.empty();
  const auto tables = std::ranges::count_if(report_.tables, [&](const ImportTable& table) { return is_open(table); });
  return static_cast<std::size_t>(tables) + open_questions().size() + (measure ? 1 : 0) + (asks_rest() ? 1 : 0) +
         (asks_timing() && !timing ? 1 : 0);
}

std::string ImportDesk::why_not() const {
  if (empty()) return tr("no files yet");
  if (!progress_.error.empty()) return tr("the files cannot be read");
  if (!has_report_ || waiting_) return tr_in("in progress", "reading");
  if (report_.sessions == 0 && open_points() == 0) return tr("no session was found");
  if (const std::size_t open = open_points(); open > 0) {
    return tr_count(open, "one question open", "{} questions open", open);
  }
  if (of_several() ? several_.empty() : !report_.history) return tr("no history");
  if (!test_faults().empty()) return tr("a test cannot be read");
  if (of_several()) {
    const auto tested = [&](const ImportAthlete* athlete) { return !tests_of(*athlete).empty(); };
    return std::ranges::any_of(athletes_with_history(), tested) ? "" : tr("no test yet");
  }
  if (!tests().empty()) return "";
  return base_ && !base_->bounds.empty() ? tr("lower bounds tell no level: a test is needed") : tr("no test yet");
}

}  // namespace formcast
