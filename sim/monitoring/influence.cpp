#include "sim/monitoring/influence.hpp"

#include <algorithm>
#include <cmath>

#include "models/timing.hpp"
#include "sim/twin/posterior_draws.hpp"

namespace formcast {
namespace {

constexpr std::uint32_t kInfluenceDraws = 256;
constexpr int kMostWeeks = 26;

/// The calendar weeks up to a day, the last of them cut off by it.
std::vector<WeekInfluence> weeks_before(const Twin& twin, std::span<const double> load, int target) {
  std::vector<WeekInfluence> weeks;
  for (int last = target; last >= 0 && weeks.size() < kMostWeeks;) {
    const int monday = last - static_cast<int>(weekday(twin.start + date::days{last}));
    WeekInfluence week;
    week.first = std::max(monday, 0);
    week.days = last - week.first + 1;
    for (int day = week.first; day <= last; ++day) week.load += load[static_cast<std::size_t>(day)];
    weeks.push_back(week);
    last = week.first - 1;
  }
  std::reverse(weeks.begin(), weeks.end());
  return weeks;
}

}  // namespace

std::vector<WeekInfluence> influence(const Twin& twin, std::span<const double> load, int target) {
  std::vector<double> all = twin.load;
  all.insert(all.end(), load.begin(), load.end());
  const int last = twin.days() + target;
  std::vector<WeekInfluence> weeks = weeks_before(twin, all, last);
  std::vector<std::vector<float>> change(weeks.size());
  for_each_posterior_draw(twin, kInfluenceDraws, [&]<class Model>(const PosteriorDraw<Model>& athlete) {
    using State = typename Model::template State<double>;
    std::vector<State> mornings;  // (days)
    const auto simulate = [&](State x, int from, auto&& more, std::vector<State>* keep) {
      double form = 0.0;
      for (int day = from; day <= last; ++day) {
        if (keep != nullptr) keep->push_back(x);
        step_day<Model, double>(twin.timing, athlete.rates, x, all[static_cast<std::size_t>(day)] + more(day),
                                [&](const State& seen) {
                                  if (day == last) form = athlete.sides(seen).form();
                                });
      }
      return form;
    };
    const double as_it_is = simulate(
        athlete.start(), 0, [](int) { return 0.0; }, &mornings);
    for (std::size_t w = 0; w < weeks.size(); ++w) {
      const WeekInfluence& week = weeks[w];
      const double share = twin.usual_load / week.days;
      const auto shared = [&](int day) { return day < week.first + week.days ? share : 0.0; };
      const double more = simulate(mornings[static_cast<std::size_t>(week.first)], week.first, shared, nullptr);
      change[w].push_back(static_cast<float>(more - as_it_is));
    }
  });
  for (std::size_t w = 0; w < weeks.size(); ++w) {
    std::vector<float>& of = change[w];
    if (of.empty()) return {};
    std::sort(of.begin(), of.end());
    for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
      weeks[w].change[q] =
          of[static_cast<std::size_t>(std::lround(kQuantiles[q] * static_cast<double>(of.size() - 1)))];
    }
  }
  return weeks;
}

}  // namespace formcast
