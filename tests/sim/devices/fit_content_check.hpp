#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake::testing_fit {

/// The first promise that content of a file of `size` bytes breaks, "" where it keeps all: order, finite numbers, and
/// no more than the bytes can say.
inline std::string content_problem(const Content& content, std::size_t size) {
  if (content.notes.size() > 51) return "few notes";
  if (!content.fault.empty() && !(content.sessions.empty() && content.readings.empty()))
    return "a fault is all there is";
  if (content.fault.empty() && content.sessions.empty() && content.readings.empty()) return "nothing has a fault";
  std::size_t pieces = content.readings.size();
  for (const Session& session : content.sessions) {
    pieces += 1 + session.laps.size() + session.lengths.size() + session.sets.size() + session.pauses.size();
    pieces += session.rr.size();
    double last = -HUGE_VAL;
    for (const Sample& sample : session.samples) {
      if (!(sample.time > last)) return "samples ascend by time";
      last = sample.time;
      for (const double value : {sample.heart_rate, sample.power, sample.speed, sample.distance, sample.altitude,
                                 sample.cadence, sample.latitude, sample.longitude}) {
        if (std::isinf(value)) return "a value is missing or finite";
      }
    }
    if (std::isinf(last) && !session.samples.empty()) return "samples have times";
    pieces += session.samples.size();
    last = -HUGE_VAL;
    for (const Pause& pause : session.pauses) {
      if (!(pause.from < pause.to) || pause.from < last) return "pauses last, and do not overlap";
      last = pause.to;
    }
    if (session.duration < 0.0 || session.elapsed < 0.0) return "time does not run backward";
    for (const double interval : session.rr) {
      if (!(interval > 0.0 && interval < 1000.0)) return "beats have intervals";
    }
    if (session.rpe < 0.0 || session.rpe > 10.0 || session.feel < 0.0 || session.feel > 100.0)
      return "ratings have a scale";
    if (session.sources.size() != 1 || session.sources[0].format != "FIT") return "a session has a source";
  }
  for (const Reading& reading : content.readings) {
    if (!std::isfinite(reading.value) || !std::isfinite(reading.time)) return "a reading is a number at a time";
  }
  // The shortest that says something of each: a header byte with five bits of time, and a strap's 1.5 bytes a beat.
  if (pieces > 8 * size + 8) return "there is no more than the bytes can say";
  return "";
}

}  // namespace formcast::intake::testing_fit
