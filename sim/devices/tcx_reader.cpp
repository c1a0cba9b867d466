#include "sim/devices/tcx_reader.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/devices/xml_walk.hpp"
#include "sim/sessions/sports.hpp"

namespace formcast::intake {
namespace {

class TcxReader : XmlTracks {
 public:
  TcxReader(std::span<const std::uint8_t> bytes, std::string_view named) : XmlTracks(bytes, named) {}

  Content read() {
    walk([&](const XmlToken& token) { begin(token); }, [&] { end(); });
    if (session_) end_activity();  // what was open when the tokens ended
    note(without_time_, tr("{} trackpoints without a time: left out", without_time_));
    note_zone();
    note(plans_, tr("{} courses or workouts, which are plans and no sessions: left out", plans_));
    return taken(fault(), plans_ > 0);
  }

 private:
  void begin(const XmlToken& token) {
    const std::string_view name = token.name.local;
    if (path_.size() == 1) root_ = name;
    if (name == "Activity" && !session_) begin_activity(token);
    if (!session_ || path_.size() < activity_depth_) return;
    if (name == "Lap" && !inside("Transition")) begin_lap(token);
    if (name == "Track") segments_.push_back({.after_pause = track_in_lap_, .samples = {}}), track_in_lap_ = true;
    if (name == "Trackpoint") sample_ = Sample(), latitude_ = longitude_ = kMissing;
  }

  void begin_activity(const XmlToken& token) {
    session_.emplace();
    activity_depth_ = path_.size();
    session_->sport = sport_name(token.attribute("Sport"));
    session_->sources.push_back({std::string(named_), "TCX", ""});
    segments_.clear();
    distance_base_ = distance_raw_ = 0.0;
    first_of_lap_ = track_in_lap_ = false;
    last_time_ = kMissing;
  }

  void begin_lap(const XmlToken& token) {
    session_->laps.emplace_back();
    session_->laps.back().start = time(token.attribute("StartTime"));
    first_of_lap_ = !segments_.empty();
    track_in_lap_ = false;
  }

  void end() {
    const std::string_view name = path_.back();
    if (name == "Course" || name == "Workout") ++plans_;
    if (!session_) return;
    if (name == "Activity" && path_.size() == activity_depth_) return end_activity();
    if (name == "Trackpoint") return end_trackpoint();
    if (inside("Trackpoint")) return put_in_trackpoint(name);
    if (parent() == "Lap") return put_in_lap(name);
    if (name == "Id" && parent() == "Activity") id_ = time(text_);
    if (name == "Notes" && parent() == "Activity") session_->title = std::string(trimmed(text_));
    if (name == "Name" && parent() == "Creator") session_->sources.front().device = std::string(trimmed(text_));
  }

  void put_in_lap(std::string_view name) {
    if (session_->laps.empty() || inside("Transition")) return;
    Lap& lap = session_->laps.back();
    if (name == "TotalTimeSeconds") lap.duration = positive_number(text_);
    if (name == "DistanceMeters") lap.distance = positive_number(text_);
  }

  void put_in_trackpoint(std::string_view name) {
    if (name == "Time") sample_.time = time(text_);
    if (name == "AltitudeMeters") sample_.altitude = xml_number(text_);
    if (name == "DistanceMeters" && parent() == "Trackpoint") sample_.distance = xml_number(text_);
    if (name == "Value" && parent() == "HeartRateBpm") sample_.heart_rate = heart_rate_number(text_);
    if (name == "LatitudeDegrees") latitude_ = xml_number(text_);
    if (name == "LongitudeDegrees") longitude_ = xml_number(text_);
    if (name == "Position") put_position(sample_, latitude_, longitude_);
    // A bicycle's cadence is of the point itself, a runner's of its extension.
    if (name == "Cadence" || inside("Extensions")) put_extension(sample_, name, text_);
  }

  void end_trackpoint() {
    if (segments_.empty()) return;
    if (std::isnan(sample_.time)) {
      ++without_time_;
      return;
    }
    last_time_ = std::fmax(last_time_, sample_.time);
    put_distance();
    const bool empty = std::isnan(sample_.heart_rate) && std::isnan(sample_.power) && std::isnan(sample_.speed) &&
                       std::isnan(sample_.distance) && std::isnan(sample_.altitude) && std::isnan(sample_.cadence) &&
                       std::isnan(sample_.latitude);
    // Without values it only marks a moment, such as the timer's stop.
    if (!empty) segments_.back().samples.push_back(sample_);
  }

  /// Some writers count each lap's distance from zero.
  void put_distance() {
    if (!(sample_.distance >= 0.0)) {
      sample_.distance = kMissing;
      return;
    }
    if (first_of_lap_ && sample_.distance < 0.5 * distance_raw_) distance_base_ += distance_raw_;
    first_of_lap_ = false;
    distance_raw_ = sample_.distance;
    sample_.distance += distance_base_;
  }

  void end_activity() {
    Session& session = *session_;
    double timer = 0.0, distance = 0.0, first = kMissing, last = last_time_;
    for (const Lap& lap : session.laps) {
      first = std::fmin(first, lap.start);
      last = std::fmax(last, lap.start + lap.duration);
      if (lap.duration > 0.0) timer += lap.duration;
      if (lap.distance > 0.0) distance += lap.distance;
    }
    session.start = std::isnan(first) ? id_ : first;
    if (distance > 0.0) session.distance = distance;
    const bool gaps = timer == 0.0 || last - first - timer > kLongestHole;
    finish_track(std::move(segments_), gaps, session, content_.notes);
    segments_.clear();
    check_start(session, last);
    session.duration = timer > 0.0 ? timer : session.elapsed - paused(session.pauses);
    const bool lasts = !std::isnan(session.start) && session.duration > 0.0;
    if (lasts) content_.sessions.push_back(std::move(session));
    if (!lasts) content_.notes.push_back({tr("an activity without times, or of a single moment: left out")});
    session_.reset();
    id_ = kMissing;
  }

  /// A lap's start in another year than the samples is a clock not yet set.
  static void check_start(Session& session, double last) {
    if (!session.samples.empty()) {
      const Seconds sampled = session.samples.front().time;
      if (!(std::fabs(session.start - sampled) < kOneDay)) session.start = sampled;
      if (!(last - session.start < 14.0 * kOneDay)) last = session.samples.back().time;
    }
    const double elapsed = last - session.start;
    session.elapsed = elapsed > 0.0 ? elapsed : kMissing;
  }

  std::string fault() const {
    if (root_ != "TrainingCenterDatabase") return tr("it is no TCX: its root element is not <TrainingCenterDatabase>");
    if (plans_ > 0) return tr("it holds a course or a workout, which is a plan, and no session");
    return tr("it holds no session");
  }

  std::size_t activity_depth_ = 0;
  double latitude_ = kMissing, longitude_ = kMissing;
  double distance_base_ = 0.0, distance_raw_ = 0.0;  ///< of earlier laps, and last written [m]
  bool first_of_lap_ = false;                        ///< no distance read yet in a lap after the first
  bool track_in_lap_ = false;
  Seconds id_ = kMissing, last_time_ = kMissing;
  std::size_t plans_ = 0, without_time_ = 0;
};

}  // namespace

Content read_tcx(std::span<const std::uint8_t> bytes, std::string_view named) { return TcxReader(bytes, named).read(); }

}  // namespace formcast::intake
