#include "sim/intake/fit_profile.hpp"

#include <algorithm>
#include <cmath>

namespace formcast::intake {
namespace {

using namespace fit;  // NOLINT: the tables are full of its names

constexpr FitFieldInfo kFields[] = {
    {kFileId, file_id::kType, "type", ""},
    {kFileId, file_id::kManufacturer, "manufacturer", ""},
    {kFileId, file_id::kProduct, "product", ""},
    {kFileId, file_id::kTimeCreated, "time_created", "s"},
    {kDeviceSettings, device_settings::kActiveTimeZone, "active_time_zone", ""},
    {kDeviceSettings, device_settings::kUtcOffset, "utc_offset", "s"},
    {kDeviceSettings, device_settings::kTimeOffset, "time_offset", "s"},
    {kSport, sport::kSport, "sport", ""},
    {kSport, sport::kSubSport, "sub_sport", ""},
    {kSession, session::kStartTime, "start_time", "s"},
    {kSession, session::kSport, "sport", ""},
    {kSession, session::kSubSport, "sub_sport", ""},
    {kSession, session::kElapsedTime, "total_elapsed_time", "s", 1000.0},
    {kSession, session::kTimerTime, "total_timer_time", "s", 1000.0},
    {kSession, session::kDistance, "total_distance", "m", 100.0},
    {kSession, session::kTotalCycles, "total_cycles", "cycles"},
    {kSession, 11, "total_calories", "kcal"},
    {kSession, 16, "avg_heart_rate", "1/min"},
    {kSession, 17, "max_heart_rate", "1/min"},
    {kSession, 20, "avg_power", "W"},
    {kSession, 21, "max_power", "W"},
    {kSession, 24, "total_training_effect", "", 10.0},
    {kSession, 34, "normalized_power", "W"},
    {kSession, 35, "training_stress_score", "", 10.0},
    {kSession, 36, "intensity_factor", "", 1000.0},
    {kSession, session::kPoolLength, "pool_length", "m", 100.0},
    {kSession, 45, "threshold_power", "W"},
    {kSession, 48, "total_work", "J"},
    {kSession, 137, "total_anaerobic_training_effect", "", 10.0},
    {kSession, 168, "training_load_peak", "", 65536.0},
    {kSession, session::kFeel, "workout_feel", ""},
    {kSession, session::kRpe, "workout_rpe", "", 10.0},
    {kLap, lap::kStartTime, "start_time", "s"},
    {kLap, lap::kElapsedTime, "total_elapsed_time", "s", 1000.0},
    {kLap, lap::kTimerTime, "total_timer_time", "s", 1000.0},
    {kLap, lap::kDistance, "total_distance", "m", 100.0},
    {kLap, lap::kSport, "sport", ""},
    {kLap, lap::kSubSport, "sub_sport", ""},
    {kRecord, record::kLatitude, "position_lat", "degrees", 2147483648.0 / 180.0},
    {kRecord, record::kLongitude, "position_long", "degrees", 2147483648.0 / 180.0},
    {kRecord, record::kAltitude, "altitude", "m", 5.0, 500.0},
    {kRecord, record::kHeartRate, "heart_rate", "1/min"},
    {kRecord, record::kCadence, "cadence", "1/min"},
    {kRecord, record::kDistance, "distance", "m", 100.0},
    {kRecord, record::kSpeed, "speed", "m/s", 1000.0},
    {kRecord, record::kPower, "power", "W"},
    {kRecord, record::kCycles, "cycles", "cycles"},
    {kRecord, record::kTotalCycles, "total_cycles", "cycles"},
    {kRecord, record::kAccumulatedPower, "accumulated_power", "W"},
    {kRecord, record::kCadence256, "cadence256", "1/min", 256.0},
    {kRecord, record::kFractionalCadence, "fractional_cadence", "1/min", 128.0},
    {kRecord, record::kEnhancedSpeed, "enhanced_speed", "m/s", 1000.0},
    {kRecord, record::kEnhancedAltitude, "enhanced_altitude", "m", 5.0, 500.0},
    {kEvent, event::kEvent, "event", ""},
    {kEvent, event::kType, "event_type", ""},
    {kEvent, event::kData16, "data16", ""},
    {kEvent, event::kData, "data", ""},
    {kDeviceInfo, device_info::kIndex, "device_index", ""},
    {kDeviceInfo, device_info::kManufacturer, "manufacturer", ""},
    {kDeviceInfo, device_info::kProduct, "product", ""},
    {kWeightScale, 0, "weight", "kg", 100.0},
    {kWeightScale, 1, "percent_fat", "%", 100.0},
    {kWeightScale, 5, "muscle_mass", "kg", 100.0},
    {kWeightScale, 12, "user_profile_index", ""},
    {kActivity, activity::kLocalTimestamp, "local_timestamp", "s"},
    {kBloodPressure, 0, "systolic_pressure", "mmHg"},
    {kBloodPressure, 1, "diastolic_pressure", "mmHg"},
    {kMonitoring, monitoring::kCycles, "cycles", "cycles", 2.0},
    {kMonitoring, monitoring::kActivityType, "activity_type", ""},
    {kMonitoring, monitoring::kTimestamp16, "timestamp_16", "s"},
    {kMonitoring, monitoring::kHeartRate, "heart_rate", "1/min"},
    {kMonitoring, monitoring::kIntensity, "intensity", ""},
    {kLength, length::kStartTime, "start_time", "s"},
    {kLength, length::kElapsedTime, "total_elapsed_time", "s", 1000.0},
    {kLength, length::kTimerTime, "total_timer_time", "s", 1000.0},
    {kLength, length::kStrokes, "total_strokes", "strokes"},
    {kLength, length::kType, "length_type", ""},
    {kMonitoringInfo, 0, "local_timestamp", "s"},
    {kHr, hr::kFraction, "fractional_timestamp", "s", 32768.0},
    {kHr, hr::kBpm, "filtered_bpm", "1/min"},
    {kHr, hr::kEventTime, "event_timestamp", "s", 1024.0},
    {kTimestampCorrelation, correlation::kSystemTime, "system_timestamp", "s"},
    {kTimestampCorrelation, correlation::kLocalTime, "local_timestamp", "s"},
    {kMonitoringHr, 0, "resting_heart_rate", "1/min"},
    {kMonitoringHr, 1, "current_day_resting_heart_rate", "1/min"},
    {kSet, set::kDuration, "duration", "s", 1000.0},
    {kSet, set::kRepetitions, "repetitions", ""},
    {kSet, set::kWeight, "weight", "kg", 16.0},
    {kSet, set::kType, "set_type", ""},
    {kSet, set::kStartTime, "start_time", "s"},
    {kSet, set::kCategory, "category", ""},
    {kSet, set::kTimestamp, "timestamp", "s"},
    {kStressLevel, 0, "stress_level_value", ""},
    {kStressLevel, 1, "stress_level_time", "s"},
    {kMaxMet, 0, "update_time", "s"},
    {kMaxMet, 2, "vo2_max", "mL/kg/min", 10.0},
    {kSpo2, 0, "reading_spo2", "%"},
    {kSleepLevel, 0, "sleep_level", ""},
    {kRespirationRate, 0, "respiration_rate", "1/min", 100.0},
    {kSleepAssessment, 6, "overall_sleep_score", ""},
    {kHrvStatus, hrv_status::kWeekly, "weekly_average", "ms", 128.0},
    {kHrvStatus, hrv_status::kLastNight, "last_night_average", "ms", 128.0},
    {kHrvStatus, hrv_status::kLastNightHigh, "last_night_5_min_high", "ms", 128.0},
    {kHrvStatus, hrv_status::kBaselineLower, "baseline_balanced_lower", "ms", 128.0},
    {kHrvStatus, hrv_status::kBaselineUpper, "baseline_balanced_upper", "ms", 128.0},
    {kHrvValue, 0, "value", "ms", 128.0},
    {kSkinTemperature, 0, "local_timestamp", "s"},
    {kSkinTemperature, 1, "average_deviation", "K"},
    {kSkinTemperature, 4, "nightly_value", "degrees C"},
};

constexpr FitWhen kFrontShift{event::kEvent, 42}, kRearShift{event::kEvent, 43};

constexpr FitComponent kComponents[] = {
    {kRecord, record::kCompressedSpeedDistance, record::kSpeed, 0, 12, 100.0},
    {kRecord, record::kCompressedSpeedDistance, record::kDistance, 12, 12, 16.0, 0.0, true},
    {kRecord, record::kSpeed, record::kEnhancedSpeed, 0, 16, 1000.0},
    {kRecord, record::kAltitude, record::kEnhancedAltitude, 0, 16, 5.0, 500.0},
    {kRecord, record::kCycles, record::kTotalCycles, 0, 8, 1.0, 0.0, true},
    {kRecord, record::kCompressedPower, record::kAccumulatedPower, 0, 16, 1.0, 0.0, true},
    {kEvent, event::kData16, event::kData, 0, 16},
    {kEvent, event::kData, event::kRearGearNumber, 0, 8, 1.0, 0.0, false, false, kFrontShift},
    {kEvent, event::kData, event::kRearGear, 8, 8, 1.0, 0.0, false, false, kFrontShift},
    {kEvent, event::kData, event::kFrontGearNumber, 16, 8, 1.0, 0.0, false, false, kFrontShift},
    {kEvent, event::kData, event::kFrontGear, 24, 8, 1.0, 0.0, false, false, kFrontShift},
    {kEvent, event::kData, event::kRearGearNumber, 0, 8, 1.0, 0.0, false, false, kRearShift},
    {kEvent, event::kData, event::kRearGear, 8, 8, 1.0, 0.0, false, false, kRearShift},
    {kEvent, event::kData, event::kFrontGearNumber, 16, 8, 1.0, 0.0, false, false, kRearShift},
    {kEvent, event::kData, event::kFrontGear, 24, 8, 1.0, 0.0, false, false, kRearShift},
    {kMonitoring, monitoring::kTypeAndIntensity, monitoring::kActivityType, 0, 5},
    {kMonitoring, monitoring::kTypeAndIntensity, monitoring::kIntensity, 5, 3},
    {kHr, hr::kEventTime12, hr::kEventTime, 0, 12, 1024.0, 0.0, true, true},
};

constexpr FitWhen kGarmin{file_id::kManufacturer, 1}, kDynastream{file_id::kManufacturer, 15},
    kDynastreamOem{file_id::kManufacturer, 13}, kTacx{file_id::kManufacturer, 89};

constexpr FitSubfield kSubfields[] = {
    {kFileId, file_id::kProduct, kGarmin, "garmin_product", ""},
    {kFileId, file_id::kProduct, kDynastream, "garmin_product", ""},
    {kFileId, file_id::kProduct, kDynastreamOem, "garmin_product", ""},
    {kFileId, file_id::kProduct, kTacx, "garmin_product", ""},
    {kSession, session::kTotalCycles, {session::kSport, 1}, "total_strides", "strides"},
    {kSession, session::kTotalCycles, {session::kSport, 11}, "total_strides", "strides"},
    {kSession, session::kTotalCycles, {session::kSport, 2}, "total_strokes", "strokes"},
    {kSession, session::kTotalCycles, {session::kSport, 5}, "total_strokes", "strokes"},
    {kSession, session::kTotalCycles, {session::kSport, 15}, "total_strokes", "strokes"},
    {kSession, session::kTotalCycles, {session::kSport, 37}, "total_strokes", "strokes"},
    {kEvent, event::kData, {event::kEvent, 0}, "timer_trigger", ""},
    {kEvent, event::kData, {event::kEvent, 11}, "battery_level", "V", 1000.0},
    {kEvent, event::kData, kFrontShift, "gear_change_data", ""},
    {kEvent, event::kData, kRearShift, "gear_change_data", ""},
    {kMonitoring, monitoring::kCycles, {monitoring::kActivityType, 6}, "steps", "steps"},
    {kMonitoring, monitoring::kCycles, {monitoring::kActivityType, 1}, "steps", "steps"},
    {kMonitoring, monitoring::kCycles, {monitoring::kActivityType, 2}, "strokes", "strokes", 2.0},
    {kMonitoring, monitoring::kCycles, {monitoring::kActivityType, 5}, "strokes", "strokes", 2.0},
};

constexpr auto ascending(const auto& table) {
  return std::ranges::is_sorted(table, {}, [](const auto& row) { return row.message; });
}
static_assert(ascending(kFields) && ascending(kComponents) && ascending(kSubfields));

/// The rows of a message.
template <class Row>
std::span<const Row> rows_of(std::span<const Row> table, std::uint32_t message) {
  const auto [begin, end] = std::ranges::equal_range(table, message, {}, &Row::message);
  return {begin, end};
}

/// `count` bits of a field from `first` on, its elements one after the other from the least significant bit.
std::uint64_t bits_of(const FitField& field, std::size_t first, std::size_t count) {
  const std::size_t width = 8U * kFitSizes[static_cast<std::size_t>(field.type)];
  std::uint64_t result = 0;
  for (std::size_t done = 0; done < count;) {
    const std::size_t at = (first + done) % width, some = std::min(width - at, count - done);
    const std::uint64_t part = (field.bits((first + done) / width) >> at) & ((1ULL << some) - 1U);
    result |= part << done;
    done += some;
  }
  return result;
}

}  // namespace

std::span<const FitFieldInfo> fit_fields() { return kFields; }
std::span<const FitComponent> fit_components() { return kComponents; }
std::span<const FitSubfield> fit_subfields() { return kSubfields; }

double FitValues::number(std::uint8_t field) const { return slots_[field].used == now_ ? slots_[field].number : -1.0; }

void FitValues::find_tables(std::uint16_t message) {
  message_ = message;
  fields_ = rows_of(fit_fields(), message);
  components_ = rows_of(fit_components(), message);
  subfields_ = rows_of(fit_subfields(), message);
  first_component_ = static_cast<std::size_t>(components_.data() - fit_components().data());
  info_.fill(0);
  for (std::size_t i = 0; i < fields_.size(); ++i) info_[fields_[i].field] = static_cast<std::uint8_t>(i + 1);
}

void FitValues::read(const FitMessage& message) {
  if (message.number != message_) find_tables(message.number);
  unpacked_.clear();
  if (++now_ == 0) {  // came round: no slot may seem to be of this message
    slots_.fill({});
    now_ = 1;
  }
  for (const FitField& field : message.fields) {
    if (field.developer || info_[field.number] == 0) continue;
    const double number = field.value();
    if (std::isnan(number)) continue;
    const FitFieldInfo& info = fields_[info_[field.number] - 1U];
    set(field.number, number, number / info.scale - info.offset);
  }
  for (std::size_t i = 0; i < components_.size(); ++i) unpack(message, i);
}

/// The number that the file would have had for a value of one of its fields.
double FitValues::as_in_file(std::uint8_t field, double value) const {
  if (info_[field] == 0) return value;
  const FitFieldInfo& info = fields_[info_[field] - 1U];
  return std::round((value + info.offset) * info.scale);
}

/// A full value of the target in the same message counts more than the packed one, and the count goes on from it.
void FitValues::unpack(const FitMessage& message, std::size_t component) {
  const FitComponent& part = components_[component];
  double& total = counts_[first_component_ + component].total;
  const bool full = !std::isnan((*this)[part.to]);
  if (full && part.accumulates) total = std::round(((*this)[part.to] + part.offset) * part.scale);
  if ((full && !part.repeats) || !holds(part.when)) return;
  const FitField* const field = message.find(part.from);
  const double whole = number(part.from);  // also where it was packed itself
  const bool present = field != nullptr && !field->odd && field->type != FitType::kString && !field->missing();
  if (!present && whole < 0.0) return;
  const std::size_t width = present ? 8U * field->bytes.size() : 32;
  const auto mask = static_cast<double>(1ULL << part.bits);
  for (std::size_t bit = part.first_bit; bit + part.bits <= width; bit += part.bits) {
    const std::uint64_t raw = present ? bits_of(*field, bit, part.bits)
                                      : (static_cast<std::uint64_t>(whole) >> bit) & ((1ULL << part.bits) - 1U);
    auto number = static_cast<double>(raw);
    if (part.accumulates) {
      const double ahead = std::fmod(number - std::fmod(total, mask) + mask, mask);
      number = total += ahead;
    }
    const double value = number / part.scale - part.offset;
    if (!full) set(part.to, as_in_file(part.to, value), value);
    if (!part.repeats) return;
    unpacked_.push_back(value);
  }
}

const FitSubfield* FitValues::meaning(std::uint8_t field) const {
  for (const FitSubfield& subfield : subfields_) {
    if (subfield.field == field && holds(subfield.when)) return &subfield;
  }
  return nullptr;
}

}  // namespace formcast::intake
