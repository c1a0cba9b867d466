#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake::testing_measures {

/// A ride of an hour at 1 Hz: 10 min at 150 W, then 5 min at 290 W and 5 min at 120 W in turn, 15 s of coasting in each
/// 4 min, heart rate following. Whole watts and beats.
struct Ride {
  std::vector<double> power;       ///< (3600) [W]
  std::vector<double> heart_rate;  ///< (3600) [1/min]
};

/// The linear congruential generator of ANSI C in doubles, as any language with nothing but doubles has it: products
/// above 2^53 are rounded, so that 64-bit integers give another ride.
class Lcg {
 public:
  double next() {
    state_ = std::fmod(state_ * 1103515245.0 + 12345.0, 2147483648.0);
    return state_ / 2147483648.0;
  }

 private:
  double state_ = 12345.0;
};

inline Ride golden_ride() {
  Ride ride;
  Lcg lcg;
  double heart_rate = 90.0;
  for (int i = 0; i < 3600; ++i) {
    const double base = i < 600 ? 150.0 : (i - 600) / 300 % 2 == 1 ? 120.0 : 290.0;
    const bool coasts = i % 240 >= 225;
    ride.power.push_back(coasts ? 0.0 : std::floor(base + 60.0 * (lcg.next() - 0.5) + 0.5));
    const double target = 90.0 + 0.28 * base;
    if (i > 0) heart_rate = std::floor(heart_rate + (target - heart_rate) * 0.02 + (lcg.next() - 0.5) * 1.5 + 0.5);
    ride.heart_rate.push_back(heart_rate);
  }
  return ride;
}

/// The ride as a session of a device.
inline Session session_of(const Ride& ride, Seconds start = 1714806600.0) {
  Session session;
  session.sport = "cycling";
  session.start = start;
  session.utc_offset = 7200.0;
  session.duration = session.elapsed = static_cast<double>(ride.power.size());
  for (std::size_t i = 0; i < ride.power.size(); ++i) {
    Sample sample;
    sample.time = start + static_cast<double>(i);
    sample.power = ride.power[i];
    sample.heart_rate = ride.heart_rate[i];
    session.samples.push_back(sample);
  }
  session.sources.push_back({"ride.fit", "FIT", ""});
  return session;
}

/// A ride of whole watts and beats that a seed gives.
inline Ride random_ride(std::uint32_t seed, int seconds) {
  Ride ride;
  std::uint32_t state = seed * 2654435761U + 1U;
  const auto next = [&] {
    state = state * 1664525U + 1013904223U;
    return static_cast<double>(state >> 8) / 16777216.0;
  };
  double level = 200.0;
  for (int i = 0; i < seconds; ++i) {
    if (next() < 0.01) level = 400.0 * next();
    ride.power.push_back(next() < 0.1 ? 0.0 : std::floor(level * (0.8 + 0.4 * next())));
    ride.heart_rate.push_back(std::floor(100.0 + 0.2 * level + 10.0 * next()));
  }
  return ride;
}

}  // namespace formcast::intake::testing_measures
