#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sim/devices/fit_decoder.hpp"
#include "sim/devices/fit_profile.hpp"
#include "sim/sessions/session.hpp"

/// One file of a chain as it is gathered from messages, before sessions are made of it.
namespace formcast::intake {

/// Seconds between the epochs of FIT (1989-12-31T00:00Z) and Unix.
inline constexpr double kFitEpoch = 631065600.0;

/// Times below are of a clock that began with the device's power [s].
inline constexpr double kFitFirstDate = 0x10000000;

/// The timer began to run or stopped.
struct FitTimerEvent {
  double time;
  bool runs;
};

struct FitBeat {
  double time;      ///< [s]
  double interval;  ///< to the beat before [s]
};

/// Heart rate that a chest strap stored and sent afterwards.
struct FitStrapRate {
  Seconds time;
  double rate;  ///< [1/min]
};

/// A count of steps since midnight, by kind of activity.
struct FitSteps {
  double time;
  int activity;
  double steps;
};

struct FitSleepLevel {
  double time;
  int level;  ///< 1 awake, 2 light, 3 deep, 4 REM
};

/// All times are seconds since 1989-12-31T00:00Z, or since the device was switched on (`to_utc`).
struct FitPart {
  int type = 4;  ///< of the file: 4 activity, 6 course, ...
  double manufacturer = kMissing, product = kMissing;
  std::string product_name;
  double created = kMissing;
  std::string sport, title;  ///< of the last `sport` message

  Samples samples;
  std::vector<FitTimerEvent> timer;
  std::vector<Session> sessions;  ///< as their messages say; start and elapsed time may be missing
  std::vector<Lap> laps;
  std::string lap_sport;
  std::vector<PoolLength> lengths;
  std::vector<StrengthSet> sets;
  std::vector<double> set_starts;  ///< (sets)
  std::deque<FitBeat> beats;       // thousands, and how many is not known
  std::deque<FitStrapRate> strap;
  std::vector<Reading> readings;
  std::vector<FitSteps> steps;
  std::vector<FitSleepLevel> sleep;

  bool has_activity = false;            ///< its last message, so it is whole
  std::optional<double> utc_offset;     ///< of local time [s]
  std::optional<double> device_offset;  ///< the same from the device's settings
  std::optional<double> correlation;    ///< UTC minus the device's clock [s]
  std::optional<double> system_offset;  ///< the same from the device's settings
  std::optional<double> local_clock;    ///< local time minus the device's clock [s]
  double first_time = kMissing, last_time = kMissing;
  std::size_t samples_without_time = 0;
  std::uint64_t messages = 0;
};

/// An app's field of records that fills a channel which the device has no value of.
struct FitAppField {
  std::size_t at;  ///< in the message's fields
  double Sample::*target;
  double most;  ///< believed
};

/// Gathers the messages of a part.
class FitCollector {
 public:
  /// A file begins. `end` is where it ends in the input, as far as its header says.
  void begin_file(std::uint64_t end);
  void read(const FitMessage& message);
  /// What was read of it; the next part begins with begin_file.
  FitPart& part();

 private:
  void file_id(const FitMessage& message);
  void device(const FitMessage& message);
  void clocks(const FitMessage& message);
  void session(const FitMessage& message);
  void lap();
  void record(const FitMessage& message);
  const std::vector<FitAppField>& app_fields(const FitMessage& message);
  void keep_samples();
  void make_room();
  void event();
  void length();
  void set(const FitMessage& message);
  void beats(const FitMessage& message);
  void strap(const FitMessage& message);
  void wellness(const FitMessage& message);
  void monitoring();
  void measurement(const FitMessage& message);
  void reading(const char* marker, double value) { reading(marker, value, time_); }
  void reading(const char* marker, double value, double time);

  struct AppFields {
    std::uint64_t layout = 0;
    std::vector<FitAppField> fields;
  };

  std::uint64_t end_ = 0;                             ///< of the part
  std::uint64_t first_sample_ = 0, last_sample_ = 0;  ///< offsets of their records
  std::vector<Sample> read_;                          ///< samples that the part has not yet
  FitPart part_;
  FitValues values_;
  std::array<AppFields, 16> app_fields_;  ///< by local type
  double time_ = kMissing;                ///< of the message
  double day_clock_ = kMissing;           ///< of monitoring, which tells 16 bits of it
  double strap_base_ = kMissing;          ///< time of the strap's zero
};

}  // namespace formcast::intake
