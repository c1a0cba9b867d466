#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/measures/performance.hpp"

namespace formcast::intake {

// The parts of `observe` (performance.hpp).

/// Observations and sessions left out, as they are found.
class Findings {
 public:
  explicit Findings(std::size_t sessions) { result_.sessions = sessions; }

  void observed(Observation observation) { result_.observations.push_back(std::move(observation)); }
  void left_out(const std::string& session, std::string_view why);
  void left_out(const Session& session, std::string_view why);

  /// Of a date's observations the highest stays, and the others are left out.
  PerformanceFindings finished();

 private:
  PerformanceFindings result_;
};

/// A best of one duration.
struct DatedBest {
  Date date;
  double value = 0.0;
};

/// Whether a value says something of a date: at least kInformativeShare of the highest of `bests` within
/// kSurroundingDays of it. `bests` ascending by date.
bool informative(double value, Date date, std::span<const DatedBest> bests);

/// Why a value that is not informative gives nothing.
inline constexpr const char* kUninformative = marked("below 90 % of the best in the 45 days before and after");

void observe_best_power(std::span<const DatedSession> sessions, std::span<const KnownPerformance> tests,
                        Findings& findings);

void observe_critical_power(std::span<const DatedSession> sessions, Findings& findings);
void observe_critical_speed(std::span<const DatedSession> sessions, Findings& findings);
void observe_speed_at_heart_rate(std::span<const DatedSession> sessions, const HeartRateRange& range,
                                 Findings& findings);
void observe_vo2max(std::span<const DatedSession> sessions, const HeartRateRange& range, Findings& findings);
void observe_strength(std::span<const DatedSession> sessions, std::string_view exercise, Findings& findings);

}  // namespace formcast::intake
