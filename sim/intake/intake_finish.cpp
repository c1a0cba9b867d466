// The history of what an Intake has read.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/intake.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/intake/stream_join.hpp"

namespace formcast::intake {
namespace {

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
  const std::string wanted = choices.athlete_guessed ? "" : choices.athlete;
  if (Question question = athlete_question(result.athletes, wanted); !question.empty()) {
    result.questions.push_back(std::move(question));
    return std::nullopt;
  }
  Content content = kept;
  if (result.athletes.size() > 1) keep_athlete(content, wanted, !choices.named_alone);
  return content;
}

/// Whether what is named so counts for the history: all does where files name one athlete or none, or where it has to
/// be asked whose it is.
bool counts(std::string_view named, const HistoryChoices& choices, const IntakeResult& result) {
  if (result.athletes.size() < 2 || choices.athlete_guessed) return true;
  return named.empty() || same_athlete(named, choices.athlete);
}

/// Questions of files and how many readings they have, without those of other athletes.
void take_files(const std::vector<ReadFile>& files, const HistoryChoices& choices, IntakeResult& result) {
  for (const ReadFile& file : files) {
    if (counts(file.athlete, choices, result))
      std::ranges::move(questions_of({file}), std::back_inserter(result.questions));
    for (const auto& [athlete, readings] : file.facts.readings_of) {
      if (counts(athlete.empty() ? file.athlete : athlete, choices, result)) result.readings += readings;
    }
  }
}

/// The results of one kind, by day.
struct DailyTests {
  std::optional<TestKind> kind;
  std::map<Date, DailyTest> days;
};

DailyTests tests_of(std::span<const TestResult> results, const HistoryChoices& choices, IntakeResult& result) {
  DailyTests tests{kind_to_take(results, choices.response, result.questions), {}};
  if (tests.kind) tests.days = daily_tests(results, *tests.kind, choices.zone);
  return tests;
}

void take_tests(const DailyTests& tests, DailyHistory& daily) {
  if (!tests.kind) return;
  const std::size_t outside = add_tests(tests.days, daily.history);
  // A list of tests that names no kind is called as the column is.
  const std::string text = tests.kind->text();
  const std::size_t count = daily.history.tests.size();
  daily.notes.push_back(fmt::format(
      "{}, {}{}", tests.kind->kind == "performance" ? text : tr("performance is {}", text),
      tr_count(count, "{} test", "{} tests", count),
      outside == 0 ? ""
                   : tr("; {} more than {} days before or after the record left out", outside, kTestsAround.count())));
}

/// What a performance that is not of tests alone is called.
std::optional<PerformanceName> name_of_performance(const DailyHistory& daily) {
  if (!daily.performance) return std::nullopt;
  return PerformanceName{std::string(row_of(daily.performance->kind).unit), test_name(*daily.performance)};
}

/// Whether something is of a day before `since`; not where it has none.
template <class Dated>
bool is_before(Date since, const Dated& item, const std::string& zone) {
  if (item.date) return *item.date < since;
  return std::abs(item.time) < kLatest && local_date_of(item.time, item.utc_offset, zone) < since;
}

/// Leaves out what is before the days asked for. Throws InputError where that takes a zone.
void leave_out_before(const HistoryChoices& choices, std::vector<Session>& sessions, Content& content,
                      IntakeResult& result) {
  if (!choices.since) return;
  const Date since = *choices.since;
  result.before_since.sessions = std::erase_if(sessions, [&](const Session& session) {
    const std::optional<Date> date = date_of(session, choices.zone);
    return date && *date < since;
  });
  const auto before = [&](const auto& item) { return is_before(since, item, choices.zone); };
  result.before_since.readings = std::erase_if(content.readings, before);
  result.before_since.tests = std::erase_if(content.tests, before);
  result.tests = kinds_of_tests(content.tests);
}

bool same_tests(const std::vector<Test>& a, const std::vector<Test>& b) {
  return std::ranges::equal(a, b, [](const Test& x, const Test& y) {
    return x.day == y.day && x.performance == y.performance && x.error == y.error;
  });
}

bool same_numbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, {}, history_number, history_number);
}

}  // namespace

void Intake::add_evidence(const std::string& zone, std::vector<Question>& questions) const {
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
  result.athletes = athletes();
  take_files(files_, choices, result);
  add_evidence(choices.zone, result.questions);
  std::optional<Content> content = athlete_content(kept_, choices, result);
  if (!content) return result;
  join_streams(content->sessions, result.joined, result.left_out);
  result.records = content->sessions.size();
  result.tests = kinds_of_tests(content->tests);
  try {
    IdentityOptions identity;
    identity.zone = choices.zone;
    Merged merged = merge_same_sessions(std::move(content->sessions), identity);
    leave_out_before(choices, merged.sessions, *content, result);
    result.sessions = merged.sessions.size();
    std::ranges::move(std::exchange(merged.notes, {}), std::back_inserter(result.joined));
    if (merged.sessions.empty()) return result;
    result.offers = measures_of(merged.sessions, options_.profile);
    choose_measure(choices, result);
    if (!result.measure) return result;
    DailyOptions options;
    options.athlete = choices.athlete;
    options.measure = *result.measure;
    if (choices.measure) options.otherwise = choices.otherwise;
    options.profile = options_.profile;
    options.zone = choices.zone;
    options.missing_days_rest = choices.missing_days_rest;
    DailyTests tests;
    if (!choices.performance) tests = tests_of(content->tests, choices, result);
    for (const auto& [date, test] : tests.days) options.tests.push_back(date);
    result.daily = daily_history_of(merged, content->readings, options);
    if (!choices.performance) take_tests(tests, *result.daily);
    const bool offers = choices.offer_performances || result.daily->history.tests.empty();
    if (!offers && !choices.performance) return result;
    const std::vector<DatedSession> dated = dated_sessions(merged.sessions, choices.zone);
    const PerformanceSources sources{dated, content->tests, options_.profile.heart_rate, choices.zone,
                                     choices.response};
    if (offers) result.performances = performances_of(sources);
    if (choices.performance) add_performance(*choices.performance, sources, result.questions, *result.daily);
  } catch (const Unanswered& error) {
    result.questions.push_back(error.question());
  } catch (const InputError& error) {
    const bool zone = !choices.zone.empty() && !knows_zone(choices.zone);
    result.questions.push_back({zone ? Question::Kind::kZone : Question::Kind::kOther, error.what()});
  }
  return result;
}

std::string history_csv(const DailyHistory& daily, const std::string& file) {
  const std::optional<PerformanceName> of = name_of_performance(daily);
  std::string text = history_text(daily.history, daily.load_unit, of ? &*of : nullptr);
  HistoryOptions options;
  options.continues_record = true;  // there may be no tests yet
  const History read = parse_history(text, file, options);
  const AthleteHistory& made = daily.history;
  const bool same = read.athletes.size() == 1 && read.load_unit == daily.load_unit &&
                    read.athletes[0].athlete == made.athlete && read.athletes[0].start == made.start &&
                    same_numbers(read.athletes[0].load, made.load) && same_tests(read.athletes[0].tests, made.tests) &&
                    same_tests(read.athletes[0].bounds, made.bounds) &&
                    std::ranges::equal(read.athletes[0].markers, made.markers, [](const auto& a, const auto& b) {
                      return a.first == b.first && same_numbers(a.second, b.second);
                    });
  if (!same) throw InputError(Place{file}, tr("the history does not read back as it was made; nothing was written"));
  return text;
}

}  // namespace formcast::intake
