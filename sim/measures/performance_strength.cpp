#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/language.hpp"
#include "sim/measures/measures_session.hpp"
#include "sim/measures/performance_findings.hpp"
#include "sim/measures/session_identity.hpp"

namespace formcast::intake {
namespace {

/// A session's best set of an exercise.
struct BestSet {
  Date date;
  const Session* session = nullptr;
  double maximum = 0.0;  ///< [kg]
  double error = 0.0;    ///< SD, as a share
};

/// The more repetitions, the less a set tells of one.
double error_of(double repetitions) { return repetitions <= 1.0 ? 0.02 : repetitions <= 5.0 ? 0.03 : 0.05; }

BestSet best_set(const DatedSession& dated, std::string_view exercise) {
  BestSet best{dated.date, dated.session};
  for (const StrengthSet& set : dated.session->sets) {
    if (set.exercise != exercise) continue;
    const double maximum = one_repetition_maximum(set.weight, set.repetitions);
    if (maximum > best.maximum) best.maximum = maximum, best.error = error_of(set.repetitions);
  }
  return best;
}

}  // namespace

std::vector<std::string> exercises_of(std::span<const DatedSession> sessions) {
  std::map<std::string, std::size_t> counts;
  for (const DatedSession& dated : sessions) {
    std::map<std::string, std::size_t> here;
    for (const StrengthSet& set : dated.session->sets) {
      if (one_repetition_maximum(set.weight, set.repetitions) > 0.0) here[set.exercise] = 1;
    }
    for (const auto& [exercise, one] : here) counts[exercise] += one;
  }
  std::vector<std::string> exercises;
  for (const auto& [exercise, count] : counts) exercises.push_back(exercise);
  std::ranges::stable_sort(exercises, [&](const auto& a, const auto& b) { return counts[a] > counts[b]; });
  return exercises;
}

void observe_strength(std::span<const DatedSession> sessions, std::string_view exercise, Findings& findings) {
  std::vector<BestSet> sets;
  std::vector<DatedBest> bests;
  for (const DatedSession& dated : sessions) {
    const BestSet best = best_set(dated, exercise);
    if (!(best.maximum > 0.0)) {
      findings.left_out(*dated.session, tr("no set of up to 10 repetitions of the exercise"));
      continue;
    }
    sets.push_back(best);
    bests.push_back({best.date, best.maximum});
  }
  for (const BestSet& set : sets) {
    if (informative(set.maximum, set.date, bests)) {
      findings.observed({set.date, set.maximum, set.error * set.maximum, true, name_of(*set.session)});
    } else {
      findings.left_out(*set.session, tr(kUninformative));
    }
  }
}

}  // namespace formcast::intake
