#include "sim/inference/missing_loads.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/random.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

/// Makes versions reproducible; any fixed key serves.
constexpr Key kFillKey{20260501, 1};

}  // namespace

std::vector<std::vector<double>> fill_missing_loads(const AthleteHistory& history) {
  constexpr std::size_t kEnough = 2;
  if (history.missing_loads() == 0) return {history.load};
  std::vector<std::vector<double>> versions(kImputations, history.load);
  std::array<std::vector<double>, 7> of_weekday;
  std::vector<double> past, first;
  for (int day = 0; day < athlete_scale(history).days; ++day) {
    const double w = history.load[static_cast<std::size_t>(day)];
    if (!std::isnan(w)) first.push_back(w);
  }
  for (int day = 0; day < history.days(); ++day) {
    const auto d = static_cast<std::size_t>(day);
    const double w = history.load[d];
    std::vector<double>& same = of_weekday[weekday(history.date(day))];
    if (!std::isnan(w)) {
      same.push_back(w);
      past.push_back(w);
      continue;
    }
    const std::vector<double>& from = same.size() >= kEnough ? same : (past.size() >= kEnough ? past : first);
    const double turn =
        static_cast<double>(words(kFillKey, static_cast<std::uint32_t>(day), 0u, Purpose::kImputation)[0]) * 0x1p-32;
    for (int v = 0; v < kImputations; ++v) {
      // Stratified: versions draw from different quarters of the known loads, rotated from day to day.
      const double u = (v + turn) / kImputations + turn;
      std::vector<double> sorted = from;
      std::sort(sorted.begin(), sorted.end());
      const auto at = static_cast<std::size_t>((u - std::floor(u)) * static_cast<double>(sorted.size()));
      versions[static_cast<std::size_t>(v)][d] = sorted.empty() ? 0.0 : sorted[std::min(at, sorted.size() - 1)];
    }
  }
  return versions;
}

std::vector<double> mean_load(const std::vector<std::vector<double>>& versions) {
  std::vector<double> mean(versions.front().size(), 0.0);
  for (const auto& version : versions) {
    for (std::size_t d = 0; d < mean.size(); ++d) mean[d] += version[d] / static_cast<double>(versions.size());
  }
  return mean;
}

}  // namespace formcast
