#include "sim/intake/daily_performance.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/daily_history_markers.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast::intake {
namespace {

/// Letters and digits alone, in lower case: "5-Minute power" is "5minutepower".
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : heading_key(text)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) result.push_back(c);
  }
  return result;
}

struct QuantityName {
  Performance kind;
  std::string_view plain;
};

/// Names that tests of a quantity have, beside the kind's key.
constexpr std::array<QuantityName, 14> kQuantityNames{{
    {Performance::kBestPower5min, "5minutepower"},
    {Performance::kBestPower5min, "5minpower"},
    {Performance::kBestPower5min, "power5min"},
    {Performance::kBestPower5min, "best5minpower"},
    {Performance::kBestPower5min, "5mintest"},
    {Performance::kBestPower5min, "5mmp"},
    {Performance::kBestPower5min, "mmp5"},
    {Performance::kBestPower5min, "mmp5min"},
    {Performance::kBestPower5min, "p5min"},
    {Performance::kCriticalPower, "criticalpower"},
    {Performance::kCriticalPower, "cp"},
    {Performance::kCriticalSpeed, "criticalspeed"},
    {Performance::kCriticalSpeed, "cs"},
    {Performance::kVo2max, "vo2max"},
}};

std::string_view key_of(Performance kind) { return row_of(kind).key; }

bool is_jump(const TestKind& test) {
  const std::string name = plain(test.kind);
  const bool named = name.find("jump") != std::string::npos || name.find("cmj") != std::string::npos;
  return named && plain(test.unit) == plain(row_of(Performance::kJumpHeight).unit);
}

/// The best result of each date, of whatever kind.
std::map<Date, DailyTest> best_tests(std::span<const TestResult> tests, const std::string& zone) {
  std::map<Date, DailyTest> best;
  for (const TestKind& kind : kinds_of_tests(tests)) {
    for (const auto& [date, test] : daily_tests(tests, kind, zone)) {
      const auto [at, is_new] = best.emplace(date, test);
      if (!is_new && test.value > at->second.value) at->second = test;
    }
  }
  return best;
}

std::vector<TestResult> results_of(std::span<const TestResult> results, const std::vector<TestKind>& kinds) {
  std::vector<TestResult> taken;
  for (const TestResult& result : results) {
    const auto of = [&](const TestKind& kind) {
      return heading_key(result.kind) == heading_key(kind.kind) && result.unit == kind.unit;
    };
    if (std::ranges::any_of(kinds, of)) taken.push_back(result);
  }
  return taken;
}

std::string quoted_kinds(const std::vector<TestKind>& kinds) {
  std::vector<std::string> texts;
  for (const TestKind& kind : kinds) texts.push_back(fmt::format("\"{}\" ({})", kind.text(), kind.results));
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// Answered by --response.
Question performance_question(std::string text) {
  Question question{Question::Kind::kTestKind, std::move(text)};
  question.option = "--response";
  return question;
}

/// Tests of other quantities, which are left out once it is said that they may be.
void ask_of_others(Performance kind, const std::vector<TestKind>& others, std::vector<Question>& questions) {
  if (others.empty()) return;
  Question question = performance_question(tr(
      "is the performance {} or a test? The files have tests of {}, which are not mixed with it: give --response {} to "
      "leave them out, or --response KIND without --performance",
      key_of(kind), quoted_kinds(others), key_of(kind)));
  question.choices = {{std::string(key_of(kind)), tr("leave those tests out")}};
  questions.push_back(std::move(question));
}

/// Results that may stand beside observations: of the same quantity, and where `response` names one kind of tests, of
/// that.
std::vector<TestResult> tests_beside(Performance kind, const PerformanceSources& sources, std::string_view response,
                                     std::vector<Question>& questions) {
  std::vector<TestKind> beside, others;
  for (TestKind& test : kinds_of_tests(sources.tests)) (same_quantity(test, kind) ? beside : others).push_back(test);
  const auto named = [&](const TestKind& test) { return names_kind(response, test); };
  if (response.empty()) {
    ask_of_others(kind, others, questions);
  } else if (plain(response) != plain(key_of(kind))) {
    std::erase_if(beside, [&](const TestKind& test) { return !named(test); });
    if (beside.empty()) {
      questions.push_back(performance_question(
          tr("\"{}\" is no kind of test of {}; which is the performance? Give --response {} to leave out tests "
             "of other kinds, or --response KIND without --performance",
             response, tr(row_of(kind).name.data()), key_of(kind))));
    }
  }
  return results_of(sources.tests, beside);
}

/// The one of several names that is the only one, or that `response` names; "" with a question otherwise.
std::string chosen(Performance kind, std::string_view what, const std::vector<std::string>& names,
                   std::string_view response, std::vector<Question>& questions) {
  const bool open = response.empty() || plain(response) == plain(key_of(kind));
  if (open && names.size() == 1) return names.front();
  for (const std::string& name : names) {
    if (!open && heading_key(name) == heading_key(response)) return name;
  }
  constexpr std::size_t kMost = 10;
  std::vector<std::string> texts;
  for (const std::string& name : names) {
    if (texts.size() < kMost) texts.push_back(fmt::format("\"{}\"", name));
  }
  Question question =
      performance_question(names.empty() ? tr("there is no {} that tells {}", what, key_of(kind))
                                         : tr("which {} is the performance? There are {}{}; give --response NAME", what,
                                              fmt::join(texts, ", "), names.size() > kMost ? ", ..." : ""));
  for (const std::string& name : names) question.choices.push_back({name, name});
  questions.push_back(std::move(question));
  return "";
}

/// To as many digits as loads have in a history; 0 where none is known.
double error_of(const PerformanceDay& day) {
  return day.sd > 0.0 ? parse_number(history_number(day.sd)).value_or(0.0) : 0.0;
}

/// Days of observations, by day of the record.
using PerformanceDays = std::map<int, PerformanceDay>;

int day_of(const AthleteHistory& history, Date date) { return static_cast<int>((date - history.start).count()); }

bool is_within(const AthleteHistory& history, Date date) {
  return date >= history.start && day_of(history, date) < history.days();
}

void add_observations(const AthleteHistory& history, DailyPerformance& performance, PerformanceDays& days) {
  for (const Observation& o : performance.found.observations) {
    const int day = day_of(history, o.date);
    if (is_within(history, o.date)) {
      days[day] = {day, o.value, o.sd, o.lower_bound, false};
    } else {
      ++performance.outside;
    }
  }
}

/// Trials of one kind of jump, day by day.
PerformanceFindings jumps_of(const PerformanceSources& sources, const TestKind& jump) {
  const std::vector<TestResult> results = results_of(sources.tests, {jump});
  PerformanceFindings found;
  found.sessions = results.size();
  std::map<Date, std::vector<double>> trials;
  for (const TestResult& result : results) {
    const Date date = result.date ? *result.date : local_date_of(result.time, result.utc_offset, sources.zone);
    trials[date].push_back(result.value);
  }
  for (auto& [date, heights] : trials) found.observations.push_back(jump_height(date, std::move(heights)));
  return found;
}

/// The jumps that are the performance; false with a question.
bool find_jumps(const PerformanceSources& sources, std::vector<Question>& questions, DailyPerformance& performance) {
  std::vector<TestKind> jumps, others;
  for (TestKind& test : kinds_of_tests(sources.tests)) (is_jump(test) ? jumps : others).push_back(test);
  std::vector<std::string> names;
  for (const TestKind& jump : jumps) names.push_back(jump.kind);
  if (sources.response.empty()) ask_of_others(Performance::kJumpHeight, others, questions);
  performance.of = chosen(Performance::kJumpHeight, tr("jump"), names, sources.response, questions);
  const auto jump = std::ranges::find(jumps, performance.of, &TestKind::kind);
  if (jump == jumps.end()) return false;
  performance.found = jumps_of(sources, *jump);
  return true;
}

/// What sessions tell, given the tests beside them; false with a question.
bool find_observations(const PerformanceSources& sources, const std::map<Date, DailyTest>& tested,
                       std::vector<Question>& questions, DailyPerformance& performance) {
  const Performance kind = performance.kind;
  if (const std::string_view needs = lacks(sources.heart_rate, kind); !needs.empty()) {
    questions.push_back({Question::Kind::kOther, fmt::format("{} {}", key_of(kind), needs)});
    return false;
  }
  ObservationOptions options{{}, sources.heart_rate, performance.of};
  for (const auto& [date, test] : tested) options.tests.push_back({date, test.value});
  performance.found = observe(kind, sources.sessions, options);
  return true;
}

}  // namespace

bool same_quantity(const TestKind& test, Performance kind) {
  if (!test.unit.empty() && plain(test.unit) != plain(row_of(kind).unit)) return false;
  const std::string name = plain(test.kind);
  return name == plain(key_of(kind)) || std::ranges::any_of(kQuantityNames, [&](const QuantityName& known) {
           return known.kind == kind && known.plain == name;
         });
}

void add_performance(Performance kind, const PerformanceSources& sources, std::vector<Question>& questions,
                     DailyHistory& daily) {
  AthleteHistory& history = daily.history;
  DailyPerformance performance;
  performance.kind = kind;
  std::map<Date, DailyTest> tested;
  if (kind == Performance::kJumpHeight) {
    if (!find_jumps(sources, questions, performance)) return;
  } else {
    std::string_view response = sources.response;
    if (kind == Performance::kStrength) {
      performance.of = chosen(kind, tr("exercise"), exercises_of(sources.sessions), response, questions);
      if (performance.of.empty()) return;
      if (!response.empty()) response = key_of(kind);  // the exercise is named, and with it that no test is meant
    }
    tested = best_tests(tests_beside(kind, sources, response, questions), sources.zone);
    if (!find_observations(sources, tested, questions, performance)) return;
  }
  PerformanceDays days;
  add_observations(history, performance, days);
  for (const auto& [date, test] : tested) {
    const int day = day_of(history, date);
    if (is_within(history, date)) {
      days[day] = {day, test.value, test.sd, false, true};
    } else {
      ++performance.outside;
    }
  }
  history.tests.clear();
  for (const auto& [day, row] : days) {
    performance.days.push_back(row);
    (row.lower_bound ? history.bounds : history.tests).push_back({day, row.value, 0, error_of(row)});
  }
  daily.performance = std::move(performance);
}

std::vector<PerformanceOffer> performances_of(const PerformanceSources& sources) {
  std::vector<PerformanceOffer> offers;
  for (const PerformanceRow& row : kPerformances) {
    PerformanceOffer offer{row.kind, 0, std::string(lacks(sources.heart_rate, row.kind))};
    if (row.kind == Performance::kJumpHeight) {
      for (const TestKind& test : kinds_of_tests(sources.tests)) {
        if (is_jump(test)) offer.days = std::max(offer.days, jumps_of(sources, test).observations.size());
      }
    } else if (offer.needs.empty()) {
      const std::vector<std::string> exercises = exercises_of(sources.sessions);
      const ObservationOptions options{{}, sources.heart_rate, exercises.empty() ? "" : exercises.front()};
      offer.days = observe(row.kind, sources.sessions, options).observations.size();
    }
    if (offer.days > 0 || (!offer.needs.empty() && has_steady_run(sources.sessions))) offers.push_back(offer);
  }
  return offers;
}

}  // namespace formcast::intake
