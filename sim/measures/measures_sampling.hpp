#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/sessions/session.hpp"
#include "sim/sessions/track.hpp"

namespace formcast::intake {

struct SamplingOptions {
  /// Without a sample for this long, a device recorded when something changed ("smart recording"): a hole, filled
  /// linearly. Longer gaps are pauses, unless the file says that the timer ran. [s]
  double longest_hole = kLongestHole;
};

/// The times at which a session's timer stood still, sorted and joined: files list them in any order, and thousands.
class Pauses {
 public:
  explicit Pauses(const std::vector<Pause>& listed);

  /// Strictly inside one: the samples at which the timer stops and starts count.
  bool hold(Seconds at) const;

 private:
  std::vector<Pause> pauses_;
};

/// A session at 1 Hz: one entry for each second in which its timer ran, so that pauses are left out and what follows a
/// pause follows at once. Not a number where a channel is not known; zeros are measured (coasting) and kept.
struct Series {
  Seconds start = kMissing;        ///< of second 0
  std::vector<int> second;         ///< (seconds) since `start`, ascending; jumps over pauses [s]
  std::vector<double> heart_rate;  ///< (seconds) [1/min]
  std::vector<double> power;       ///< (seconds) [W]
  std::vector<double> speed;       ///< (seconds) of the samples, or else of their distance [m/s]
  std::vector<double> distance;    ///< (seconds) since the session's start [m]
  std::vector<double> altitude;    ///< (seconds) [m]

  std::size_t seconds() const { return second.size(); }
};

/// A session's samples at 1 Hz. Samples of one second (10 Hz) are averaged; a channel's holes of up to `longest_hole`
/// are filled linearly, as GoldenCheetah and others do; nothing is filled before the first or after the last value.
/// Samples strictly inside a pause, without a time or earlier than the one before are left out. A longer gap is
///  - a pause where the file has no word on its timer (GPX), or its timer time is shorter than the time that passed;
///  - time with unknown values where the file lists its pauses and none lies there, or the timer never stood still.
/// A heart rate of 0 is a sensor without contact, hence unknown. What it is not: a resampling for what happens within a
/// second; distances at high speed come from the samples themselves (measures_team.hpp).
/// Throws InputError when the samples span more than 30 days, as a clock that jumped makes them.
Series one_hertz(const Session& session, const SamplingOptions& options = {});

/// The values that are known, in order.
std::vector<double> known(std::span<const double> channel);

/// Where both of two channels of equal length are known, in order.
struct KnownPairs {
  std::vector<double> first, second;
};
KnownPairs known_pairs(std::span<const double> first, std::span<const double> second);

/// A channel by the clock: one value for each second that passed, 0 in pauses and where it is not known, as a body
/// rests whether or not a watch counts.
std::vector<double> by_the_clock(const Series& series, std::span<const double> channel);

/// Share of the series' seconds in which the channel is known, 0 for an empty series.
double coverage(std::span<const double> channel);

}  // namespace formcast::intake
