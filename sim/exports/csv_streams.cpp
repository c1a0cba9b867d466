#include <string>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/track.hpp"

// Streams of an activity of intervals.icu (forum.intervals.icu/t/download-and-upload-activity-streams-csv/114377): rows
// of seconds since its start, without a date.
namespace formcast::intake {
namespace {

Samples stream_samples(Sheet& sheet) {
  const Column time = sheet.column({"time"}), heart_rate = sheet.column({"heartrate"});
  const Column power = sheet.column({"watts"}), speed = sheet.column({"velocity_smooth"});
  const Column distance = sheet.column({"distance"}), altitude = sheet.column({"altitude"});
  const Column cadence = sheet.column({"cadence"});
  const Numbers numbers(sheet, {time, heart_rate, power, speed, distance, altitude, cadence},
                        Numbers::Writer::kMachine);
  Samples samples;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    Sample sample;
    sample.time = numbers.value(row, time);
    if (!(sample.time >= 0.0 && sample.time < kLatest)) continue;
    sample.heart_rate = numbers.positive(row, heart_rate);
    sample.power = numbers.value(row, power);
    sample.speed = numbers.value(row, speed);
    sample.distance = numbers.value(row, distance);
    sample.altitude = numbers.value(row, altitude);
    sample.cadence = numbers.value(row, cadence);
    samples.push_back(sample);
  }
  return samples;
}

}  // namespace

bool is_intervals_streams(const Sheet& sheet) {
  return sheet.has("time") && sheet.column({"watts", "heartrate", "velocity_smooth"}).has_value() &&
         !sheet.has("date") && !sheet.has("start_date_local");
}

/// The session has no start: its times are of the activity that its file's name tells.
Content read_intervals_streams(Sheet& sheet) {
  Session session = sheet.session(kStreams);
  Samples samples = stream_samples(sheet);
  Content content = sheet.take();
  finish_track(one_segment(std::move(samples)), true, session, content.notes);
  session.start = kMissing;
  session.duration = session.elapsed - paused(session.pauses);
  content.fault = session.duration > 0.0 ? "" : tr("it has an activity's streams, which take no time");
  if (content.fault.empty()) content.sessions.push_back(std::move(session));
  return content;
}

}  // namespace formcast::intake
