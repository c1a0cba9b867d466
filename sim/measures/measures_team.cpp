#include "sim/measures/measures_team.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "sim/measures/measures_sampling.hpp"

namespace formcast::intake {
namespace {

constexpr double kRounding = 1e-9;  // ten steps of 0.1 s are a second

struct Efforts {
  double distance = 0.0;
  int count = 0;
};

Efforts efforts_above(const std::vector<SpeedStep>& steps, double limit, double dwell) {
  Efforts result;
  double seconds = 0.0, distance = 0.0;
  const auto end = [&] {
    if (seconds > 0.0 && seconds + kRounding >= dwell) {
      result.distance += distance;
      ++result.count;
    }
    seconds = distance = 0.0;
  };
  for (const SpeedStep& step : steps) {
    if (!(step.speed > limit)) {
      end();
      continue;
    }
    seconds += step.duration;
    distance += step.speed * step.duration;
  }
  end();
  return result;
}

}  // namespace

RunningDistances running_distances(const std::vector<SpeedStep>& steps, const SpeedLimits& limits) {
  RunningDistances result;
  result.limits = limits;
  for (const SpeedStep& step : steps) result.total += step.speed * step.duration;
  const Efforts high = efforts_above(steps, limits.high, limits.dwell);
  const Efforts sprint = efforts_above(steps, limits.sprint, limits.dwell);
  result.high_speed = high.distance, result.high_speed_efforts = high.count;
  result.sprint = sprint.distance, result.sprints = sprint.count;
  return result;
}

std::vector<SpeedStep> speed_steps(const Session& session) {
  const Pauses pauses(session.pauses);
  const Samples& samples = session.samples;
  const std::span<const Seconds> times = samples.times();
  std::vector<SpeedStep> steps;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Seconds at = times[i];
    const double speed = samples[i].speed;
    if (!std::isfinite(speed) || !std::isfinite(at) || pauses.hold(at)) continue;
    double duration = steps.empty() ? 1.0 : std::min(1.0, steps.back().duration);
    if (i + 1 < samples.size()) {
      const double next = times[i + 1] - at;
      if (next <= kLongestHole && !pauses.hold(at + 0.5 * next)) duration = std::max(0.0, next);
    }
    steps.push_back({speed, duration});
  }
  return steps;
}

}  // namespace formcast::intake
