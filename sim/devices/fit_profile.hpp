#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/devices/fit_message.hpp"

/// The messages and fields of FIT files that Formcast reads: numbers, scales, units and what fields are packed into
/// others. The facts are published under the MIT licence (python-fitparse, fitdecode); no other part of the format is
/// described here.
namespace formcast::intake {

namespace fit {

/// Global message numbers.
inline constexpr std::uint16_t kFileId = 0, kDeviceSettings = 2, kSport = 12, kSession = 18, kLap = 19, kRecord = 20,
                               kEvent = 21, kDeviceInfo = 23, kWeightScale = 30, kActivity = 34, kBloodPressure = 51,
                               kMonitoring = 55, kHrv = 78, kLength = 101, kMonitoringInfo = 103, kHr = 132,
                               kTimestampCorrelation = 162, kMonitoringHr = 211, kSet = 225, kStressLevel = 227,
                               kMaxMet = 229, kSpo2 = 269, kSleepLevel = 275, kBeatIntervals = 290,
                               kRespirationRate = 297, kSleepAssessment = 346, kHrvStatus = 370, kHrvValue = 371,
                               kRawBbi = 372, kSkinTemperature = 398;

inline constexpr std::uint8_t kTimestamp = 253;

namespace file_id {
inline constexpr std::uint8_t kType = 0, kManufacturer = 1, kProduct = 2, kTimeCreated = 4, kProductName = 8;
}
namespace device_settings {
inline constexpr std::uint8_t kActiveTimeZone = 0, kUtcOffset = 1, kTimeOffset = 2;
}
namespace sport {
inline constexpr std::uint8_t kSport = 0, kSubSport = 1, kName = 3;
}
namespace session {
inline constexpr std::uint8_t kStartTime = 2, kSport = 5, kSubSport = 6, kElapsedTime = 7, kTimerTime = 8,
                              kTotalCycles = 10, kDistance = 9, kPoolLength = 44, kProfileName = 110, kFeel = 192,
                              kRpe = 193;
}
namespace lap {
inline constexpr std::uint8_t kStartTime = 2, kElapsedTime = 7, kTimerTime = 8, kDistance = 9, kSport = 25,
                              kSubSport = 39;
}
namespace record {
inline constexpr std::uint8_t kLatitude = 0, kLongitude = 1, kAltitude = 2, kHeartRate = 3, kCadence = 4, kDistance = 5,
                              kSpeed = 6, kPower = 7, kCompressedSpeedDistance = 8, kCycles = 18, kTotalCycles = 19,
                              kCompressedPower = 28, kAccumulatedPower = 29, kCadence256 = 52, kFractionalCadence = 53,
                              kEnhancedSpeed = 73, kEnhancedAltitude = 78;
}
namespace event {
inline constexpr std::uint8_t kEvent = 0, kType = 1, kData16 = 2, kData = 3, kFrontGearNumber = 9, kFrontGear = 10,
                              kRearGearNumber = 11, kRearGear = 12;
}
namespace device_info {
inline constexpr std::uint8_t kIndex = 0, kManufacturer = 2, kProduct = 4, kProductName = 27;
}
namespace activity {
inline constexpr std::uint8_t kLocalTimestamp = 5;
}
namespace monitoring {
inline constexpr std::uint8_t kCycles = 3, kActivityType = 5, kTypeAndIntensity = 24, kTimestamp16 = 26,
                              kHeartRate = 27, kIntensity = 28;
}
namespace length {
inline constexpr std::uint8_t kStartTime = 2, kElapsedTime = 3, kTimerTime = 4, kStrokes = 5, kType = 12;
}
namespace hr {
inline constexpr std::uint8_t kFraction = 0, kBpm = 6, kEventTime = 9, kEventTime12 = 10;
}
namespace correlation {
inline constexpr std::uint8_t kSystemTime = 1, kLocalTime = 3;
}
namespace set {
inline constexpr std::uint8_t kDuration = 0, kRepetitions = 3, kWeight = 4, kType = 5, kStartTime = 6, kCategory = 7,
                              kTimestamp = 254;
}
namespace hrv_status {
inline constexpr std::uint8_t kWeekly = 0, kLastNight = 1, kLastNightHigh = 2, kBaselineLower = 4, kBaselineUpper = 5;
}

}  // namespace fit

/// A field: value = number in the file / scale - offset.
struct FitFieldInfo {
  std::uint16_t message;
  std::uint8_t field;
  std::string_view name, unit;
  double scale = 1.0, offset = 0.0;
};

/// A condition on the number of another field of the message, as it is in the file.
struct FitWhen {
  std::uint8_t field = 0xFF;  ///< 0xFF: always
  std::uint16_t value = 0;
};

/// Bits of a field that are a value of another one.
struct FitComponent {
  std::uint16_t message;
  std::uint8_t from, to, first_bit, bits;
  double scale = 1.0, offset = 0.0;
  bool accumulates = false;  ///< counts on where the bits come round
  bool repeats = false;      ///< the field is an array of such values
  FitWhen when = {};
};

/// What a field means where another one has some number. The first that holds counts.
struct FitSubfield {
  std::uint16_t message;
  std::uint8_t field;
  FitWhen when;
  std::string_view name, unit;
  double scale = 1.0;
};

/// Ascending by message; within one in the order in which they apply.
std::span<const FitFieldInfo> fit_fields();
std::span<const FitComponent> fit_components();
std::span<const FitSubfield> fit_subfields();

/// The values of one message at a time, scaled, with those packed into others. What the tables above say of a layout of
/// messages is looked up once.
class FitValues {
 public:
  /// A file begins: counts start from 0.
  void begin_file() { counts_.assign(fit_components().size(), {}); }

  /// Values stay until the next call.
  void read(const FitMessage& message);

  /// In the field's unit; not a number where the message has none, or a field we do not read.
  double operator[](std::uint8_t field) const { return slots_[field].used == now_ ? slots_[field].value : kNone; }
  /// The number as it is in the file; -1 where there is none.
  double number(std::uint8_t field) const;
  /// All values of a field that an array of others is packed into, in order.
  const std::vector<double>& unpacked() const { return unpacked_; }
  /// What a field means in this message, nullptr where no condition of its meanings holds.
  const FitSubfield* meaning(std::uint8_t field) const;

 private:
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  struct Slot {
    std::uint32_t used = 0;
    double number = 0.0, value = 0.0;
  };
  struct Count {
    double total = 0.0;   ///< in units of the component
    double full = kNone;  ///< a full value to go on from
  };
  /// A field of a message that is read.
  struct Read {
    std::size_t at;  ///< in the message's fields
    const FitFieldInfo* info;
  };
  /// A component that may have something to do.
  struct Unpack {
    std::size_t at;                      ///< in fit_components()
    std::optional<std::size_t> from;     ///< in the message's fields
    bool copy = false;                   ///< the value is that of the other field as it is
    const FitFieldInfo* info = nullptr;  ///< of the field it is a value of
  };
  struct Plan {
    std::uint64_t layout = 0;
    std::vector<Read> fields;
    std::vector<Unpack> components;
    std::span<const FitSubfield> subfields;
  };

  bool holds(const FitWhen& when) const { return when.field == 0xFF || number(when.field) == when.value; }
  static Plan plan_of(const FitMessage& message);
  void fill(const FitMessage& message, const Unpack& component);
  void unpack(const FitMessage& message, const Unpack& component);
  void set(std::uint8_t field, double number, double value) { slots_[field] = {now_, number, value}; }

  std::array<Slot, 256> slots_{};
  std::uint32_t now_ = 0;       ///< of the message that slots are of
  std::array<Plan, 16> plans_;  ///< by local type
  std::span<const FitSubfield> subfields_;
  std::vector<Count> counts_ = std::vector<Count>(fit_components().size());
  std::vector<double> unpacked_;
};

}  // namespace formcast::intake
