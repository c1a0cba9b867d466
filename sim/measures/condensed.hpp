#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/measures/measures.hpp"
#include "sim/measures/session_bests.hpp"
#include "sim/measures/steady_run.hpp"

namespace formcast::intake {

/// A load that was measured on samples which are no longer kept.
struct SampledLoad {
  Measure measure = Measure::kTrimp;
  SessionLoad load;
  std::string
      from;  ///< file of the poorer record that it was taken from (merge_same_sessions); "" for the session's own
};

/// What is kept of a session's samples once they are measured, so that years of an athlete fit into memory: an hour at
/// 1 Hz takes 260 KB, this less than 2 KB.
struct Condensed {
  std::size_t samples = 0;         ///< how many there were
  std::size_t values = 0;          ///< known in them (richness)
  double seconds = kMissing;       ///< for which the timer ran, by the samples [s]
  double distance = kMissing;      ///< of the last sample that has one [m]
  std::string fault;               ///< why they cannot be measured: the device's clock jumped; "" otherwise
  std::vector<SampledLoad> loads;  ///< of the measures whose needs of the athlete were met, in the order of kMeasures
  SessionBests power;              ///< of a ride, or of a session whose sport is not known
  SessionBests speed;              ///< of a run, likewise
  SteadyRun run;                   ///< likewise
};

/// Measures a session on its samples and drops them, with pauses, laps and beat intervals. Afterwards `load_of` gives
/// the same loads as before for this `profile` (for another it gives those of this one); pool lengths and sets are
/// kept, as those of two records are joined. Nothing changes for a session without samples but what is dropped.
///
/// A measure that does not suit the sport is not taken, unless the sport is not known: another record of the session
/// may name it.
void condense(Session& session, const AthleteProfile& profile);

/// Adds what another record of the session measured and `kept` did not, with the record's file as `from`. Where both
/// have a load, that of `kept` stays; what tells of performance is of the record that knows
/// its channel for longer.
void join_condensed(Session& kept, const Session& other);

}  // namespace formcast::intake
