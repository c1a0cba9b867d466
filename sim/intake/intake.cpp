#include "sim/intake/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

/// The measure that is given, or the only one that all sessions have.
void choose_measure(const HistoryChoices& choices, IntakeResult& result) {
  result.measure = choices.measure;
  if (result.measure) return;
  const auto only = only_measure(result.offers, result.sessions);
  if (!only) return;
  result.measure = only->choice;
  result.only_measure = true;
}

/// What of all files is the athlete's; nothing where it has to be asked whose, since sessions of two must not be
/// joined.
std::optional<Content> athlete_content(const Content& kept, const HistoryChoices& choices, IntakeResult& result) {
  collect_athletes(kept, result.athletes);
  const std::string wanted = choices.athlete_guessed ? "" : choices.athlete;
  if (Question question = athlete_question(result.athletes, wanted); !question.empty()) {
    result.questions.push_back(std::move(question));
    return std::nullopt;
  }
  Content content = kept;
  if (result.athletes.size() > 1) keep_athlete(content, wanted, true);
  return content;
}

/// The results of one kind, by day.
struct Performance {
  std::optional<TestKind> kind;
  std::map<Date, DailyTest> days;
};

Performance performance_of(const std::vector<TestResult>& results, const HistoryChoices& choices,
                           IntakeResult& result) {
  Performance performance{kind_to_take(results, choices.response, result.questions), {}};
  if (performance.kind) performance.days = daily_tests(results, *performance.kind, choices.zone);
  return performance;
}

void take_tests(const Performance& performance, DailyHistory& daily) {
  if (!performance.kind) return;
  const std::size_t outside = add_tests(performance.days, daily.history);
  daily.notes.push_back(fmt::format(
      "performance is {}, {}{}", performance.kind->text(), counted(daily.history.tests.size(), "test"),
      outside == 0
          ? ""
          : fmt::format("; {} more than {} days before or after the record left out", outside, kTestsAround.count())));
}

bool same_tests(const std::vector<Test>& a, const std::vector<Test>& b) {
  return std::ranges::equal(
      a, b, [](const Test& x, const Test& y) { return x.day == y.day && x.performance == y.performance; });
}

bool same_numbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, {}, history_number, history_number);
}

}  // namespace

void Intake::add(std::string_view name, Bytes bytes, bool given) { add(name, MemorySource(bytes), given); }

void Intake::add(std::string_view name, const ByteSource& source, bool given) {
  try {
    std::vector<std::uint8_t> buffer;
    const Bytes head = source.read(0, 4, buffer);
    if (is_zip(head) || is_gzip(head)) {
      add_archive(name, source);
    } else if (source.size() > kLargestFile) {
      leave_out(name, fmt::format("it is larger than {} MB, the most that is read at once", kLargestFile >> 20U), true);
    } else {
      add_file(name, source.read(0, static_cast<std::size_t>(source.size()), buffer), given);
    }
  } catch (const InputError& error) {
    leave_out(name, error.what(), true);
  }
}

void Intake::leave_out(std::string_view name, std::string why, bool trouble) {
  ReadFile file;
  file.name = name;
  file.left_out = std::move(why);
  file.trouble = trouble;
  files_.push_back(std::move(file));
}

/// What the walk could not read is named "archive/entry: why".
void Intake::add_archive(std::string_view name, const ByteSource& source) {
  if (is_office_file(source)) {
    leave_out(name, "an Office file; save the sheet as CSV", true);
    files_.back().what = "Office";
    return;
  }
  const auto visit = [&](std::string_view inside, Bytes content) {
    if (!is_hidden(inside)) add_file(inside, content, false);
    return !(options_.cancelled && options_.cancelled());
  };
  for (const Note& note : walk_archive(source, name, visit, options_.limits)) {
    const std::size_t colon = note.text.starts_with(name) ? note.text.find(": ", name.size()) : std::string::npos;
    const bool split = colon != std::string::npos;
    leave_out(split ? note.text.substr(0, colon) : name, split ? note.text.substr(colon + 2) : note.text, true);
    files_.back().kind = FileKind::kArchive;
    files_.back().what = "archive";
  }
}

void Intake::add_file(std::string_view name, Bytes bytes, bool given) {
  Content content;
  files_.push_back(read_file(name, bytes, given, options_.choices, content));
  const FileKind kind = files_.back().kind;
  const bool table = kind == FileKind::kExport || (kind == FileKind::kOther && may_be_table(bytes));
  if (table && options_.table) options_.table(files_.back(), text_of(bytes));
  keep(std::move(content));
}

void Intake::add_content(std::string_view name, FileKind kind, std::string what, Content content) {
  ReadFile file;
  file.name = name;
  file.kind = kind;
  file.what = std::move(what);
  describe_content(content, file);
  files_.push_back(std::move(file));
  keep(std::move(content));
}

void Intake::keep(Content content) {
  for (Session& session : content.sessions) {
    condense(session, options_.profile);
    kept_.sessions.push_back(std::move(session));
  }
  for (Reading& reading : content.readings) {
    if (is_marker(reading.marker) || unused_.emplace(reading.marker, reading.athlete).second) {
      kept_.readings.push_back(std::move(reading));
    }
  }
  std::ranges::move(content.tests, std::back_inserter(kept_.tests));
}

void Intake::add_evidence(const std::string& zone, std::vector<Question>& questions) const {
  constexpr double kLatest = 7.2e9;  // year 2198 [s]
  std::set<Date> days;
  for (const Session& session : kept_.sessions) {
    if (!(session.start >= 0.0 && session.start < kLatest)) continue;
    try {
      const auto offset = session.clock == Clock::kUniversal ? session.utc_offset : 0.0;
      days.insert(local_date_of(session.start, offset, zone));
    } catch (const InputError&) {
      continue;  // its zone is asked for, too
    }
  }
  for (Question& question : questions) {
    for (Question::Choice& choice : question.choices) {
      if (choice.dates.empty() || days.empty()) continue;
      const auto trained = [&](Date date) { return days.contains(date); };
      choice.on_session_days = static_cast<std::size_t>(std::ranges::count_if(choice.dates, trained));
    }
  }
}

IntakeResult Intake::finish(const HistoryChoices& choices) const {
  IntakeResult result;
  result.questions = questions_of(files_);
  add_evidence(choices.zone, result.questions);
  for (const ReadFile& file : files_) result.readings += file.facts.readings;
  std::optional<Content> content = athlete_content(kept_, choices, result);
  if (!content) return result;
  result.records = content->sessions.size();
  result.tests = kinds_of_tests(content->tests);
  try {
    IdentityOptions identity;
    identity.zone = choices.zone;
    Merged merged = merge_same_sessions(std::move(content->sessions), identity);
    result.sessions = merged.sessions.size();
    result.joined = std::exchange(merged.notes, {});
    if (merged.sessions.empty()) return result;
    result.offers = measures_of(merged.sessions, options_.profile);
    choose_measure(choices, result);
    if (!result.measure) return result;
    DailyOptions options;
    options.athlete = choices.athlete;
    options.measure = *result.measure;
    options.profile = options_.profile;
    options.zone = choices.zone;
    options.missing_days_rest = choices.missing_days_rest;
    const Performance performance = performance_of(content->tests, choices, result);
    for (const auto& [date, test] : performance.days) options.tests.push_back(date);
    result.daily = daily_history_of(merged, content->readings, options);
    take_tests(performance, *result.daily);
  } catch (const Unanswered& error) {
    result.questions.push_back(error.question());
  } catch (const InputError& error) {
    const bool zone = !choices.zone.empty() && !knows_zone(choices.zone);
    result.questions.push_back({zone ? Question::Kind::kZone : Question::Kind::kOther, error.what()});
  }
  return result;
}

std::string history_csv(const DailyHistory& daily, const std::string& file) {
  std::string text = history_text(daily.history, daily.load_unit);
  HistoryOptions options;
  options.continues_record = true;  // there may be no tests yet
  const History read = parse_history(text, file, options);
  const AthleteHistory& made = daily.history;
  const bool same = read.athletes.size() == 1 && read.load_unit == daily.load_unit &&
                    read.athletes[0].athlete == made.athlete && read.athletes[0].start == made.start &&
                    same_numbers(read.athletes[0].load, made.load) && same_tests(read.athletes[0].tests, made.tests) &&
                    std::ranges::equal(read.athletes[0].markers, made.markers, [](const auto& a, const auto& b) {
                      return a.first == b.first && same_numbers(a.second, b.second);
                    });
  if (!same) throw InputError(Place{file}, "the history does not read back as it was made; nothing was written");
  return text;
}

}  // namespace formcast::intake
