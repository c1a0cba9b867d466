#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/intake/daily_history.hpp"
#include "sim/intake/test_results.hpp"
#include "sim/measures/performance.hpp"
#include "sim/sessions/question.hpp"

namespace formcast::intake {

/// What performance is observed in. Points to what must outlive it.
struct PerformanceSources {
  std::span<const DatedSession> sessions;
  std::span<const TestResult> tests;
  HeartRateRange heart_rate;
  std::string zone;      ///< of tests without an offset
  std::string response;  ///< kind of test, or exercise, where there are several; the kind's key leaves out other tests
};

/// Whether a kind of test measures what sessions tell of a kind: "5-minute power [W]" is best_power_5min. Decided by
/// its name, and by its unit where it has one.
bool same_quantity(const TestKind& test, Performance kind);

/// Makes what sessions and jumps tell of a kind a history's performance, with tests of the same quantity beside it: at
/// most one a day, and a test goes before an observation. The history's own tests are then those that are no bounds.
/// What has to be decided first is added to `questions`: tests of another kind, several jumps or exercises, and what
/// is not known of the athlete. Throws InputError where a test has neither an offset nor a zone.
void add_performance(Performance kind, const PerformanceSources& sources, std::vector<Question>& questions,
                     DailyHistory& daily);

/// A kind, and on how many days it is told.
struct PerformanceOffer {
  Performance kind = Performance::kBestPower5min;
  std::size_t days = 0;  ///< of the exercise or jump with most
  std::string needs;     ///< what it lacks of the athlete: "needs the athlete's maximal heart rate"; "" otherwise
};

/// The kinds that are told on any day, or would be if more were known of the athlete, in the order of kPerformances.
std::vector<PerformanceOffer> performances_of(const PerformanceSources& sources);

struct PerformanceCounts {
  std::size_t observations = 0, lower_bounds = 0, tests = 0;
};
PerformanceCounts count_performance(const DailyPerformance& performance);

/// The kind in a history's column `test`: its key, with the exercise; of jumps the jump.
std::string test_name(const DailyPerformance& performance);

/// "best power over 5 min [W]: 12 lower bounds of 40 sessions, 2 tests", and a line for each reason why sessions were
/// left out.
std::vector<std::string> performance_lines(const DailyPerformance& performance);

}  // namespace formcast::intake
