#include "sim/measures/session_bests.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "sim/measures/measures_pace.hpp"

namespace formcast::intake {
namespace {

// What nobody holds over 3 to 20 min: 4 min of a pursuit at world level take about 550 W, and the records of 1500 to
// 5000 m are 7.3 to 6.6 m/s.
double most_power(int duration) { return 500.0 + 45'000.0 / duration; }
double most_speed(int duration) { return 6.4 + 250.0 / duration; }

template <class Most>
SessionBests channel_bests(const Series& series, std::span<const double> channel, const Most& most) {
  SessionBests bests;
  bests.known = static_cast<int>(std::ranges::count_if(channel, [](double v) { return !std::isnan(v); }));
  if (bests.known == 0) return bests;
  bests.means = best_means(series, channel, kBestDurations);
  for (BestMean& mean : bests.means) {
    if (!(mean.value > 0.0 && mean.value <= most(mean.duration))) mean.value = kMissing;
  }
  return bests;
}

}  // namespace

SessionBests power_bests(const Series& series) { return channel_bests(series, series.power, most_power); }

SessionBests speed_bests(const Series& series) { return channel_bests(series, level_speed(series), most_speed); }

void join_bests(SessionBests& kept, const SessionBests& other, const std::string& file) {
  if (other.known <= kept.known) return;
  kept = other;
  if (kept.from.empty()) kept.from = file;
}

}  // namespace formcast::intake
