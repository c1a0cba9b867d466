#include "sim/devices/golden_cheetah_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/xml_values.hpp"
#include "sim/sessions/date_text.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"
#include "sim/sessions/track.hpp"

namespace formcast::intake {
namespace {

using Json = nlohmann::ordered_json;

/// What is taken of a file, by where it stands: events of the parser instead of a tree, which would be many times as
/// large, and which a file cut short would not give.
class Events : public nlohmann::json_sax<Json> {
 public:
  std::map<std::string, std::string> ride, tags, overrides;
  Samples samples;
  std::size_t fault_at = 0;
  bool faulty = false, has_samples = false;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool binary(binary_t&) override { return true; }
  bool string(string_t& value) override {
    text(value);
    return true;
  }
  bool start_object(std::size_t) override { return enter(); }
  bool start_array(std::size_t) override { return enter(); }
  bool key(string_t& value) override {
    if (path_.size() <= kDeepest && !path_.empty()) path_.back() = value.substr(0, kLongestKey);
    return true;
  }
  bool end_object() override {
    if (in_sample()) samples.push_back(std::exchange(sample_, Sample()));
    return leave();
  }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    faulty = true;
    fault_at = position;
    return false;
  }

 private:
  static constexpr std::size_t kDeepest = 8, kLongestKey = 64;

  bool enter() {
    if (++depth_ <= kDeepest) path_.emplace_back();
    if (depth_ <= kDeepest && in_sample()) sample_ = Sample(), has_samples = true;
    return true;
  }
  bool leave() {
    if (depth_-- <= kDeepest) path_.pop_back();
    return true;
  }
  /// path_ is {"RIDE", "SAMPLES", "", key} inside an object of the list.
  bool at(std::size_t depth, std::string_view second) const {
    return depth_ == depth && path_.size() == depth && path_[0] == "RIDE" && path_[1] == second;
  }
  bool in_sample() const { return at(4, "SAMPLES"); }

  bool number(double value) {
    if (!in_sample()) {
      text(fmt::format("{}", value));
      return true;
    }
    const std::string& key = path_.back();
    if (key == "SECS") sample_.time = value;
    if (key == "KM") sample_.distance = 1000.0 * value;
    if (key == "WATTS") sample_.power = value;
    if (key == "CAD") sample_.cadence = value;
    if (key == "KPH") sample_.speed = value / 3.6;
    if (key == "HR" && value > 0.0) sample_.heart_rate = value;
    if (key == "ALT") sample_.altitude = value;
    if (key == "LAT") sample_.latitude = value;
    if (key == "LON") sample_.longitude = value;
    return true;
  }

  void text(const std::string& value) {
    if (depth_ == 2 && path_[0] == "RIDE") ride[path_[1]] = value;
    if (at(3, "TAGS")) tags[path_[2]] = value;
    // {"OVERRIDES": [{"total_distance": {"value": "40.1"}}]}
    if (at(5, "OVERRIDES") && path_[4] == "value") overrides[path_[3]] = value;
  }

  std::vector<std::string> path_;
  std::size_t depth_ = 0;
  Sample sample_;
};

std::string value_of(const std::map<std::string, std::string>& values, const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? "" : std::string(trimmed(found->second));
}

/// Missing where it is 0 or less, as metrics that were not measured are.
double number_of(const std::map<std::string, std::string>& values, const std::string& key) {
  const double value = parse_number(value_of(values, key)).value_or(kMissing);
  return value > 0.0 ? value : kMissing;
}

/// "2026/05/04 06:30:00 UTC ".
Seconds start_of(const Events& events) {
  const auto date = read_date_text(value_of(events.ride, "STARTTIME"));
  if (!date || date->shape != DateText::Shape::kYearFirst || !date->clock) return kMissing;
  const auto day = parse_iso(fmt::format("{:04}-{:02}-{:02}", date->parts[0], date->parts[1], date->parts[2]));
  if (!day) return kMissing;
  return 86400.0 * static_cast<double>(day->time_since_epoch().count()) + *date->clock - date->offset.value_or(0.0);
}

void add_samples(Samples samples, Session& session, std::vector<Note>& notes) {
  constexpr double kLongest = 30.0 * 86400.0;  // seconds of a ride, and no date
  const std::size_t all = samples.size();
  std::vector<std::uint32_t> timed;
  for (std::uint32_t i = 0; i < all; ++i) {
    if (const Seconds time = samples[i].time; time >= 0.0 && time <= kLongest) timed.push_back(i);
  }
  if (timed.size() < all) samples.arrange(timed);
  if (samples.size() < all) {
    notes.push_back({tr("{} of {} samples without a time: left out", all - samples.size(), all)});
  }
  samples.change([&](Sample& sample) {
    sample.time += session.start;
    put_position(sample, std::exchange(sample.latitude, kMissing), std::exchange(sample.longitude, kMissing));
    if (!(sample.distance >= 0.0)) sample.distance = kMissing;
  });
  if (samples.empty()) return;
  finish_track(one_segment(std::move(samples)), true, session, notes);
  session.duration = session.elapsed - paused(session.pauses);
}

/// Metrics that its user may set by hand, as the program names them.
void apply_overrides(const std::map<std::string, std::string>& overrides, Session& session) {
  const auto set = [&](double& slot, const char* key, double factor) {
    const double value = number_of(overrides, key);
    if (value > 0.0) slot = factor * value;
  };
  set(session.duration, "time_recording", 1.0);
  set(session.duration, "workout_time", 1.0);
  set(session.distance, "total_distance", 1000.0);
  constexpr std::pair<const char*, const char*> kVendor[] = {{"coggan_tss", "training_stress_score"},
                                                             {"skiba_bike_score", "bike_score"},
                                                             {"trimp_points", "trimp"},
                                                             {"average_hr", "average_heart_rate"},
                                                             {"average_power", "average_power"},
                                                             {"govss", "govss"},
                                                             {"swimscore", "swim_score"}};
  constexpr std::array<std::string_view, 3> kLoads{"bike_score", "govss", "swim_score"};
  for (const auto& [key, name] : kVendor) {
    const double value = number_of(overrides, key);
    if (value > 0.0) session.vendor.push_back({name, value, std::ranges::find(kLoads, name) != kLoads.end()});
  }
}

}  // namespace

bool is_golden_cheetah(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kHead = 512;
  const DecodedText decoded(bytes.first(std::min(bytes.size(), kHead)));
  std::string_view text = decoded.text();
  const auto take = [&](std::string_view token) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const bool there = text.starts_with(token);
    if (there) text.remove_prefix(token.size());
    return there;
  };
  return take("{") && take("\"RIDE\"") && take(":") && take("{");
}

Content read_golden_cheetah(std::span<const std::uint8_t> bytes, std::string_view named) {
  Content content;
  const DecodedText decoded(bytes);
  // Older versions wrote titles in the encoding of the machine.
  const std::string text = is_utf8(decoded.text()) ? "" : repaired_utf8(decoded.text());
  const std::string_view json = text.empty() ? decoded.text() : std::string_view(text);
  Events events;
  Json::sax_parse(json, &events, nlohmann::detail::input_format_t::json, false);
  Session session;
  session.start = start_of(events);
  session.sport = sport_name(value_of(events.tags, "Sport"));
  session.title = value_of(events.tags, "Workout Title");
  if (session.title.empty()) session.title = value_of(events.tags, "Workout Code");
  session.sources.push_back({std::string(named), "GoldenCheetah", value_of(events.ride, "DEVICETYPE")});
  const auto rpe = parse_number(value_of(events.tags, "RPE"));
  if (rpe && *rpe > 0.0 && *rpe <= 10.0) session.rpe = *rpe;
  if (std::isnan(session.start)) {
    content.fault = tr("its STARTTIME is no date and time");
    return content;
  }
  add_samples(std::move(events.samples), session, content.notes);
  apply_overrides(events.overrides, session);
  if (events.faulty) {
    content.notes.push_back({tr("the JSON ends or breaks here; what was complete is kept"), events.fault_at});
  }
  if (!(session.duration > 0.0) && !(session.distance > 0.0)) {
    content.fault = events.has_samples ? tr("its samples take no time") : tr("it has neither samples nor a duration");
    return content;
  }
  content.sessions.push_back(std::move(session));
  return content;
}

}  // namespace formcast::intake
