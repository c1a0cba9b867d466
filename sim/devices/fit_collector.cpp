#include "sim/devices/fit_collector.hpp"

#include <algorithm>
#include <cmath>

#include "sim/devices/fit_amounts.hpp"
#include "sim/devices/fit_names.hpp"

namespace formcast::intake {
namespace {

using namespace fit;  // NOLINT: the messages' names

/// What devices compute themselves, kept by FIT's names.
constexpr std::uint8_t kVendorFields[] = {11, 16, 17, 20, 21, 24, 34, 35, 36, 45, 48, 137, 168};

/// Largest offset of local time that is believed [s]: some devices write nonsense.
constexpr double kLargestOffset = 26.0 * 3600.0;

/// Local minus universal time, to the quarter of an hour: the two are written moments apart.
std::optional<double> offset_between(double local, double universal) {
  constexpr double kQuarter = 900.0;
  if (!(std::abs(local - universal) < kLargestOffset)) return std::nullopt;
  return std::round((local - universal) / kQuarter) * kQuarter;
}

std::string text_of(const FitMessage& message, std::uint8_t field) {
  const FitField* const found = message.find(field);
  return found == nullptr ? "" : found->text();
}

}  // namespace

void FitCollector::begin_file(std::uint64_t end) {
  part_ = {};
  read_.clear();
  end_ = end;
  values_.begin_file();
  day_clock_ = strap_base_ = kMissing;
}

void FitCollector::read(const FitMessage& message) {
  time_ = message.time ? static_cast<double>(*message.time) : kMissing;
  if (message.time) {
    if (std::isnan(part_.first_time)) part_.first_time = time_;
    part_.last_time = time_;
  }
  ++part_.messages;
  values_.read(message);
  switch (message.number) {
    case kRecord:
      return record(message);
    case kFileId:
      return file_id(message);
    case kDeviceInfo:
      return device(message);
    case kDeviceSettings:
    case kTimestampCorrelation:
    case kActivity:
    case kMonitoringInfo:
      return clocks(message);
    case fit::kSport:
      part_.sport = fit_sport(values_.number(sport::kSport), values_.number(sport::kSubSport));
      part_.title = text_of(message, sport::kName);
      return;
    case kSession:
      return session(message);
    case kLap:
      return lap();
    case kEvent:
      return event();
    case kLength:
      return length();
    case kSet:
      return set(message);
    case kHrv:
    case kBeatIntervals:
    case kRawBbi:
      return beats(message);
    case kHr:
      return strap(message);
    default:
      return wellness(message);
  }
}

void FitCollector::file_id(const FitMessage& message) {
  part_.type = static_cast<int>(either(within(values_[file_id::kType], 0.0, 255.0), part_.type));
  part_.manufacturer = values_[file_id::kManufacturer];
  part_.product = values_[file_id::kProduct];
  part_.created = values_[file_id::kTimeCreated];
  part_.product_name = text_of(message, file_id::kProductName);
}

/// The device with index 0 is the one that wrote the file; it may tell its name where file_id does not.
void FitCollector::device(const FitMessage& message) {
  if (values_.number(device_info::kIndex) != 0.0) return;
  if (part_.product_name.empty()) part_.product_name = text_of(message, device_info::kProductName);
  part_.manufacturer = either(part_.manufacturer, values_[device_info::kManufacturer]);
  part_.product = either(part_.product, values_[device_info::kProduct]);
}

void FitCollector::clocks(const FitMessage& message) {
  if (message.number == kActivity) {
    part_.has_activity = true;
    const double local = values_[activity::kLocalTimestamp];
    part_.utc_offset = offset_between(local, time_);
    if (time_ < kFitFirstDate && local >= kFitFirstDate) part_.local_clock = local - time_;
  } else if (message.number == kMonitoringInfo) {
    day_clock_ = time_;
    part_.utc_offset = offset_between(values_[0], time_);
  } else if (message.number == kTimestampCorrelation) {
    const double difference = time_ - values_[correlation::kSystemTime];
    if (!std::isnan(difference)) part_.correlation = difference;
    if (!part_.utc_offset) part_.utc_offset = offset_between(values_[correlation::kLocalTime], time_);
  } else {
    const FitField* const zones = message.find(device_settings::kTimeOffset);
    const double active = within(values_[device_settings::kActiveTimeZone], 0.0, 255.0);
    const auto zone = static_cast<std::size_t>(either(active, 0.0));
    const double universal = values_[device_settings::kUtcOffset];
    if (!std::isnan(universal)) part_.system_offset = universal;
    if (zones == nullptr || std::isnan(zones->value(zone))) return;
    // Unsigned in the file, so that hours west of Greenwich are just below 2^32.
    const double local = std::remainder(zones->value(zone) - either(universal, 0.0), 4294967296.0);
    part_.device_offset = offset_between(local, 0.0);
  }
}

void FitCollector::session(const FitMessage& message) {
  Session result;
  result.sport = fit_sport(values_.number(session::kSport), values_.number(session::kSubSport));
  if (result.sport.empty()) result.sport = part_.sport;
  result.title = text_of(message, session::kProfileName);
  if (result.title.empty()) result.title = part_.title;
  result.elapsed = positive_or_zero(values_[session::kElapsedTime]);
  result.duration = either(positive_or_zero(values_[session::kTimerTime]), result.elapsed);
  result.start = either(values_[session::kStartTime], time_ - either(result.elapsed, result.duration));
  result.distance = positive_or_zero(values_[session::kDistance]);
  result.rpe = within(values_[session::kRpe], 0.0, 10.0);
  result.feel = within(values_[session::kFeel], 0.0, 100.0);
  if (const double length = values_[session::kPoolLength]; length > 0.0) result.pool_length = length;
  for (const FitFieldInfo& info : fit_fields()) {
    if (info.message != kSession || std::ranges::find(kVendorFields, info.field) == std::end(kVendorFields)) continue;
    const double value = values_[info.field];
    const bool no_contact = value == 0.0 && (info.field == 16 || info.field == 17);
    if (!std::isnan(value) && !no_contact) result.vendor.push_back({std::string(info.name), value});
  }
  part_.sessions.push_back(std::move(result));
}

void FitCollector::lap() {
  const double elapsed = positive_or_zero(values_[lap::kElapsedTime]);
  const double start = either(values_[lap::kStartTime], time_ - elapsed);
  part_.laps.push_back(
      {start, either(positive_or_zero(values_[lap::kTimerTime]), elapsed), positive_or_zero(values_[lap::kDistance])});
  const std::string name = fit_sport(values_.number(lap::kSport), values_.number(lap::kSubSport));
  if (!name.empty()) part_.lap_sport = name;
}

void FitCollector::event() {
  constexpr double kTimer = 0, kStart = 0, kStop = 1, kStopAll = 4, kStopDisable = 8, kStopDisableAll = 9;
  if (values_[event::kEvent] != kTimer || std::isnan(time_)) return;
  const double type = values_[event::kType];
  if (type == kStart) part_.timer.push_back({time_, true});
  if (type == kStop || type == kStopAll || type == kStopDisable || type == kStopDisableAll) {
    part_.timer.push_back({time_, false});
  }
}

void FitCollector::length() {
  constexpr double kIdle = 0;
  const double elapsed = positive_or_zero(values_[length::kElapsedTime]);
  PoolLength result;
  result.start = either(values_[length::kStartTime], time_ - elapsed);
  result.duration = either(positive_or_zero(values_[length::kTimerTime]), elapsed);
  result.strokes = values_[length::kStrokes];
  result.active = values_[length::kType] != kIdle;
  part_.lengths.push_back(result);
}

void FitCollector::set(const FitMessage& message) {
  constexpr double kRest = 0;
  if (values_[set::kType] == kRest) return;
  StrengthSet result;
  result.repetitions = values_[set::kRepetitions];
  result.weight = values_[set::kWeight];
  result.duration = positive_or_zero(values_[set::kDuration]);
  const FitField* const category = message.find(set::kCategory);  // several where the device was not sure: best first
  if (category != nullptr) result.exercise = fit_exercise(category->value());
  part_.sets.push_back(result);
  part_.set_starts.push_back(either(either(values_[set::kStartTime], values_[set::kTimestamp]), part_.last_time));
}

/// Intervals between beats: arrays, padded with what says "none".
void FitCollector::beats(const FitMessage& message) {
  constexpr std::uint64_t kTimeBits = 0x3FFF, kGap = 0x8000;
  const bool raw = message.number == kRawBbi && message.find(2) == nullptr;
  const std::uint8_t field = message.number == kHrv ? 0 : (message.number == kBeatIntervals || raw ? 1 : 2);
  const FitField* const found = message.find(field);
  if (found == nullptr || found->odd) return;
  for (std::size_t i = 0; i < found->count(); ++i) {
    double milliseconds = found->value(i);
    if (std::isnan(milliseconds)) continue;
    if (raw) {
      const auto packed = found->bits(i);
      milliseconds = (packed & kGap) != 0 ? 0.0 : static_cast<double>(packed & kTimeBits);
    }
    if (milliseconds > 0.0) part_.beats.push_back({part_.last_time, milliseconds / 1000.0});
  }
}

/// Beats counted by the strap's own clock; a message with a timestamp ties that to the file's.
void FitCollector::strap(const FitMessage& message) {
  const FitField* const full = message.find(hr::kEventTime);
  const FitField* const rates = message.find(hr::kBpm);
  std::vector<double> times = values_.unpacked();
  if (full != nullptr && times.empty()) {
    for (std::size_t i = 0; i < full->count(); ++i) times.push_back(full->value(i) / 1024.0);
  }
  if (!std::isnan(time_) && !times.empty()) strap_base_ = time_ + either(values_[hr::kFraction], 0.0) - times[0];
  if (rates == nullptr || std::isnan(strap_base_)) return;
  for (std::size_t i = 0; i < std::min(times.size(), rates->count()); ++i) {
    const double rate = rates->value(i), time = strap_base_ + times[i];
    if (!(rate > 0.0) || std::isnan(time)) continue;
    // Of those until the same whole second only the last is ever asked for, as records and samples have whole seconds.
    std::deque<FitStrapRate>& known = part_.strap;
    const bool same = !known.empty() && known.back().time <= time && std::ceil(known.back().time) == std::ceil(time);
    if (same) known.pop_back();
    known.push_back({time, rate});
  }
}

}  // namespace formcast::intake
