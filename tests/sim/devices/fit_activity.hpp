#pragma once

#include <string>
#include <vector>

#include "sim/devices/fit_collector.hpp"
#include "sim/devices/fit_reader.hpp"
#include "tests/sim/devices/fit_writer.hpp"

/// Whole activities for tests.
namespace formcast::intake::testing_fit {

/// kMoment in seconds since 1970.
inline constexpr double kStart = kMoment + kFitEpoch;

/// Records of a ride, one a second: heart rate 120, 121, ... and power 200, 201, ...; no session message.
inline FitFile ride_without_end(int seconds, FileShape shape = {}) {
  FitFile file(std::move(shape));
  add_file_id(file);
  file.define(1, 20, {{253, kU32}, {3, kU8}, {7, kU16}, {5, kU32}});
  for (int i = 0; i < seconds; ++i) file.data(1, {kMoment + i, 120 + i % 60, 200 + i % 60, 1000 * i});
  return file;
}

/// The ride with its timer, lap, session and activity messages; local time is two hours ahead.
inline FitFile ride(int seconds, FileShape shape = {}) {
  FitFile file = ride_without_end(seconds, std::move(shape));
  const double end = kMoment + seconds;
  file.define(2, 19, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {9, kU32}});
  file.data(2, {end, kMoment, 1000 * seconds, 1000 * seconds, 1000 * seconds});
  file.define(3, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {9, kU32}, {5, kEnum}});
  file.data(3, {end, kMoment, 1000 * seconds, 1000 * seconds, 1000 * seconds, 2});
  file.define(4, 34, {{253, kU32}, {5, kU32}}).data(4, {end, end + 7200});
  return file;
}

/// Swimming for 60 s, a transition of 20 s, cycling for 40 s, with a record each 10 s whose distance goes on from sport
/// to sport; the messages of sessions before the records or after.
inline FitFile triathlon(bool sessions_first) {
  FitFile file;
  add_file_id(file);
  const auto sessions = [&] {
    file.define(3, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {5, kEnum}});
    file.data(3, {kMoment + 60, kMoment, 60000, 5}).data(3, {kMoment + 80, kMoment + 60, 20000, 3});
    file.data(3, {kMoment + 120, kMoment + 80, 40000, 2});
  };
  if (sessions_first) sessions();
  file.define(1, 20, {{253, kU32}, {5, kU32}});
  for (int i = 0; i < 12; ++i) file.data(1, {kMoment + 10 * i, 1000 * i});
  if (!sessions_first) sessions();
  file.define(4, 34, {{253, kU32}, {5, kU32}}).data(4, {kMoment + 120, kNone});
  return file;
}

/// A file of many kinds of messages, layouts and both byte orders; damage to it exercises much of the reader.
inline Bytes rich(int rounds) {
  FitFile file;
  add_file_id(file);
  file.define(2, 206, {{0, kU8}, {1, kU8}, {2, kU8}, {3, kText, 8}, {8, kText, 8}, {15, kU8}});
  file.data(2, {0, 0, 0x84, "Power", "Watts", 7});
  file.define(12, 21, {{253, kU32}, {0, kEnum}, {1, kEnum}, {3, kU32}}).data(12, {kMoment, 0, 0, 0});
  double time = kMoment;
  for (int round = 0; round < rounds; ++round) {
    const bool big = round % 2 == 1;
    file.define(1, 20, {{253, kU32}, {3, kU8}, {0, kS32}, {1, kS32}, {2, kU16}, {6, kU16}, {4, kU8}}, big, {{0, 2, 0}});
    file.define(3, 20, {{8, kRaw, 3}, {3, kU8}}).define(5, 78, {{0, kU16, 6}}, big);
    for (int i = 0; i < 8; ++i) {
      file.data(1, {time++, 120 + i, 5e8, -9e8, 2600 + i, 8000, 90, {44, 1}}).data(5, {{800, 810, kNone}});
      file.compressed(3, static_cast<std::uint32_t>(time++), {Values{1, 2, 3}, 130});
    }
    file.data(12, {time, 0, 4, 0}).data(12, {time += 30, 0, 0, 0});
    file.define(6, 19, {{253, kU32}, {2, kU32}, {7, kU32}, {9, kU32}}, big).data(6, {time, time - 40, 40000, 9000});
    file.define(7, 101, {{2, kU32}, {4, kU32}, {12, kEnum}}).data(7, {time - 20, 20000, 1});
  }
  file.define(9, 225, {{254, kU32}, {0, kU32}, {3, kU16}, {5, kU8}, {7, kU16, 4}}).data(9, {time, 9000, 8, 1, {28, 8}});
  file.define(10, 55, {{253, kU32}, {26, kU16}, {27, kU8}, {3, kU32}, {5, kEnum}}).data(10, {time, 77, 61, 900, 6});
  file.define(11, 275, {{253, kU32}, {0, kEnum}}).data(11, {time, 2}).data(11, {time + 3600, 1});
  file.define(13, 132, {{253, kU32}, {9, kU32}, {6, kU8}}).data(13, {kMoment, 5000, 90});
  file.define(8, 18, {{253, kU32}, {2, kU32}, {7, kU32}, {8, kU32}, {5, kEnum}, {193, kU8}}, true);
  file.data(8, {time, kMoment, (time - kMoment) * 1000, (time - kMoment) * 1000, 2, 70});
  file.define(14, 34, {{253, kU32}, {5, kU32}}).data(14, {time, time - 18000});
  return file.bytes();
}

inline Content read(const Bytes& bytes) { return read_fit(bytes, "ride.fit"); }

/// A column of the samples.
inline std::vector<double> column(const Session& session, double Sample::*field) {
  std::vector<double> result;
  for (const Sample& sample : session.samples) result.push_back(sample.*field);
  return result;
}

inline std::vector<double> times(const Session& session) {
  std::vector<double> result = column(session, &Sample::time);
  for (double& time : result) time -= kStart;
  return result;
}

inline double vendor(const Session& session, const std::string& name) {
  for (const VendorValue& value : session.vendor) {
    if (value.name == name) return value.value;
  }
  return kMissing;
}

/// Values of one marker.
inline std::vector<double> marker(const Content& content, const std::string& name) {
  std::vector<double> result;
  for (const Reading& reading : content.readings) {
    if (reading.marker == name) result.push_back(reading.value);
  }
  return result;
}

/// A file of records only, whose layout and values a test gives.
inline FitFile records(std::vector<FieldSpec> fields, bool big_endian = false) {
  FitFile file;
  add_file_id(file);
  file.define(1, 20, std::move(fields), big_endian);
  return file;
}

}  // namespace formcast::intake::testing_fit
