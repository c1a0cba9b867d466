#include "viewer/charts/past_band.hpp"

#include <algorithm>
#include <array>
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

void draw_past(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands,
               std::span<const Quantiles> next) {
  const Days days = days_shown(frame, bands.size());
  std::vector<float> x;
  std::array<std::vector<float>, kQuantiles.size()> y;
  const auto add = [&](double day, const Quantiles& of) {
    x.push_back(frame.view.axis.x(day + 0.5));
    for (std::size_t q = 0; q < y.size(); ++q) y[q].push_back(axis.y(static_cast<double>(of[q])));
  };
  for (std::size_t day = days.begin; day < days.end; ++day) {
    add(frame.first_day() + static_cast<double>(day), bands[day]);
  }
  if (days.end == bands.size() && !x.empty() && !next.empty() && std::isfinite(next[0][2])) add(0.0, next[0]);
  draw_band(list, x, y[0], y[4], faded(frame.theme.history, 0.14f));
  draw_band(list, x, y[1], y[3], faded(frame.theme.history, 0.18f));
  draw_line(list, x, y[2], faded(frame.theme.history, 0.8f), 1.5f);
}

void stretch_past(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high) {
  const Days days = days_shown(frame, bands.size());
  for (std::size_t day = days.begin; day < days.end; ++day) {
    low = std::min(low, static_cast<double>(bands[day].front()));
    high = std::max(high, static_cast<double>(bands[day].back()));
  }
}

}  // namespace formcast
