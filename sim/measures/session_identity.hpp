#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// How near two records are when they are of one session.
struct IdentityOptions {
  double start = 60.0;            ///< services round, and trim what comes before the first movement [s]
  double duration_share = 0.05;   ///< of the longer
  double duration_least = 60.0;   ///< [s]
  double distance_share = 0.05;   ///< of the longer: services clean positions each in their own way
  double distance_least = 200.0;  ///< [m]
  std::string zone;               ///< IANA zone of records in universal time that name no offset; "" where not known
};

/// Whether two records of one athlete are of the same session:
///  - they start within `start` of each other, in universal time, or by the athlete's clock where one keeps that; a
///  record
///    that names only the day has the other's local day;
///  - their durations agree, timer or elapsed time of the one with either of the other, since exports keep one or the
///    other; their distances agree; of the two at least one is known of both, and neither disagrees;
///  - they name the same sport, or one names none; other sports only where both have a time of day and a distance above
///    `distance_least` agrees.
/// Two rows of one file that name only the day are two sessions. Throws InputError for a zone not known.
bool same_session(const Session& a, const Session& b, const IdentityOptions& options = {});

/// Values known in a session's samples, also in those no longer kept; the more, the richer.
std::size_t richness(const Session& session);

/// A session in messages: "2024-03-30 23:30 UTC in ride.fit", without UTC where the file has local time.
std::string name_of(const Session& session);

struct Merged {
  std::vector<Session> sessions;   ///< by local start; without a start last
  std::vector<std::string> notes;  ///< what was joined, and what of it is not used
};

/// Sessions of one athlete, each once. Of several records of one session the richest in samples gives samples, pauses
/// and laps, which share its clock, and its numbers; what it lacks comes from the others, the next richest first. Pool
/// lengths, sets and beat intervals are of the record with most of them, vendors' values by name of the first that has
/// it; all sources are kept. A record is joined to those only that it is the same session as, the nearest first.
/// A record without an offset from universal time has that of another record of its session.
/// Samples of two records are not mixed: their clocks differ by seconds. Where all were measured first (condense), a
/// load on samples is that of the richest record that has it: heart-rate load of the watch and power of the head unit
/// both count. The result is the same for any order of the sessions.
Merged merge_same_sessions(std::vector<Session> sessions, const IdentityOptions& options = {});

}  // namespace formcast::intake
