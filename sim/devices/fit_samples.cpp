// Samples of a part, from records and the fields that apps add to them.
#include <algorithm>
#include <cmath>

#include "sim/devices/fit_amounts.hpp"
#include "sim/devices/fit_collector.hpp"

namespace formcast::intake {
namespace {

using namespace fit;  // NOLINT: the messages' names

bool is_unit(std::string_view unit, std::initializer_list<std::string_view> names) {
  std::string lower;
  for (const char c : unit) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::ranges::find(names, lower) != names.end();
}

/// What an app's field may fill; nothing where its unit is another: apps put muscle oxygen into "heart rate".
std::optional<FitAppField> app_field(const FitField& field, std::size_t at) {
  if (field.description == nullptr || !field.description->native_field) return std::nullopt;
  const FitDescription& about = *field.description;
  if (about.native_message && *about.native_message != kRecord) return std::nullopt;
  const auto fills = [&](double Sample::*target, std::initializer_list<std::string_view> units, double most) {
    return is_unit(about.unit, units) ? std::optional(FitAppField{at, target, most}) : std::nullopt;
  };
  switch (*about.native_field) {
    case record::kPower:
      return fills(&Sample::power, {"w", "watt", "watts"}, 10000.0);
    case record::kHeartRate:
      return fills(&Sample::heart_rate, {"bpm", "1/min", "beats/min"}, 254.0);
    case record::kCadence:
      return fills(&Sample::cadence, {"rpm", "1/min"}, 300.0);
    case record::kSpeed:
    case record::kEnhancedSpeed:
      return fills(&Sample::speed, {"m/s"}, 200.0);
    default:
      return std::nullopt;
  }
}

}  // namespace

void FitCollector::record(const FitMessage& message) {
  Sample sample;
  sample.time = time_;
  sample.heart_rate = values_[record::kHeartRate];
  if (!(sample.heart_rate > 0.0)) sample.heart_rate = kMissing;  // a strap without contact
  sample.power = positive_or_zero(values_[record::kPower]);
  sample.speed = positive_or_zero(values_[record::kEnhancedSpeed]);
  sample.altitude = values_[record::kEnhancedAltitude];
  sample.distance = positive_or_zero(values_[record::kDistance]);
  const double fraction = values_[record::kFractionalCadence];
  sample.cadence = either(values_[record::kCadence256], values_[record::kCadence] + either(fraction, 0.0));
  sample.latitude = within(values_[record::kLatitude], -90.0, 90.0);
  sample.longitude = within(values_[record::kLongitude], -180.0, 180.0);
  for (const FitAppField& app : app_fields(message)) {
    double& target = sample.*app.target;
    if (!std::isnan(target)) continue;  // the device's own counts more
    const FitField& field = message.fields[app.at];
    target = within(field.value() / field.description->scale - field.description->offset, 0.0, app.most);
  }
  if (std::isnan(time_)) {
    ++part_.samples_without_time;
  } else {
    if (part_.samples.empty() && read_.empty()) first_sample_ = message.offset;
    last_sample_ = message.offset;
    read_.push_back(sample);
    constexpr std::size_t kSeveral = 32;
    if (read_.size() == kSeveral) keep_samples();
  }
}

FitPart& FitCollector::part() {
  keep_samples();
  return part_;
}

void FitCollector::keep_samples() {
  make_room();
  part_.samples.append(read_);
  read_.clear();
}

const std::vector<FitAppField>& FitCollector::app_fields(const FitMessage& message) {
  AppFields& known = app_fields_[message.layout % app_fields_.size()];
  if (known.layout != message.layout) {
    known = {message.layout, {}};
    for (std::size_t i = 0; i < message.fields.size(); ++i) {
      const std::optional<FitAppField> field = app_field(message.fields[i], i);
      if (field) known.fields.push_back(*field);
    }
  }
  return known.fields;
}

/// Room for as many samples as the part has if they go on as they began: a vector that doubles takes three times its
/// size at its last step. No more than 16 MB or four times the part at once, whatever the first records seem to
/// promise.
void FitCollector::make_room() {
  constexpr std::size_t kFew = 64, kMostOfPart = 4, kAlways = 1U << 24U;
  constexpr double kSpare = 1.03;
  constexpr std::size_t kLeastBytes = 24;  // of a sample, before its channels are known
  const std::size_t size = part_.samples.size() + read_.size();
  if (size <= part_.samples.capacity()) return;
  if (size < kFew) return part_.samples.reserve(size);  // all there are, in a part that ends
  const std::uint64_t all = end_ - std::min(end_, first_sample_),
                      done = std::max<std::uint64_t>(last_sample_ - first_sample_, 1);
  const double expected = kSpare * static_cast<double>(size) * static_cast<double>(all) / static_cast<double>(done);
  const std::uint64_t most =
      std::max<std::uint64_t>(kMostOfPart * all, kAlways) / std::max(part_.samples.sample_bytes(), kLeastBytes);
  const auto wanted = static_cast<std::size_t>(std::min(expected, static_cast<double>(most)));
  part_.samples.reserve(std::max(wanted, size + size / 16 + kFew));
}

}  // namespace formcast::intake
