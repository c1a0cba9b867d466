#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/sessions/question.hpp"
#include "sim/sessions/samples.hpp"

/// What device files and exports hold, whatever their format. Readers take bytes and give these; they know no paths,
/// threads or twins.
namespace formcast::intake {

inline constexpr Seconds kOneDay = 86400.0;
inline constexpr Seconds kLatest = 7.2e9;  ///< in the year 2198: what is later has no day

/// What a session's times are of.
enum class Clock {
  kUniversal,  ///< moments in universal time
  kLocal,      ///< wall-clock time where the athlete was, kept as if it were universal; the file names no zone
  kDay,        ///< midnight of the athlete's calendar day, kept likewise; the file names no time of day
};

/// Time in which the session's timer stood still.
struct Pause {
  Seconds from = 0.0, to = 0.0;
};

struct Lap {
  Seconds start = kMissing;
  double duration = kMissing;  ///< timer time [s]
  double distance = kMissing;  ///< [m]
};

/// One length of a pool.
struct PoolLength {
  Seconds start = kMissing;
  double duration = kMissing;  ///< [s]
  double strokes = kMissing;
  bool active = true;  ///< false: rest at the wall
};

/// One set of a strength session.
struct StrengthSet {
  double repetitions = kMissing;
  double weight = kMissing;  ///< [kg]
  double duration = kMissing;
  std::string exercise;
};

/// A number that a device or platform computed itself: "training_stress_score", "icu_training_load", "trimp".
struct VendorValue {
  std::string name;
  double value = 0.0;
  bool is_load = false;  ///< the file gives it as a measure of load, of a name that is not known here
};

/// Where a session was read.
struct Source {
  std::string file;    ///< as named by the caller, inside archives "export.zip/ride.fit"
  std::string format;  ///< "FIT", "TCX", "GPX", "CSV (Strava)"
  std::string device;  ///< manufacturer and product where the file says so
};

struct Condensed;  // condensed.hpp

struct Session {
  std::string sport;  ///< lower case: "cycling", "running", "swimming", "strength", ...; "" where unknown
  std::string title;
  Seconds start = kMissing;
  Clock clock = Clock::kUniversal;   ///< of start, samples, laps and pauses
  std::optional<double> utc_offset;  ///< of local time at the start [s], where the file says so; 0 of a local clock
  double duration = kMissing;        ///< timer time, pauses left out [s]
  double elapsed = kMissing;         ///< from start to end [s]
  double distance = kMissing;        ///< [m]
  double rpe = kMissing;             ///< CR-10, 0 to 10, as the athlete rated it
  double feel = kMissing;            ///< 0 (bad) to 100
  double pool_length = kMissing;     ///< [m]
  Samples samples;                   ///< ascending by time
  std::vector<Pause> pauses;
  std::vector<Lap> laps;
  std::vector<PoolLength> lengths;
  std::vector<StrengthSet> sets;
  std::vector<double> rr;  ///< intervals between heart beats, in order [s]
  std::vector<VendorValue> vendor;
  std::vector<Source> sources;
  std::shared_ptr<const Condensed> condensed;  ///< what was measured on samples before they were dropped (condense)
  std::string athlete;  ///< as a table of several athletes names them; "" where the file is one athlete's
  std::string id = {};  ///< of the platform, by which files name its streams: "i12345678"; "" where there is none
};

/// A measurement of a moment or a day that is no session: "sleep_hours", "hrv_rmssd" [ms], "resting_hr" [1/min],
/// "body_mass" [kg], as the markers of a history (sim/history).
struct Reading {
  std::string marker;
  double value = 0.0;
  Seconds time = kMissing;   ///< where the file gives a moment
  std::optional<Date> date;  ///< where it gives a day
  std::optional<double> utc_offset;
  std::string athlete = {};  ///< as Session::athlete
};

/// A measured performance, of which more is better.
struct TestResult {
  std::string kind;  ///< what was tested and how: "jump height (impulse-momentum)"; two kinds are never mixed
  double value = 0.0;
  std::string unit = {};                    ///< "cm", "W"; "" where the file says none
  double sd = kMissing;                     ///< of its error, where the file says so [unit]
  Seconds time = kMissing;                  ///< where the file gives a moment, in universal time
  std::optional<Date> date = std::nullopt;  ///< the athlete's day, where it gives one
  std::optional<double> utc_offset = std::nullopt;
  std::string athlete = {};  ///< as Session::athlete
  std::string source = {};   ///< the file
};

/// A remark on a file: what was skipped, mended or assumed, and why.
struct Note {
  std::string text;
  std::uint64_t offset = 0;  ///< byte, or line where `is_line`
  bool is_line = false;
};

/// All that one file holds. Readers recover: what can be read is here, and `notes` say what could not.
struct Content {
  std::vector<Session> sessions;
  std::vector<Reading> readings;
  std::vector<Note> notes;
  std::string fault;  ///< why nothing could be read; "" otherwise
  /// Of a fault: the file is whole, and of things that are no training done (settings, a course, a planned workout).
  bool other_matter = false;
  std::vector<TestResult> tests = {};
  std::vector<Question> questions = {};  ///< what the file does not say
};

}  // namespace formcast::intake
