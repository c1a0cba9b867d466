// Whatever a damaged file says: a measure is a number >= 0, or there is a reason why not.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "sim/base/input_error.hpp"
#include "sim/intake/daily_history.hpp"
#include "sim/measures/best_means.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/measures/measures.hpp"

namespace formcast::intake {
namespace {

class Hostile {
 public:
  explicit Hostile(std::uint32_t seed) : random_(seed) {}

  unsigned below(unsigned count) { return static_cast<unsigned>(random_() % count); }

  double number(double usual) {
    static constexpr double kInfinite = std::numeric_limits<double>::infinity();
    const double odd[] = {kMissing, kInfinite, -kInfinite, 0.0, -1.0, 1e300, -1e300, 1e-300, 65535.0};
    const std::uint32_t draw = below(60);
    return draw < std::size(odd) ? odd[draw] : usual * (0.5 + 1e-3 * (below(1000)));
  }

  Session session() {
    static const char* const kSports[] = {"cycling", "running", "swimming", "strength", ""};
    Session s;
    s.sport = kSports[below(5)];
    s.start = below(20) == 0 ? number(1.7e9) : 1.7e9 + below(4000000);
    s.clock = static_cast<Clock>(below(3));
    if (below(2) == 0) s.utc_offset = number(7200.0);
    s.duration = number(3600.0), s.elapsed = number(4000.0), s.distance = number(20000.0);
    s.rpe = number(5.0), s.pool_length = number(25.0);
    double time = 1.7e9;
    for (std::uint32_t i = below(400); i > 0; --i) {
      time += below(20) == 0 ? 40.0 : 1.0;
      s.samples.push_back({below(50) == 0 ? number(1.7e9) : time, number(150), number(250), number(4), number(1e3),
                           number(100), number(80), kMissing, kMissing});
    }
    for (std::uint32_t i = below(4); i > 0; --i) {
      s.pauses.push_back({number(1.7e9), number(1.7e9)});
      s.pauses.push_back({1.7e9 + below(400), 1.7e9 + below(400)});
      s.lengths.push_back({kMissing, number(25.0), number(15.0), below(3) != 0});
      s.sets.push_back({number(10.0), number(50.0), kMissing, ""});
      s.vendor.push_back({"load", number(80.0)});
    }
    s.sources.push_back({"file" + std::to_string(below(3)), "CSV", ""});
    return s;
  }

 private:
  std::mt19937 random_;
};

AthleteProfile athlete() {
  AthleteProfile a;
  a.heart_rate = {50.0, 190.0};
  a.threshold_heart_rate = 165.0, a.ventilatory = {145.0, 165.0}, a.trimp = kMen;
  a.threshold_power = 250.0, a.critical_speed = 4.0, a.critical_swim_speed = 1.2;
  a.mass = 70.0, a.height = 1.75, a.lifted_share = 0.6;
  return a;
}

TEST(DamagedSessions, AreMeasuredOrNot) {
  int measured = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const Session session = Hostile(seed).session();
    for (const MeasureRow& row : kMeasures) {
      const SessionLoad load = load_of(session, {row.measure, "load"}, athlete());
      ASSERT_EQ(std::isnan(load.value), !load.why_not.empty()) << row.key << " " << seed;
      if (std::isnan(load.value)) continue;
      ASSERT_TRUE(load.value >= 0.0 && std::isfinite(load.value)) << row.key << " " << seed << " " << load.value;
      ++measured;
    }
  }
  EXPECT_GT(measured, 200);
}

TEST(DamagedSessions, HaveTheSameLoadsCondensed) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const Session session = Hostile(seed).session();
    Session small = session;
    condense(small, athlete());
    for (const MeasureRow& row : kMeasures) {
      const SessionLoad before = load_of(session, {row.measure, "load"}, athlete());
      const SessionLoad after = load_of(small, {row.measure, "load"}, athlete());
      ASSERT_EQ(before.why_not, after.why_not) << row.key << " " << seed;
      if (before.why_not.empty()) {
        ASSERT_EQ(before.value, after.value) << row.key << " " << seed;
      }
    }
  }
}

TEST(DamagedSessions, MakeAHistoryOrAnInputError) {
  int made = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    Hostile hostile(seed);
    std::vector<Session> sessions;
    for (int i = 0; i < 5; ++i) sessions.push_back(hostile.session());
    const std::vector<Reading> readings{{"resting_hr", hostile.number(50), hostile.number(1.7e9), {}, {}},
                                        {"sleep_hours", hostile.number(8), 1.7e9, {}, hostile.number(3600)}};
    DailyOptions options;
    options.athlete = "Kim";
    options.zone = "Europe/Berlin";
    options.profile = athlete();
    try {
      const DailyHistory daily = daily_history(sessions, readings, options);
      ASSERT_LE(daily.history.days(), 7306);
      for (const double load : daily.history.load) ASSERT_TRUE(std::isnan(load) || load >= 0.0);
      ++made;
    } catch (const InputError&) {
    }
  }
  EXPECT_GT(made, 50);
}

}  // namespace
}  // namespace formcast::intake
