#pragma once

#include <string>
#include <vector>

#include "sim/measures/condensed.hpp"
#include "sim/measures/performance.hpp"
#include "sim/sessions/session.hpp"

/// Sessions of an athlete whose performance is known.
namespace formcast::intake::testing_performance {

inline constexpr int kFirstDay = 20'000;  // 2024-10-04, since 1970

/// Power or speed held for a time.
struct Held {
  double value = 0.0;  ///< [W] or [m/s]
  int seconds = 0;
};

/// Held one after the other, at 1 Hz from noon of a day.
inline Session ride(int day, const std::vector<Held>& course) {
  Session session;
  session.sport = "cycling";
  session.start = 86'400.0 * (kFirstDay + day) + 43'200.0;
  session.utc_offset = 0.0;
  for (const Held& held : course) {
    for (int s = 0; s < held.seconds; ++s) {
      Sample sample;
      sample.time = session.start + static_cast<double>(session.samples.size());
      sample.power = held.value;
      session.samples.push_back(sample);
    }
  }
  session.duration = session.elapsed = static_cast<double>(session.samples.size());
  session.sources.push_back({"ride" + std::to_string(day) + ".fit", "FIT", ""});
  return session;
}

/// Sessions measured, on their dates.
class Dated {
 public:
  explicit Dated(std::vector<Session> sessions) : sessions_(std::move(sessions)) {
    for (Session& session : sessions_) condense(session, {});
    for (const Session& session : sessions_) {
      dated_.push_back({Date{date::days{static_cast<int>(session.start / 86'400.0)}}, &session});
    }
  }
  Dated(const Dated&) = delete;
  Dated& operator=(const Dated&) = delete;

  const std::vector<DatedSession>& sessions() const { return dated_; }

 private:
  std::vector<Session> sessions_;
  std::vector<DatedSession> dated_;
};

inline int day_of(const Observation& observation) { return observation.date.time_since_epoch().count() - kFirstDay; }

/// How many sessions were left out for a reason.
inline std::size_t left_out(const PerformanceFindings& findings, std::string_view why) {
  for (const LeftOut& reason : findings.left_out) {
    if (reason.why == why) return reason.sessions.size();
  }
  return 0;
}

}  // namespace formcast::intake::testing_performance
