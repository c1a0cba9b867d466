#include "sim/devices/gpx_reader.hpp"

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

class GpxReader : XmlTracks {
 public:
  GpxReader(std::span<const std::uint8_t> bytes, std::string_view named) : XmlTracks(bytes, named) {}

  Content read() {
    walk([&](const XmlToken& token) { begin(token); }, [&] { end(); });
    if (session_) end_track();  // what was open when the tokens ended
    note_zone();
    note(routes_, tr("{} routes, which are plans and no sessions: left out", routes_));
    note(tracks_without_times_,
         tr("{} tracks without times, which are plans and no sessions: left out", tracks_without_times_));
    return taken(fault(), routes_ + tracks_without_times_ > 0);
  }

 private:
  void begin(const XmlToken& token) {
    const std::string_view name = token.name.local;
    if (path_.size() == 1) {
      root_ = name;
      creator_ = std::string(token.attribute("creator"));
    }
    if (name == "trk" && !session_) {
      session_.emplace();
      session_->sources.push_back({std::string(named_), "GPX", creator_});
      segments_.clear();
      points_ = 0;
    }
    if (!session_) return;
    if (name == "trkseg") segments_.push_back({.after_pause = true, .samples = {}});
    if (name == "trkpt") {
      in_point_ = true;
      sample_ = Sample();
      put_position(sample_, xml_number(token.attribute("lat")), xml_number(token.attribute("lon")));
    }
  }

  void end() {
    const std::string_view name = path_.back();
    if (name == "rte") ++routes_;
    if (!session_) return;
    if (name == "trk") return end_track();
    if (name == "trkpt") return end_point();
    if (in_point_) return put_in_point(name);
    if (parent() != "trk") return;
    if (name == "name") session_->title = std::string(trimmed(text_));
    if (name == "type") session_->sport = sport_name(trimmed(text_));
  }

  void put_in_point(std::string_view name) {
    if (name == "ele" && parent() == "trkpt") {
      sample_.altitude = xml_number(text_);
    } else if (name == "time" && parent() == "trkpt") {
      sample_.time = time(text_);
    } else {
      put_extension(sample_, name, text_);
    }
  }

  void end_point() {
    in_point_ = false;
    ++points_;
    if (std::isnan(sample_.time) || segments_.empty()) return;
    segments_.back().samples.push_back(sample_);
  }

  void end_track() {
    in_point_ = false;
    std::size_t timed = 0;
    for (const TrackSegment& segment : segments_) timed += segment.samples.size();
    if (timed == 0) {
      tracks_without_times_ += points_ > 0 ? 1 : 0;
    } else {
      if (timed < points_) {
        content_.notes.push_back({tr("{} of {} points without a time: left out", points_ - timed, points_)});
      }
      finish_track(std::move(segments_), true, *session_, content_.notes);
      session_->duration = session_->elapsed - paused(session_->pauses);
      if (session_->duration > 0.0) {
        content_.sessions.push_back(std::move(*session_));
      } else {
        content_.notes.push_back({tr("a track of a single moment: left out")});
      }
    }
    segments_.clear();
    session_.reset();
  }

  std::string fault() const {
    if (root_ != "gpx") return tr("it is no GPX: its root element is not <gpx>");
    if (routes_ > 0) return tr("it holds a route, which is a plan, and no session");
    if (tracks_without_times_ > 0) return tr("its tracks have no times: a planned route, no session");
    return tr("it holds no track of some length");
  }

  std::string creator_;
  bool in_point_ = false;
  std::size_t points_ = 0;
  std::size_t routes_ = 0, tracks_without_times_ = 0;
};

}  // namespace

Content read_gpx(std::span<const std::uint8_t> bytes, std::string_view named) { return GpxReader(bytes, named).read(); }

}  // namespace formcast::intake
