#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/sim/devices/fit_writer.hpp"

/// Activities of realistic size and layout, for benchmarks and for folders of thousands of files. The same number gives
/// the same bytes on every machine.
namespace formcast::intake::testing_fit {

/// How devices lay out their records.
enum class Recorder {
  kBikeComputer,  ///< little-endian, 32-bit speed and altitude, power, fields of two apps
  kHeadUnit,      ///< big-endian, 16-bit speed and altitude, definitions written again and again
  kWatch,         ///< a run: cadence in strides with a fraction, running dynamics
};

/// What the athlete did in one second; a random walk about plausible values.
struct Moment {
  double power = 200.0, heart_rate = 120.0, cadence = 85.0, speed = 8.0;
  double distance = 0.0, altitude = 300.0, latitude = 46.5, longitude = 7.5;

  void advance(std::mt19937& random) {
    const auto noise = [&] { return static_cast<double>(random() % 2001) / 1000.0 - 1.0; };
    power = std::clamp(power + 12.0 * noise() + 0.05 * (200.0 - power), 0.0, 900.0);
    heart_rate = std::clamp(heart_rate + 0.02 * (80.0 + 0.3 * power - heart_rate) + 0.4 * noise(), 60.0, 195.0);
    cadence = std::clamp(cadence + noise() + 0.05 * (85.0 - cadence), 40.0, 120.0);
    speed = std::clamp(speed + 0.2 * noise() + 0.05 * (8.0 - speed), 0.5, 20.0);
    distance += speed;
    altitude += 0.5 * noise();
    latitude += 5e-5 * noise();
    longitude += 7e-5;
  }
};

/// One activity, a record a second.
class Recording {
 public:
  Recording(std::uint32_t number, Recorder recorder) : recorder_(recorder), random_(number) {}

  Bytes write(std::uint32_t start, int seconds) {
    time_ = start_ = start;
    file_.define(0, 0, {{0, kEnum}, {1, kU16}, {2, kU16}, {4, kU32}}).data(0, {4, maker(), 2067, start});
    if (recorder_ == Recorder::kBikeComputer) describe_apps();
    file_.define(2, 21, {{253, kU32}, {3, kU32}, {0, kEnum}, {1, kEnum}, {4, kU8}}).data(2, {start, 0, 0, 0, 0});
    define_records();
    for (int second = 0; second < seconds; ++second) {
      add_record();
      ++time_;
      if ((second + 1) % 600 == 0) add_lap(600);
      if (second % 60 == 59) add_sensors();
    }
    if (seconds % 600 != 0) add_lap(seconds % 600);
    file_.define(2, 21, {{253, kU32}, {3, kU32}, {0, kEnum}, {1, kEnum}, {4, kU8}}).data(2, {time_, 0, 0, 4, 0});
    add_session(seconds);
    return file_.bytes();
  }

 private:
  bool big_endian() const { return recorder_ == Recorder::kHeadUnit; }
  double maker() const { return recorder_ == Recorder::kHeadUnit ? 32 : 1; }
  double sport() const { return recorder_ == Recorder::kWatch ? 1 : 2; }
  static double degrees(double value) { return std::floor(value / 180.0 * 2147483648.0); }
  static Values two_bytes(int value) { return {static_cast<double>(value % 256), static_cast<double>(value / 256)}; }

  void describe_apps() {
    file_.define(4, 207, {{1, kRaw, 16}, {3, kU8}}).data(4, {"sixteen bytes of", 0});
    file_.define(4, 206, {{0, kU8}, {1, kU8}, {2, kU8}, {3, kText, 20}, {8, kText, 8}, {6, kU8}, {15, kU8}});
    file_.data(4, {0, 0, kU16, "Core temperature", "C", 100, kNone});
    file_.data(4, {0, 1, kU16, "Muscle oxygen", "%", 10, 57});
  }

  void define_records() {
    switch (recorder_) {
      case Recorder::kBikeComputer:
        file_.define(1, 20,
                     {{253, kU32},
                      {0, kS32},
                      {1, kS32},
                      {5, kU32},
                      {73, kU32},
                      {78, kU32},
                      {29, kU32},
                      {7, kU16},
                      {3, kU8},
                      {4, kU8},
                      {13, kS8},
                      {30, kU8}},
                     false, {{0, 2, 0}, {1, 2, 0}});
        return;
      case Recorder::kHeadUnit:
        file_.define(1, 20,
                     {{253, kU32},
                      {0, kS32},
                      {1, kS32},
                      {2, kU16},
                      {9, kS16},
                      {5, kU32},
                      {6, kU16},
                      {7, kU16},
                      {3, kU8},
                      {4, kU8},
                      {13, kS8},
                      {31, kU8}},
                     true);
        return;
      case Recorder::kWatch:
        file_.define(1, 20,
                     {{253, kU32},
                      {0, kS32},
                      {1, kS32},
                      {5, kU32},
                      {73, kU32},
                      {78, kU32},
                      {39, kU16},
                      {41, kU16},
                      {83, kU16},
                      {85, kU16},
                      {3, kU8},
                      {4, kU8},
                      {53, kU8},
                      {13, kS8}});
        return;
    }
  }

  void add_record() {
    now_.advance(random_);
    energy_ += std::floor(now_.power);
    const double latitude = degrees(now_.latitude), longitude = degrees(now_.longitude);
    const double distance = std::floor(100.0 * now_.distance), speed = std::floor(1000.0 * now_.speed);
    const double altitude = std::floor(5.0 * (now_.altitude + 500.0)), cadence = std::floor(now_.cadence);
    switch (recorder_) {
      case Recorder::kBikeComputer:
        file_.data(1, {time_, latitude, longitude, distance, speed, altitude, energy_, now_.power, now_.heart_rate,
                       cadence, 21, 128 + 50, two_bytes(3750), two_bytes(612)});
        return;
      case Recorder::kHeadUnit:
        file_.data(1, {time_, latitude, longitude, altitude, -120, distance, speed, now_.power, now_.heart_rate,
                       cadence, 21, 3});
        return;
      case Recorder::kWatch:
        file_.data(1, {time_, latitude, longitude, distance, speed, altitude, 830, 2450, 1020, 1150, now_.heart_rate,
                       cadence, 64, 21});
        return;
    }
  }

  void add_lap(int seconds) {
    const double meters = now_.distance - lap_distance_;
    lap_distance_ = now_.distance;
    file_.define(3, 19, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {9, kU32}, {15, kU8}, {25, kEnum}},
                 big_endian());
    file_.data(3, {time_, time_ - static_cast<double>(seconds), 1000.0 * seconds, 1000.0 * seconds,
                   std::floor(100.0 * meters), now_.heart_rate, sport()});
  }

  /// What devices write about sensors between records; head units define everything again.
  void add_sensors() {
    file_.define(5, 23, {{253, kU32}, {0, kU8}, {2, kU16}, {4, kU16}, {10, kU16}, {11, kU8}}, big_endian());
    file_.data(5, {time_, 3, 123, 7, 768, 2});
    if (recorder_ == Recorder::kHeadUnit) define_records();
  }

  void add_session(int seconds) {
    file_.define(3, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {9, kU32}, {5, kEnum}, {20, kU16}, {193, kU8}},
                 big_endian());
    file_.data(3, {time_, start_, 1000.0 * seconds, 1000.0 * seconds, std::floor(100.0 * now_.distance), sport(),
                   recorder_ == Recorder::kWatch ? kNone : std::floor(energy_ / seconds), 50});
    file_.define(3, 34, {{253, kU32}, {0, kU32}, {5, kU32}}).data(3, {time_, 1000.0 * seconds, time_ + 7200.0});
  }

  Recorder recorder_;
  std::mt19937 random_;
  FitFile file_;
  Moment now_;
  std::uint32_t start_ = 0, time_ = 0;
  double energy_ = 0.0, lap_distance_ = 0.0;
};

/// Activity `number` of a made-up athlete: about 350 kB, twelve hours before the one with the number below it.
inline Bytes recorded_activity(std::uint32_t number) {
  const int seconds = 7500 + static_cast<int>(number * 977 % 4000);
  return Recording(number, static_cast<Recorder>(number % 3)).write(kMoment - 43200 * (number + 1), seconds);
}

}  // namespace formcast::intake::testing_fit
