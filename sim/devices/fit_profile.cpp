#include "sim/devices/fit_profile.hpp"

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
  const auto before = [](const Row& row, std::uint32_t number) { return row.message < number; };
  const auto begin = std::lower_bound(table.begin(), table.end(), message, before);
  const auto end = std::find_if(begin, table.end(), [&](const Row& row) { return row.message != message; });
  return {begin, end};
}

/// Whether a component is all of a field of two bytes, in the same units as both that field and its target.
bool is_copy(const FitComponent& part, const FitField& from, const FitFieldInfo* source, const FitFieldInfo* target) {
  const auto same = [&](const FitFieldInfo* info) {
    return info != nullptr && info->scale == part.scale && info->offset == part.offset;
  };
  const bool whole = from.type == FitType::kUint16 && from.bytes.size() == 2 && part.first_bit == 0 && part.bits == 16;
  return whole && !part.accumulates && !part.repeats && part.when.field == 0xFF && same(source) && same(target);
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

FitValues::Plan FitValues::plan_of(const FitMessage& message) {
  Plan plan{message.layout, {}, {}, rows_of(fit_subfields(), message.number)};
  const std::span<const FitFieldInfo> infos = rows_of(fit_fields(), message.number);
  const auto info_of = [&](std::uint8_t field) {
    const auto found = std::ranges::find(infos, field, &FitFieldInfo::field);
    return found == infos.end() ? nullptr : &*found;
  };
  std::array<int, 256> filled{};  // times: by fields of the file, and by components
  for (std::size_t i = 0; i < message.fields.size(); ++i) {
    const FitField& field = message.fields[i];
    if (field.developer) continue;
    ++filled[field.number];
    const FitFieldInfo* const info = info_of(field.number);
    if (info != nullptr && !field.odd && field.type != FitType::kString) plan.fields.push_back({i, info});
  }
  for (const FitComponent& part : rows_of(fit_components(), message.number)) {
    // Without the field that it is packed into there is only a full value to go on from.
    if (filled[part.from] == 0 && !(part.accumulates && filled[part.to] > 0)) continue;
    Unpack component{static_cast<std::size_t>(&part - fit_components().data()), {}, false, info_of(part.to)};
    const FitField* const from = message.find(part.from);
    if (from != nullptr) component.from = static_cast<std::size_t>(from - message.fields.data());
    component.copy =
        filled[part.from] == 1 && from != nullptr && is_copy(part, *from, info_of(part.from), component.info);
    plan.components.push_back(component);
    ++filled[part.to];
  }
  return plan;
}

void FitValues::read(const FitMessage& message) {
  Plan& plan = plans_[message.layout % plans_.size()];
  if (plan.layout != message.layout) plan = plan_of(message);
  subfields_ = plan.subfields;
  unpacked_.clear();
  if (++now_ == 0) {  // came round: no slot may seem to be of this message
    slots_.fill({});
    now_ = 1;
  }
  for (const auto& [at, info] : plan.fields) {
    const double number = message.fields[at].value();
    if (!std::isnan(number)) set(info->field, number, number / info->scale - info->offset);
  }
  for (const Unpack& component : plan.components) fill(message, component);
}

/// A full value of the target in the same message counts more than the packed one, and the count goes on from it.
void FitValues::fill(const FitMessage& message, const Unpack& component) {
  const FitComponent& part = fit_components()[component.at];
  const double full = (*this)[part.to];
  if (!std::isnan(full)) {
    counts_[component.at].full = full;
    if (!part.repeats) return;
  }
  if (!component.copy) return unpack(message, component);
  if (slots_[part.from].used == now_) slots_[part.to] = slots_[part.from];
}

void FitValues::unpack(const FitMessage& message, const Unpack& component) {
  const FitComponent& part = fit_components()[component.at];
  if (!holds(part.when)) return;
  auto& [total, from_full] = counts_[component.at];
  if (!std::isnan(from_full)) total = std::round((from_full + part.offset) * part.scale);
  from_full = kNone;
  const bool full = !std::isnan((*this)[part.to]);
  const FitField* const field = component.from ? &message.fields[*component.from] : nullptr;
  const double whole = number(part.from);  // also where it was packed itself
  const bool present = field != nullptr && !field->odd && field->type != FitType::kString && !field->missing();
  if (!present && !(whole >= 0.0 && whole < 4294967296.0)) return;
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
    // The number that the file would have had for it.
    const FitFieldInfo* const info = component.info;
    if (!full) set(part.to, info == nullptr ? value : std::round((value + info->offset) * info->scale), value);
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
