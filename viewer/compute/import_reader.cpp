#include "viewer/compute/import_reader.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/intake/intake_text.hpp"
#include "viewer/compute/test_rows.hpp"

namespace formcast {
namespace {

using intake::kMissing;

intake::AthleteProfile profile_of(const ImportChoices& choices) {
  const auto number = [&](const char* key) {
    const auto found = choices.profile.find(key);
    return found == choices.profile.end() ? kMissing : found->second;
  };
  intake::AthleteProfile profile;
  profile.heart_rate = {number("resting_hr"), number("max_hr")};
  profile.threshold_heart_rate = number("threshold_hr");
  profile.ventilatory = {number("first_vt_hr"), number("second_vt_hr")};
  if (!choices.sex.empty()) profile.trimp = choices.sex == "male" ? intake::kMen : intake::kWomen;
  profile.threshold_power = number("threshold_power");
  profile.critical_speed = number("critical_speed");
  profile.critical_swim_speed = number("critical_swim_speed");
  profile.mass = number("mass");
  profile.height = number("height");
  return profile;
}

intake::ReadingOptions reading_of(const ImportChoices& choices, std::function<bool()> cancelled) {
  intake::ReadingOptions options;
  options.profile = profile_of(choices);
  options.choices.day_first = choices.day_first;
  options.choices.decimal_comma = choices.decimal_comma;
  options.choices.distance_unit = choices.distance_unit;
  options.cancelled = std::move(cancelled);
  return options;
}

/// What the text between the first quotes is.
std::string example_of(const std::string& text) {
  const std::size_t from = text.find('"');
  const std::size_t to = from == std::string::npos ? from : text.find('"', from + 1);
  return to == std::string::npos ? "" : text.substr(from + 1, to - from - 1);
}

ImportQuestion question_of(const intake::ReadFile* file, const std::string& text) {
  using About = ImportQuestion::About;
  // Of the file's own words; its name may hold any.
  const std::string asked = file == nullptr ? text : text.substr(std::min(file->name.size() + 2, text.size()));
  ImportQuestion question{About::kOther, text, example_of(asked)};
  if (file == nullptr) return question;
  if (asked.ends_with("day before month or month before day? No row tells, so none is read")) {
    question.about = About::kDates;
  } else if (asked.find("decimal mark or between thousands?") != std::string::npos ||
             asked.starts_with("which mark is the decimal one?")) {
    question.about = About::kDecimals;
  } else if (asked.starts_with("are distances kilometres or miles?")) {
    question.about = About::kDistances;
  }
  return question;
}

ImportedFile imported(const intake::ReadFile& file) {
  return {file.name,           file.what,           intake::file_line(file), intake::notes_of(file),
          file.facts.sessions, file.facts.readings, !file.left_out.empty(),  file.trouble};
}

/// A table of tests, which sim/intake leaves out.
void name_tests(ImportedFile& file, const TestRows& rows) {
  file.what = "CSV (tests)";
  file.line = file.what + ", " + intake::counted(rows.tests.size(), "test");
  file.notes = rows.faults;
  file.left_out = file.trouble = false;
}

ImportHistory history_of(const intake::DailyHistory& daily, const std::string& csv) {
  ImportHistory history{csv, daily.load_unit, {}, daily.without_measure};
  for (const auto& [name, values] : daily.history.markers) history.markers[name] = intake::known_values(values);
  history.remarks.insert(history.remarks.end(), daily.notes.begin(), daily.notes.end());
  return history;
}

void add_questions(const intake::IntakeResult& result, const std::vector<intake::ReadFile>& files,
                   ImportReport& report) {
  using About = ImportQuestion::About;
  for (const std::string& text : result.questions) {
    const auto of =
        std::ranges::find_if(files, [&](const intake::ReadFile& file) { return text.starts_with(file.name + ": "); });
    ImportQuestion question = question_of(of == files.end() ? nullptr : &*of, text);
    if (text.starts_with("whose history is it?")) question.about = About::kAthlete, question.options = result.athletes;
    if (text.starts_with("which kind of test is the performance?")) {
      question.about = About::kResponse;
      for (const intake::TestKind& kind : result.tests) question.options.push_back(kind.text());
    }
    report.questions.push_back(std::move(question));
  }
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

}  // namespace

ImportReader::ImportReader(const ImportChoices& choices, std::function<bool(std::size_t)> heard)
    : heard_(std::move(heard)),
      day_first_(choices.day_first),
      intake_(reading_of(choices, [this] { return heard_ && heard_(++inside_); })) {}

void ImportReader::add(std::string_view name, const intake::ByteSource& source, bool given) {
  const std::size_t before = intake_.files().size();
  intake_.add(name, source, given);
  const bool archive = intake_.files().size() != before + 1 || intake_.files().back().name != name;
  if (heard_ && !archive) heard_(++inside_);
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  if (archive || source.size() > kLargest || intake_.files().back().kind != intake::FileKind::kOther) return;
  std::vector<std::uint8_t> buffer;
  try {
    add_tests(name, intake::text_of(source.read(0, static_cast<std::size_t>(source.size()), buffer)));
  } catch (const InputError&) {
    // The file says so already.
  }
}

void ImportReader::add_tests(std::string_view name, std::string_view text) {
  if (!is_test_table(text)) return;
  const TestRows rows = read_test_rows(text, day_first_);
  test_files_[std::string(name)] = rows;
  if (test_unit_.empty()) test_unit_ = rows.unit;
  tests_.insert(tests_.end(), rows.tests.begin(), rows.tests.end());
}

/// The tests of one kind: those of tables that hold nothing else, or those that sim/intake found. Two kinds are never
/// mixed.
void ImportReader::add_response(const ImportChoices& choices, const intake::IntakeResult& result,
                                ImportReport& report) const {
  const auto asks = [](const ImportQuestion& question) { return question.about == ImportQuestion::About::kResponse; };
  if (!tests_.empty() && (result.tests.empty() || choices.response == kTableOfTests)) {
    std::erase_if(report.questions, asks);
    report.tests = tests_;
    report.test_unit = test_unit_;
  } else if (!tests_.empty() && choices.response.empty()) {
    std::erase_if(report.questions, asks);
    ImportQuestion question{ImportQuestion::About::kResponse, "which kind of test is the performance?", ""};
    for (const intake::TestKind& kind : result.tests) question.options.push_back(kind.text());
    question.options.emplace_back(kTableOfTests);
    report.questions.push_back(std::move(question));
  } else if (result.daily) {
    const AthleteHistory& history = result.daily->history;
    for (const Test& test : history.tests) {
      if (!test.derived()) report.tests.push_back({history.date(test.day), test.performance});
    }
    for (const intake::TestKind& kind : result.tests) {
      const bool chosen = result.tests.size() == 1 || intake::names_kind(choices.response, kind);
      if (chosen && !report.tests.empty()) report.test_unit = kind.unit;
    }
  }
}

ImportReport ImportReader::report(const ImportChoices& choices) const {
  ImportReport report;
  intake::HistoryChoices wanted;
  wanted.athlete = choices.athlete;
  wanted.athlete_guessed = choices.of.empty();
  if (choices.response != kTableOfTests) wanted.response = choices.response;
  if (!choices.measure.empty()) wanted.measure = intake::measure_choice(choices.measure);
  wanted.zone = choices.zone;
  wanted.missing_days_rest = choices.missing_days_rest;
  const intake::IntakeResult result = intake_.finish(wanted);
  for (const intake::ReadFile& file : intake_.files()) {
    report.files.push_back(imported(file));
    const auto tests = test_files_.find(file.name);
    if (tests != test_files_.end()) name_tests(report.files.back(), tests->second);
  }
  report.records = result.records;
  report.sessions = result.sessions;
  report.readings = result.readings;
  report.joined = result.joined;
  add_questions(result, intake_.files(), report);
  add_offers(result, report);
  add_response(choices, result, report);
  if (!result.daily) return report;
  try {
    report.history = history_of(*result.daily, intake::history_csv(*result.daily, choices.athlete + ".history.csv"));
  } catch (const InputError& error) {
    report.questions.push_back({ImportQuestion::About::kOther, error.what(), ""});
  }
  return report;
}

bool is_imported(std::string_view name, std::string_view begin) {
  const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(begin.data()), begin.size()};
  const intake::FileKind kind = intake::kind_by_content(bytes);
  if (kind == intake::FileKind::kHistory) return false;
  if (kind != intake::FileKind::kOther) return true;
  const std::size_t first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool structured = first != std::string_view::npos && begin[first] == '{';
  if (structured || name.ends_with(".toml") || !intake::may_be_table(bytes)) return false;
  return is_test_table(begin) || intake::read_export_csv(begin, name).has_value();
}

}  // namespace formcast
