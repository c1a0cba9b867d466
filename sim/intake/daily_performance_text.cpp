// What is said of a performance that sessions tell.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

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
  if (counts.observations > 0) parts.push_back(counted(counts.observations, "observation"));
  if (counts.lower_bounds > 0) parts.push_back(counted(counts.lower_bounds, "lower bound"));
  if (parts.empty()) parts.emplace_back("nothing");
  const std::string name = performance.of.empty() ? std::string(row.name)
                           : jumps                ? performance.of
                                                  : fmt::format("{} of {}", row.name, performance.of);
  std::string first = fmt::format("{} [{}]: {} of {}", name, row.unit, fmt::join(parts, ", "),
                                  counted(performance.found.sessions, jumps ? "trial" : "session"));
  if (counts.tests > 0) first += ", " + counted(counts.tests, "test");
  if (performance.outside > 0) first += fmt::format("; {} before or after the record left out", performance.outside);
  std::vector<std::string> lines{std::move(first)};
  for (const LeftOut& left_out : performance.found.left_out) {
    lines.push_back(fmt::format("{} left out: {}", counted(left_out.sessions.size(), "session"), left_out.why));
  }
  return lines;
}

}  // namespace formcast::intake
