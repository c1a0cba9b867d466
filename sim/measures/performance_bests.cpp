#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/measures/critical_power.hpp"
#include "sim/measures/measures_sampled.hpp"
#include "sim/measures/performance_findings.hpp"
#include "sim/measures/session_identity.hpp"

namespace formcast::intake {
namespace {

constexpr std::size_t kDurations = kBestDurations.size();
constexpr std::size_t kFiveMinutes = 1;
static_assert(kBestDurations[kFiveMinutes] == 300);

/// Standard error of a fit that is used, as a share of critical power or speed (Muniz-Pumares et al. 2019, J Strength
/// Cond Res 33:584).
constexpr double kMostFitError = 0.05;

/// What of a session the bests are of.
struct BestsChannel {
  SessionBests Condensed::*bests;
  Measure suits;  ///< the sports that this measure suits
  const char *other_sport, *unknown;
};
constexpr BestsChannel kPower{&Condensed::power, Measure::kPowerStress, marked("no ride"), marked("no power")};
constexpr BestsChannel kSpeed{&Condensed::speed, Measure::kRunningStress, marked("no run"), marked("no speed")};

/// The curve through bests, and the reserves that people have.
struct Curve {
  CriticalIntensity (*fit)(std::span<const Effort>, const EffortRange&);
  EffortRange range;
  double least_reserve, most_reserve;  ///< W' [J] or D' [m]
  const char* implausible;
};
constexpr Curve kPowerCurve{&critical_power,
                            {},
                            5'000.0,
                            35'000.0,
                            marked("bests of its 42 days that do not imply a W' of 5 to 35 kJ: not all were all-out")};
constexpr Curve kSpeedCurve{&critical_speed, kSpeedEfforts, 40.0, 400.0,
                            marked("bests of its 42 days that do not imply a D' of 40 to 400 m: not all were all-out")};

/// A session with the channel.
struct WithBests {
  Date date;
  const Session* session = nullptr;
  std::span<const BestMean> best;  ///< (kBestDurations) [W] or [m/s]
};

/// The sessions with the channel; the others are left out.
std::vector<WithBests> with_bests(std::span<const DatedSession> sessions, const BestsChannel& channel,
                                  Findings& findings) {
  std::vector<WithBests> result;
  for (const auto& [date, session] : sessions) {
    const Condensed* condensed = session->condensed.get();
    if (!unsuited(session->sport, channel.suits).empty()) {
      findings.left_out(*session, tr(channel.other_sport));
    } else if (condensed != nullptr && !condensed->fault.empty()) {
      findings.left_out(*session, condensed->fault);
    } else if (condensed == nullptr || (condensed->*channel.bests).means.empty()) {
      findings.left_out(*session, tr(channel.unknown));
    } else {
      result.push_back({date, session, (condensed->*channel.bests).means});
    }
  }
  return result;
}

/// Bests of one duration, ascending by date.
std::vector<DatedBest> bests_of(const std::vector<WithBests>& sessions, std::size_t duration) {
  std::vector<DatedBest> bests;
  for (const WithBests& session : sessions) {
    const double value = session.best[duration].value;
    if (!std::isnan(value)) bests.push_back({session.date, value});
  }
  return bests;
}

/// A curve through the bests of a window, day by day.
class RollingFit {
 public:
  RollingFit(std::vector<WithBests> sessions, const Curve& curve, Findings& findings)
      : sessions_(std::move(sessions)), curve_(curve), findings_(findings) {
    for (std::size_t i = 0; i < kDurations; ++i) bests_[i] = bests_of(sessions_, i);
    counted_.resize(sessions_.size());
  }

  void run() {
    for (std::size_t from = 0; from < sessions_.size(); from = to_) {
      to_ = from;
      while (to_ < sessions_.size() && sessions_[to_].date == sessions_[from].date) ++to_;
      day(from);
    }
  }

 private:
  /// The day's sessions are from `from` to `to_`.
  void day(std::size_t from) {
    find_bests(sessions_[from].date);
    const auto brought_one = [&](std::size_t i) { return std::ranges::find(best_, i) != best_.end(); };
    std::vector<const Session*> brought;
    for (std::size_t i = from; i < to_; ++i) {
      if (brought_one(i)) {
        brought.push_back(sessions_[i].session);
      } else {
        findings_.left_out(*sessions_[i].session, tr("none of the best 3, 5 and 12 min of its 42 days"));
      }
    }
    if (brought.empty()) return;
    const std::string why_not = fit(sessions_[from].date, *brought.front());
    if (why_not.empty()) return;
    for (const Session* session : brought) findings_.left_out(*session, why_not);
  }

  /// The sessions with the best of each duration in the window up to a date; an equal later one is no news.
  void find_bests(Date date) {
    best_.fill(kNone);
    const auto first = std::ranges::upper_bound(sessions_, date - kFitWindow, {}, &WithBests::date);
    for (auto at = static_cast<std::size_t>(first - sessions_.begin()); at < to_; ++at) {
      for (std::size_t i = 0; i < kDurations; ++i) {
        if (sessions_[at].best[i].value > (best_[i] == kNone ? 0.0 : best(i).value)) best_[i] = at;
      }
    }
  }

  /// Adds the day's observation, or returns why there is none.
  std::string fit(Date date, const Session& session) {
    std::vector<Effort> efforts;
    for (std::size_t i = 0; i < kDurations; ++i) {
      if (best_[i] == kNone) return tr("no unbroken 3, 5 and 12 min in its 42 days");
      if (!informative(best(i).value, date, bests_[i]))
        return tr("a best of its 42 days below 90 % of the best around it");
      efforts.push_back({static_cast<double>(kBestDurations[i]), best(i).value});
    }
    if (share_an_effort()) return tr("bests of its 42 days that share an effort");
    const CriticalIntensity found = curve_.fit(efforts, curve_.range);
    if (!(found.reserve >= curve_.least_reserve && found.reserve <= curve_.most_reserve)) {
      return tr(curve_.implausible);
    }
    if (!(found.critical_se <= kMostFitError * found.critical)) return tr("a fit with a standard error above 5 %");
    const double sd = std::max(found.critical_se, kLeastFitError * found.critical);
    findings_.observed({date, found.critical, sd * std::sqrt(kDurations / count_bests()), false, name_of(session)});
    return "";
  }

  const BestMean& best(std::size_t duration) const { return sessions_[best_[duration]].best[duration]; }

  /// Whether two of the bests have seconds in common: the 12 min around an effort of 3 were not all-out.
  bool share_an_effort() const {
    for (std::size_t i = 0; i < kDurations; ++i) {
      for (std::size_t j = i + 1; j < kDurations; ++j) {
        const BestMean &a = best(i), &b = best(j);
        const bool overlap = a.start < b.start + b.duration && b.start < a.start + a.duration;
        if (best_[i] == best_[j] && overlap) return true;
      }
    }
    return false;
  }

  /// How many of the bests no earlier observation rests on; the next one will.
  double count_bests() {
    double fresh = 0.0;
    for (std::size_t i = 0; i < kDurations; ++i) fresh += std::exchange(counted_[best_[i]][i], true) ? 0.0 : 1.0;
    return fresh;
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::vector<WithBests> sessions_;
  const Curve& curve_;
  Findings& findings_;
  std::array<std::vector<DatedBest>, kDurations> bests_;
  std::vector<std::array<bool, kDurations>> counted_;
  std::size_t to_ = 0;                          ///< sessions up to the end of the day
  std::array<std::size_t, kDurations> best_{};  ///< the sessions with the window's bests
};

}  // namespace

void observe_best_power(std::span<const DatedSession> sessions, std::span<const KnownPerformance> tests,
                        Findings& findings) {
  const std::vector<WithBests> rides = with_bests(sessions, kPower, findings);
  std::vector<DatedBest> bests = bests_of(rides, kFiveMinutes);
  for (const KnownPerformance& test : tests) bests.push_back({test.date, test.value});
  std::ranges::stable_sort(bests, {}, &DatedBest::date);
  for (const WithBests& ride : rides) {
    const double value = ride.best[kFiveMinutes].value;
    if (std::isnan(value)) {
      findings.left_out(*ride.session, tr("no unbroken 5 min of power"));
    } else if (!informative(value, ride.date, bests)) {
      findings.left_out(*ride.session, tr(kUninformative));
    } else {
      findings.observed({ride.date, value, kBestPowerError * value, true, name_of(*ride.session)});
    }
  }
}

void observe_critical_power(std::span<const DatedSession> sessions, Findings& findings) {
  RollingFit(with_bests(sessions, kPower, findings), kPowerCurve, findings).run();
}

void observe_critical_speed(std::span<const DatedSession> sessions, Findings& findings) {
  RollingFit(with_bests(sessions, kSpeed, findings), kSpeedCurve, findings).run();
}

}  // namespace formcast::intake
