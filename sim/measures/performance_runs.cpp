#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/measures/measures_endurance.hpp"
#include "sim/measures/measures_sampled.hpp"
#include "sim/measures/performance_findings.hpp"
#include "sim/measures/session_identity.hpp"

namespace formcast::intake {
namespace {

constexpr double kSpeedError = 0.04, kUptakeError = 0.05;  // SD, as shares
constexpr double kReserveShare = 0.75;                     // of heart rate, at which speed is given
// Where heart rate follows speed: not strolling, and not near its maximum.
constexpr double kLeastReserveShare = 0.5, kMostReserveShare = 0.9;
constexpr double kLeastMaximumShare = 0.65, kMostMaximumShare = 0.97;

/// A run that may tell.
struct DatedRun {
  Date date;
  const Session* session = nullptr;
  const SteadyRun* run = nullptr;
};

/// Of each day the longest run with heart rate; the other sessions are left out.
std::vector<DatedRun> runs_of(std::span<const DatedSession> sessions, Findings& findings) {
  std::vector<DatedRun> runs;
  for (const auto& [date, session] : sessions) {
    const Condensed* condensed = session->condensed.get();
    if (!unsuited(session->sport, Measure::kRunningStress).empty()) {
      findings.left_out(*session, tr("no run"));
    } else if (condensed == nullptr || condensed->run.seconds == 0) {
      findings.left_out(*session, tr("no 20 min after the first 10 with heart rate and speed"));
    } else if (runs.empty() || runs.back().date != date) {
      runs.push_back({date, session, &condensed->run});
    } else {
      DatedRun other{date, session, &condensed->run};
      if (other.run->seconds > runs.back().run->seconds) std::swap(other, runs.back());
      findings.left_out(*other.session, tr("another run of the day is longer"));
    }
  }
  return runs;
}

}  // namespace

bool has_steady_run(std::span<const DatedSession> sessions) {
  return std::ranges::any_of(sessions, [](const DatedSession& dated) {
    const Condensed* condensed = dated.session->condensed.get();
    return condensed != nullptr && condensed->run.seconds > 0 &&
           unsuited(dated.session->sport, Measure::kRunningStress).empty();
  });
}

void observe_speed_at_heart_rate(std::span<const DatedSession> sessions, const HeartRateRange& range,
                                 Findings& findings) {
  for (const auto& [date, session, run] : runs_of(sessions, findings)) {
    const double share = (run->heart_rate - range.rest) / (range.max - range.rest);
    if (!(share >= kLeastReserveShare && share <= kMostReserveShare)) {
      findings.left_out(*session, tr("a mean heart rate below 50 or above 90 % of its reserve"));
      continue;
    }
    const double speed = run->speed * kReserveShare / share;
    findings.observed({date, speed, kSpeedError * speed, false, name_of(*session)});
  }
}

void observe_vo2max(std::span<const DatedSession> sessions, const HeartRateRange& range, Findings& findings) {
  for (const auto& [date, session, run] : runs_of(sessions, findings)) {
    const double share = run->heart_rate / range.max;
    if (!(share >= kLeastMaximumShare && share <= kMostMaximumShare)) {
      findings.left_out(*session, tr("a mean heart rate below 65 or above 97 % of its maximum"));
      continue;
    }
    const double vo2max = vo2max_of_run(run->speed, share);
    findings.observed({date, vo2max, kUptakeError * vo2max, false, name_of(*session)});
  }
}

}  // namespace formcast::intake
