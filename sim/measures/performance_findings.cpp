#include "sim/measures/performance_findings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/measures/session_identity.hpp"

namespace formcast::intake {

void Findings::left_out(const Session& session, std::string_view why) { left_out(name_of(session), why); }

void Findings::left_out(const std::string& session, std::string_view why) {
  auto reason = std::ranges::find(result_.left_out, why, &LeftOut::why);
  if (reason == result_.left_out.end()) reason = result_.left_out.insert(reason, {std::string(why), {}});
  reason->sessions.push_back(session);
}

PerformanceFindings Findings::finished() {
  std::vector<Observation> days;
  std::ranges::stable_sort(result_.observations, {}, &Observation::date);
  for (Observation& observation : result_.observations) {
    const double hundredths = observation.value * 100.0;  // a bound stays one
    observation.value = (observation.lower_bound ? std::floor(hundredths) : std::round(hundredths)) / 100.0;
    if (days.empty() || days.back().date != observation.date) {
      days.push_back(std::move(observation));
      continue;
    }
    if (observation.value > days.back().value) std::swap(observation, days.back());
    left_out(observation.session, tr("another of the day is higher"));
  }
  result_.observations = std::move(days);
  std::ranges::stable_sort(result_.left_out,
                           [](const LeftOut& a, const LeftOut& b) { return a.sessions.size() > b.sessions.size(); });
  return std::move(result_);
}

bool informative(double value, Date date, std::span<const DatedBest> bests) {
  double highest = 0.0;
  auto best = std::ranges::lower_bound(bests, date - kSurroundingDays, {}, &DatedBest::date);
  for (; best != bests.end() && best->date <= date + kSurroundingDays; ++best) highest = std::max(highest, best->value);
  return value >= kInformativeShare * highest;
}

}  // namespace formcast::intake
