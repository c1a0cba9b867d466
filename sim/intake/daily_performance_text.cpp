// What is said of a performance that sessions tell.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "sim/base/language.hpp"
#include "sim/intake/daily_performance.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast::intake {

PerformanceCounts count_performance(const DailyPerformance& performance) {
  PerformanceCounts counts;
  for (const PerformanceDay& day : performance.days) {
    ++(day.tested ? counts.tests : day.lower_bound ? counts.lower_bounds : counts.observations);
  }
  return counts;
}

std::string test_name(const DailyPerformance& performance) {
  if (performance.kind == Performance::kJumpHeight) return performance.of;
  const std::string key(row_of(performance.kind).key);
  return performance.of.empty() ? key : key + " " + performance.of;
}

std::vector<std::string> performance_lines(const DailyPerformance& performance) {
  const PerformanceCounts counts = count_performance(performance);
  const PerformanceRow& row = row_of(performance.kind);
  const bool jumps = performance.kind == Performance::kJumpHeight;
  std::vector<std::string> parts;
  if (counts.observations > 0)
    parts.push_back(tr_count(counts.observations, "{} observation", "{} observations", counts.observations));
  if (counts.lower_bounds > 0)
    parts.push_back(tr_count(counts.lower_bounds, "{} lower bound", "{} lower bounds", counts.lower_bounds));
  if (parts.empty()) parts.emplace_back(tr("nothing"));
  const std::string name = performance.of.empty() ? std::string(tr(row.name.data()))
                           : jumps                ? performance.of
                                                  : tr("{} of {}", tr(row.name.data()), performance.of);
  const std::size_t among = performance.found.sessions;
  const std::string all =
      jumps ? tr_count(among, "{} trial", "{} trials", among) : tr_count(among, "{} session", "{} sessions", among);
  std::string first = tr("{} [{}]: {} of {}", name, row.unit, fmt::join(parts, ", "), all);
  if (counts.tests > 0) first += ", " + tr_count(counts.tests, "{} test", "{} tests", counts.tests);
  if (performance.outside > 0) first += tr("; {} before or after the record left out", performance.outside);
  std::vector<std::string> lines{std::move(first)};
  for (const LeftOut& left_out : performance.found.left_out) {
    const std::size_t count = left_out.sessions.size();
    lines.push_back(tr_count(count, "{} session left out: {}", "{} sessions left out: {}", count, left_out.why));
  }
  return lines;
}

}  // namespace formcast::intake
