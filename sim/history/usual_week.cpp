#include "sim/history/usual_week.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace formcast {

Week usual_week(const AthleteHistory& history) {
  const std::vector<double>& load = history.load;
  const auto known = [](double w) { return !std::isnan(w); };
  const auto last = std::find_if(load.rbegin(), load.rend(), known);
  const std::ptrdiff_t end = load.rend() - last;  // one past the last known day
  Week sum{}, count{};
  double total = 0.0, days = 0.0;
  for (std::ptrdiff_t day = 0; day < end; ++day) {
    const double w = load[static_cast<std::size_t>(day)];
    if (!known(w)) continue;
    total += w;
    days += 1.0;
    if (day < end - 28) continue;
    sum[weekday(history.date(static_cast<int>(day)))] += w;
    count[weekday(history.date(static_cast<int>(day)))] += 1.0;
  }
  Week week{};
  for (std::size_t d = 0; d < week.size(); ++d) {
    if (days > 0.0) week[d] = count[d] > 0.0 ? sum[d] / count[d] : total / days;
  }
  return week;
}

}  // namespace formcast
