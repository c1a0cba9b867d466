#include "sim/inference/forecast_skill.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "models/damped_trend.hpp"
#include "models/local_level.hpp"

namespace formcast {
namespace {

HorizonSkill score(const std::vector<Test>& tests, const std::vector<ForecastCase>& cases, int from, int to,
                   std::span<const ForecastMethod> methods) {
  constexpr std::size_t kTenths = 10;
  HorizonSkill result{from, to, 0, {}};
  for (const ForecastMethod& method : methods) {
    MethodSkill skill;
    skill.method = method.name;
    skill.pit.assign(kTenths, 0.0);
    int n = 0;
    for (const ForecastCase& c : cases) {
      if (c.ahead < from || c.ahead > to) continue;
      const NormalMixture expected = method.forecast(c);
      const double seen = tests[static_cast<std::size_t>(c.request.test)].performance;
      const double error = expected.mean() - seen, below = expected.below(seen);
      skill.mape += 100.0 * std::abs(error) / seen;
      skill.rmse += error * error;
      skill.crps += expected.crps(seen);
      skill.coverage90 += below >= 0.05 && below <= 0.95 ? 100.0 : 0.0;
      skill.pit[std::min(kTenths - 1, static_cast<std::size_t>(below * kTenths))] += 1.0;
      ++n;
    }
    result.forecasts = n;
    if (n == 0) return result;
    skill.mape /= n, skill.crps /= n, skill.coverage90 /= n;
    skill.rmse = std::sqrt(skill.rmse / n);
    for (double& share : skill.pit) share /= n;
    result.methods.push_back(std::move(skill));
  }
  return result;
}

/// Past errors of a point forecast by days ahead. The sums up to each test are cached, since every request shares them.
template <class Point>
class PastErrors {
 public:
  PastErrors(const std::vector<Test>& tests, Point point) : tests_(tests), point_(point) {}

  /// Root mean square error so far, so many days ahead, or at the longest shorter horizon with five forecasts; without
  /// any, a tenth of the last test.
  double expected(int known, int ahead) {
    constexpr int kEnough = 5;
    constexpr double kGuess = 0.1;
    const auto last = static_cast<std::size_t>(known - 1);
    const int longest = tests_[last].day - tests_.front().day;  // no forecast was made further ahead
    for (int days = std::min(ahead, longest); days >= 1; --days) {
      const Sums& sums = of(days);
      if (sums.count[last] >= kEnough && sums.square[last] > 0.0)
        return std::sqrt(sums.square[last] / sums.count[last]);
    }
    return kGuess * tests_[last].performance;
  }

 private:
  struct Sums {
    std::vector<double> square;  // (tests) of the errors up to and with each
    std::vector<int> count;
  };

  const Sums& of(int days) {
    const auto at = static_cast<std::size_t>(days);
    if (by_days_.size() <= at) by_days_.resize(at + 1);
    Sums& sums = by_days_[at];
    if (!sums.count.empty()) return sums;
    double square = 0.0;
    int count = 0, before = 0;
    for (const Test& test : tests_) {
      while (tests_[static_cast<std::size_t>(before)].day < test.day - days + 1) ++before;
      if (before > 0) {
        const double error = point_(before) - test.performance;
        square += error * error;
        ++count;
      }
      sums.square.push_back(square);
      sums.count.push_back(count);
    }
    return sums;
  }

  const std::vector<Test>& tests_;
  Point point_;
  std::vector<Sums> by_days_;
};

template <class Point>
ForecastMethod naive(std::string name, const std::vector<Test>& tests, Point point) {
  const auto errors = std::make_shared<PastErrors<Point>>(tests, point);
  return {std::move(name), [errors, point](const ForecastCase& c) {
            const double sd = errors->expected(c.request.known, c.ahead);
            return NormalMixture({{1.0, point(c.request.known), sd}});
          }};
}

ForecastMethod model_method(const RollingForecasts& rolling, std::string_view model) {
  const std::string name(model);
  return {name, [&rolling, name](const ForecastCase& c) { return rolling.model(name, c.request); }};
}

}  // namespace

const MethodSkill* HorizonSkill::find(const std::string& method) const {
  const auto at = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.method == method; });
  return at == methods.end() ? nullptr : &*at;
}

Skill evaluate(const std::vector<Test>& tests, const ForecastCases& cases, std::span<const ForecastMethod> methods) {
  constexpr int kWeek = 7, kForever = 1 << 30;
  Skill skill;
  skill.cut_day = cases.cut_day;
  skill.horizons.push_back(score(tests, cases.rolling, 1, kWeek, methods));
  skill.horizons.push_back(score(tests, cases.rolling, kWeek + 1, ForecastCases::kAhead, methods));
  skill.cut = score(tests, cases.cut, 1, kForever, methods);
  skill.cut.to = cases.cut.empty() ? 0 : cases.cut.back().ahead;
  return skill;
}

ForecastMethod last_value(const std::vector<Test>& tests) {
  return naive("last_value", tests,
               [&tests](int known) { return tests[static_cast<std::size_t>(known - 1)].performance; });
}

ForecastMethod mean_of_five(const std::vector<Test>& tests) {
  return naive("mean_of_five", tests, [&tests](int known) {
    const int first = std::max(0, known - 5);
    double sum = 0.0;
    for (int t = first; t < known; ++t) sum += tests[static_cast<std::size_t>(t)].performance;
    return sum / (known - first);
  });
}

ForecastMethod twin_method(const RollingForecasts& rolling) {
  return {std::string(kTwinMethod), [&rolling](const ForecastCase& c) { return rolling.twin(c.request); }};
}

ForecastMethod local_level_method(const RollingForecasts& rolling) { return model_method(rolling, LocalLevel::kName); }
ForecastMethod damped_trend_method(const RollingForecasts& rolling) {
  return model_method(rolling, DampedTrend::kName);
}

ForecastMethod without_loads_method(const RollingForecasts& without_loads) {
  return {"without_loads", [&without_loads](const ForecastCase& c) { return without_loads.twin(c.request); }};
}

}  // namespace formcast
