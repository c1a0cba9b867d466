#include "viewer/screen/time_axis.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/plan.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr double kClosest = 7.0;  // days

void keep_within(TimeAxis& axis, double least, double most) {
  const double width = std::min(axis.last - axis.first, most - least);
  axis.first = std::clamp(axis.first, least, most - width);
  axis.last = axis.first + width;
}

}  // namespace

void TimeAxis::zoom(float x, double factor, double least, double most) {
  const double anchor = day(x), width = std::clamp((last - first) * factor, kClosest, most - least);
  const double part = (anchor - first) / (last - first);
  first = anchor - part * width;
  last = first + width;
  keep_within(*this, least, most);
}

void TimeAxis::pan(double days, double least, double most) {
  first += days;
  last += days;
  keep_within(*this, least, most);
}

std::vector<Tick> date_ticks(const TimeAxis& axis, Date origin, float width) {
  std::vector<Tick> ticks;
  const auto begin = static_cast<int>(std::floor(axis.first)), end = static_cast<int>(std::ceil(axis.last));
  const double wanted = static_cast<double>(width) / axis.per_day();  // days from one text to the next
  const int every = wanted <= 7.0 ? 1 : wanted <= 14.0 ? 2 : wanted <= 28.0 ? 4 : 0;
  for (int day = begin; day <= end; ++day) {
    const Date date = origin + date::days{day};
    const date::year_month_day at{date};
    const bool month = at.day() == date::day{1};
    if (every == 0) {
      const auto months = static_cast<unsigned>(std::ceil(wanted / 28.0));
      if (month && (static_cast<unsigned>(at.month()) - 1) % months == 0) {
        const bool year = at.month() == date::January;
        ticks.push_back({static_cast<double>(day), short_month_text(at.month()), year});
        if (year) ticks.back().text += " " + std::to_string(static_cast<int>(at.year()));
      }
    } else if (weekday(date) == 0) {
      const auto week = (date.time_since_epoch().count() + 3) / 7;
      ticks.push_back({static_cast<double>(day), week % every == 0 ? short_day_text(date) : "", false});
    }
  }
  return ticks;
}

std::vector<double> round_ticks(double low, double high, int count) {
  std::vector<double> ticks;
  if (!(high > low) || count < 1) return ticks;
  const double rough = (high - low) / count, power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step >= rough) break;
  }
  for (double tick = std::ceil(low / step) * step; tick <= high + 1e-9 * step; tick += step) {
    ticks.push_back(std::abs(tick) < 1e-9 * step ? 0.0 : tick);
  }
  return ticks;
}

}  // namespace formcast
