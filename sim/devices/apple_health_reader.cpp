#include "sim/devices/apple_health_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/apple_health_sleep.hpp"
#include "sim/devices/apple_health_tags.hpp"
#include "sim/sessions/date_text.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"

namespace formcast::intake {
namespace {

constexpr std::string_view kQuantity = "HKQuantityTypeIdentifier", kSleepStage = "HKCategoryValueSleepAnalysis";
constexpr std::string_view kWorkoutType = "HKWorkoutActivityType";

/// A kind of record that is a marker, and its units.
struct Kept {
  std::string_view type, marker;
  struct Unit {
    std::string_view name;
    double factor;
  };
  std::array<Unit, 4> units;
};

constexpr std::array<Kept, 4> kKept{{
    {"HeartRateVariabilitySDNN", "hrv_sdnn", {{{"ms", 1.0}, {"s", 1000.0}}}},
    {"HeartRateVariabilityRMSSD", "hrv_rmssd", {{{"ms", 1.0}, {"s", 1000.0}}}},
    {"RestingHeartRate", "resting_hr", {{{"count/min", 1.0}, {"count/s", 60.0}}}},
    {"BodyMass", "body_mass", {{{"kg", 1.0}, {"lb", 0.45359237}, {"g", 0.001}, {"st", 6.35029318}}}},
}};

/// Factor to seconds or metres; missing for a unit not known.
double factor_of(std::string_view unit) {
  constexpr std::pair<std::string_view, double> kUnits[] = {
      {"min", 60.0}, {"s", 1.0},     {"sec", 1.0},     {"hr", 3600.0}, {"h", 3600.0},
      {"m", 1.0},    {"km", 1000.0}, {"mi", 1609.344}, {"yd", 0.9144}, {"ft", 0.3048}};
  for (const auto& [name, factor] : kUnits) {
    if (name == unit) return factor;
  }
  return kMissing;
}

double number_of(std::string_view text) { return parse_number(text).value_or(kMissing); }

/// "2026-01-01 07:00:00 +0100"; some devices with a 12-hour clock write "7:00:00 AM".
std::optional<IsoTime> moment_of(std::string_view text) {
  if (auto time = parse_iso_time(text)) return time;
  const auto date = read_date_text(text);
  if (!date || date->shape != DateText::Shape::kYearFirst || !date->clock) return std::nullopt;
  return parse_iso_time(fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}", date->parts[0], date->parts[1],
                                    date->parts[2], static_cast<int>(*date->clock) / 3600,
                                    static_cast<int>(*date->clock) / 60 % 60, static_cast<int>(*date->clock) % 60,
                                    text.substr(text.find_last_of(' ') + 1)));
}

/// "TraditionalStrengthTraining" in words, as sport_name understands them.
std::string words_of(std::string_view camel) {
  std::string words;
  for (const char c : camel) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !words.empty()) words += '_';
    words += static_cast<char>(capital ? c + 0x20 : c);
  }
  return words;
}

/// Adds up the numbers that a workout gives under several types.
void set_vendor(Session& session, std::string_view name, double value) {
  if (!(value > 0.0)) return;
  const auto same = [&](const VendorValue& v) { return v.name == name; };
  if (std::ranges::none_of(session.vendor, same)) session.vendor.push_back({std::string(name), value});
}

}  // namespace

class AppleHealthReader::Impl {
 public:
  explicit Impl(std::string_view named) : named_(named) {}

  void feed(std::span<const std::uint8_t> piece) {
    scanner_.feed({reinterpret_cast<const char*>(piece.data()), piece.size()}, [&](TagText tag) { visit(tag); });
  }

  Content finish();

 private:
  void visit(TagText tag);
  void record(TagText tag);
  void sleep(TagText tag);
  void begin_workout(TagText tag);
  void statistics(TagText tag);
  void end_workout();
  void note(std::string text) { content_.notes.push_back({std::move(text)}); }

  std::string named_;
  TagScanner scanner_;
  Content content_;
  SleepNights nights_;
  std::optional<Session> workout_;
  double statistics_distance_ = 0.0;
  bool in_activity_ = false;  ///< a part of a workout, with statistics of its own
  bool seen_root_ = false, closed_ = false;
  std::size_t tags_ = 0, in_bed_ = 0, undated_ = 0, workouts_left_out_ = 0;
  std::map<std::string, std::size_t> units_;  ///< not known, and how many values
};

void AppleHealthReader::Impl::visit(TagText tag) {
  const std::string_view name = tag.name();
  ++tags_;
  if (name == "HealthData") {
    seen_root_ = true;
    closed_ = tag.is_end() || tag.is_empty();
  } else if (!seen_root_) {
    return;
  } else if (name == "Record") {
    if (!tag.is_end()) record(tag);
  } else if (name == "Workout") {
    if (!tag.is_end()) begin_workout(tag);
    if (tag.is_end() || tag.is_empty()) end_workout();
  } else if (name == "WorkoutActivity") {
    in_activity_ = !tag.is_end() && !tag.is_empty();
  } else if (name == "WorkoutStatistics" && workout_ && !in_activity_ && !tag.is_end()) {
    statistics(tag);
  }
}

void AppleHealthReader::Impl::record(TagText tag) {
  const std::string type = tag.attribute("type");
  if (type == "HKCategoryTypeIdentifierSleepAnalysis") return sleep(tag);
  if (!type.starts_with(kQuantity)) return;
  const auto kept = std::ranges::find(kKept, std::string_view(type).substr(kQuantity.size()), &Kept::type);
  if (kept == kKept.end()) return;
  const std::string unit = tag.attribute("unit");
  const auto known = std::ranges::find(kept->units, std::string_view(unit), &Kept::Unit::name);
  const auto time = moment_of(tag.attribute("startDate"));
  const double value = number_of(tag.attribute("value"));
  if (unit.empty() || known == kept->units.end()) {
    if (units_.size() < 20 || units_.contains(unit)) ++units_[unit];
  } else if (!time || !time->offset) {
    ++undated_;
  } else if (value > 0.0 && std::isfinite(value)) {
    content_.readings.push_back(
        {std::string(kept->marker), value * known->factor, time->time, std::nullopt, time->offset});
  }
}

void AppleHealthReader::Impl::sleep(TagText tag) {
  std::string stage = tag.attribute("value");
  if (!stage.starts_with(kSleepStage)) return;
  stage.erase(0, kSleepStage.size());
  in_bed_ += stage == "InBed" ? 1 : 0;
  if (!stage.starts_with("Asleep")) return;
  const auto start = moment_of(tag.attribute("startDate")), end = moment_of(tag.attribute("endDate"));
  if (!start || !end || !end->offset) {
    ++undated_;
    return;
  }
  const bool detailed = stage == "AsleepCore" || stage == "AsleepDeep" || stage == "AsleepREM";
  nights_.add(tag.attribute("sourceName"), start->time, end->time, *end->offset, detailed);
}

void AppleHealthReader::Impl::begin_workout(TagText tag) {
  workout_.emplace();
  statistics_distance_ = 0.0;
  in_activity_ = false;
  Session& session = *workout_;
  std::string type = tag.attribute("workoutActivityType");
  if (type.starts_with(kWorkoutType)) type.erase(0, kWorkoutType.size());
  session.sport = type == "SwimBikeRun" ? "multisport" : sport_name(words_of(type));
  session.sources.push_back({named_, "Apple Health", tag.attribute("sourceName")});
  const auto start = moment_of(tag.attribute("startDate")), end = moment_of(tag.attribute("endDate"));
  if (start) session.start = start->time, session.utc_offset = start->offset;
  if (start && end && end->time > start->time) session.elapsed = end->time - start->time;
  session.duration = number_of(tag.attribute("duration")) * factor_of(tag.attribute("durationUnit"));
  session.distance = number_of(tag.attribute("totalDistance")) * factor_of(tag.attribute("totalDistanceUnit"));
}

void AppleHealthReader::Impl::statistics(TagText tag) {
  std::string type = tag.attribute("type");
  if (!type.starts_with(kQuantity)) return;
  type.erase(0, kQuantity.size());
  Session& session = *workout_;
  if (type == "HeartRate") {
    const bool minutes = tag.attribute("unit") == "count/min";
    if (!minutes) return;
    set_vendor(session, "average_heart_rate", number_of(tag.attribute("average")));
    set_vendor(session, "max_heart_rate", number_of(tag.attribute("maximum")));
  } else if (type.starts_with("Distance")) {
    const double distance = number_of(tag.attribute("sum")) * factor_of(tag.attribute("unit"));
    if (distance > 0.0) statistics_distance_ += distance;
  } else if (type == "CyclingPower" || type == "RunningPower") {
    if (tag.attribute("unit") == "W") set_vendor(session, "average_power", number_of(tag.attribute("average")));
  } else if (type == "ActiveEnergyBurned") {
    if (tag.attribute("unit") == "kcal" || tag.attribute("unit") == "Cal")
      set_vendor(session, "calories", number_of(tag.attribute("sum")));
  }
}

void AppleHealthReader::Impl::end_workout() {
  if (!workout_) return;
  Session& session = *workout_;
  if (!(session.distance > 0.0)) session.distance = statistics_distance_ > 0.0 ? statistics_distance_ : kMissing;
  if (!(session.duration > 0.0)) session.duration = session.elapsed;
  if (std::isfinite(session.start) && session.duration > 0.0 && std::isfinite(session.duration)) {
    content_.sessions.push_back(std::move(session));
  } else {
    ++workouts_left_out_;
  }
  workout_.reset();
}

Content AppleHealthReader::Impl::finish() {
  for (Reading& reading : nights_.readings()) content_.readings.push_back(std::move(reading));
  if (nights_.second_sources() > 0) {
    note(tr("sleep of a second source on {} date(s): not counted", nights_.second_sources()));
  }
  if (nights_.left_out() > 0) note(tr("{} interval(s) of sleep are too many: left out", nights_.left_out()));
  if (in_bed_ > 0) note(tr("{} record(s) of time in bed, which is not sleep: left out", in_bed_));
  if (undated_ > 0) note(tr("{} record(s) without a time and a zone: left out", undated_));
  if (workouts_left_out_ > 0) note(tr("{} workout(s) without a start or a duration: left out", workouts_left_out_));
  for (const auto& [unit, count] : units_) note(tr("{} value(s) in {}, which is not read", count, quote(unit)));
  if (scanner_.too_long() > 0) note(tr("{} tag(s) longer than 1 MB: left out", scanner_.too_long()));
  if (!seen_root_) {
    content_.fault =
        scanner_.inside_markup() && tags_ == 0 ? tr("its DOCTYPE does not end") : tr("it has no <HealthData>");
  } else if (!closed_) {
    content_.notes.push_back(
        {tr("the file ends before </HealthData>; what was complete is kept"), scanner_.lines() + 1, true});
  }
  if (seen_root_ && content_.sessions.empty() && content_.readings.empty()) {
    content_.fault = tr("it holds no workout and no reading that a history has a place for");
    content_.other_matter = closed_;
  }
  return std::exchange(content_, Content());
}

AppleHealthReader::AppleHealthReader(std::string_view named) : impl_(std::make_unique<Impl>(named)) {}
AppleHealthReader::~AppleHealthReader() = default;
AppleHealthReader::AppleHealthReader(AppleHealthReader&&) noexcept = default;
AppleHealthReader& AppleHealthReader::operator=(AppleHealthReader&&) noexcept = default;
void AppleHealthReader::feed(std::span<const std::uint8_t> piece) { impl_->feed(piece); }
Content AppleHealthReader::finish() { return impl_->finish(); }

bool is_apple_health(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kHead = std::size_t{1} << 16U;
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), kHead));
  const std::size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string_view::npos || head[first] != '<') return false;
  return head.find("<!DOCTYPE HealthData") != std::string_view::npos ||
         head.find("<HealthData") != std::string_view::npos;
}

Content read_apple_health(std::span<const std::uint8_t> bytes, std::string_view named) {
  AppleHealthReader reader(named);
  reader.feed(bytes);
  return reader.finish();
}

}  // namespace formcast::intake
