#include "sim/inference/loads_add.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/random.hpp"

namespace formcast {
namespace {

constexpr Key kResampleKey{20261129, 0};

/// Errors (CRPS) of the origins of a fortnight [p].
struct Errors {
  double with = 0.0, without = 0.0;
};

double share_saved(const Errors& sum) { return sum.without > 0.0 ? 1.0 - sum.with / sum.without : 0.0; }

}  // namespace

LoadsAdd loads_add(const std::vector<Test>& tests, const ForecastCases& cases, const RollingForecasts& with,
                   const RollingForecasts& without) {
  constexpr int kFortnight = 14;
  constexpr std::size_t kFewest = 3;  // fewer give no interval
  constexpr std::uint32_t kResamples = 400;
  LoadsAdd result;
  std::vector<Errors> fortnights;
  Errors all;
  for (const ForecastCase& c : cases.rolling) {
    const double seen = tests[static_cast<std::size_t>(c.request.test)].performance;
    const Errors error{with.twin(c.request).crps(seen), without.twin(c.request).crps(seen)};
    const auto fortnight = static_cast<std::size_t>(c.origin / kFortnight);
    if (fortnights.size() <= fortnight) fortnights.resize(fortnight + 1);
    for (Errors* sum : {&fortnights[fortnight], &all}) {
      sum->with += error.with;
      sum->without += error.without;
    }
    ++result.forecasts;
  }
  std::erase_if(fortnights, [](const Errors& e) { return !(e.without > 0.0); });
  if (fortnights.size() < kFewest) return {};
  result.share = share_saved(all);

  std::vector<double> shares;
  const auto n = static_cast<double>(fortnights.size());
  for (std::uint32_t sample = 0; sample < kResamples; ++sample) {
    Errors sum;
    for (std::uint32_t draw = 0; draw < fortnights.size(); ++draw) {
      const auto word = words(kResampleKey, sample, draw, Purpose::kResample)[0];
      const Errors& e = fortnights[static_cast<std::size_t>(static_cast<double>(word) * 0x1p-32 * n)];
      sum.with += e.with;
      sum.without += e.without;
    }
    shares.push_back(share_saved(sum));
  }
  std::sort(shares.begin(), shares.end());
  result.low = shares[kResamples / 20];
  result.high = shares[kResamples - 1 - kResamples / 20];
  return result;
}

}  // namespace formcast
