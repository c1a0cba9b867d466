#pragma once

#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Samples of a session that a file keeps together: a <trkseg>, or a <Track> of a lap.
struct TrackSegment {
  bool after_pause = false;  ///< the timer stood still before it, as far as the file's structure says
  Samples samples;
};

/// Of a file that keeps its samples in one piece.
std::vector<TrackSegment> one_segment(Samples samples);

/// Longest time between two samples that is a hole in sampling and not a pause [s]: smart recording leaves out up to
/// this long.
inline constexpr double kLongestHole = 25.0;

/// Distance between two positions on a sphere of the mean radius of the earth [m]; not a number where one is missing.
double haversine(const Sample& a, const Sample& b);

/// Puts the samples of `segments` into `session`: in ascending order, one a moment, without those more than a day from
/// most of them; distance from positions where no sample has one. Adds pauses: those between segments and, with
/// `gaps_are_pauses`, times without samples that are longer than kLongestHole and than four usual steps. Sets start,
/// elapsed time and distance where they are missing, and the start where all samples are before it and no elapsed time
/// says otherwise. Notes what was mended.
void finish_track(std::vector<TrackSegment> segments, bool gaps_are_pauses, Session& session, std::vector<Note>& notes);

/// Sum of the pauses [s].
double paused(const std::vector<Pause>& pauses);

}  // namespace formcast::intake
