#include "viewer/charts/past_band.hpp"

#include <algorithm>
#include <cmath>

namespace formcast {
namespace {

/// Days of the record that are on the screen: [begin, end).
struct Days {
  std::size_t begin = 0, end = 0;
};
Days days_shown(const Frame& frame, std::size_t days) {
  const double offset = frame.first_day(), count = static_cast<double>(days);
  const auto day = [&](double at) { return static_cast<std::size_t>(std::clamp(at - offset, 0.0, count)); };
  const std::size_t begin = day(std::floor(frame.view.axis.first) - 1.0);
  return {begin, std::max(begin, day(std::ceil(frame.view.axis.last) + 1.0))};
}

}  // namespace

void draw_past(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands) {
  const Days days = days_shown(frame, bands.size());
  std::vector<float> x, low, middle, high;
  for (std::size_t day = days.begin; day < days.end; ++day) {
    const Quantiles& of = bands[day];
    x.push_back(frame.view.axis.x(frame.first_day() + static_cast<double>(day) + 0.5));
    low.push_back(axis.y(static_cast<double>(of[1])));
    middle.push_back(axis.y(static_cast<double>(of[2])));
    high.push_back(axis.y(static_cast<double>(of[3])));
  }
  draw_band(list, x, low, high, faded(frame.theme.history, 0.16f));
  draw_line(list, x, middle, faded(frame.theme.history, 0.8f), 1.5f);
}

void stretch_past(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high) {
  const Days days = days_shown(frame, bands.size());
  for (std::size_t day = days.begin; day < days.end; ++day) {
    low = std::min(low, static_cast<double>(bands[day][1]));
    high = std::max(high, static_cast<double>(bands[day][3]));
  }
}

}  // namespace formcast
