#include "sim/skill.hpp"

#include <algorithm>
#include <cmath>

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

/// Root mean square error of a point forecast over what is already known, so many days ahead, or the longest way ahead
/// that has been tried five times; where nothing has, a tenth of the last test.
template <class Point>
double past_error(const std::vector<Test>& tests, int known, int ahead, Point point) {
  constexpr int kEnough = 5;
  constexpr double kGuess = 0.1;
  for (int days = ahead; days >= 1; --days) {
    double square = 0.0;
    int n = 0;
    for (int t = 1; t < known; ++t) {
      const int before = tests_before(tests, tests[static_cast<std::size_t>(t)].day - days + 1);
      if (before == 0) continue;
      const double e = point(before) - tests[static_cast<std::size_t>(t)].performance;
      square += e * e;
      ++n;
    }
    if (n >= kEnough && square > 0.0) return std::sqrt(square / n);
  }
  return kGuess * tests[static_cast<std::size_t>(known - 1)].performance;
}

template <class Point>
ForecastMethod naive(std::string name, const std::vector<Test>& tests, Point point) {
  return {std::move(name), [&tests, point](const ForecastCase& c) {
            const double sd = past_error(tests, c.request.known, c.ahead, point);
            return NormalMixture({{1.0, point(c.request.known), sd}});
          }};
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

ForecastMethod twin_method(const Foresight& foresight) {
  return {std::string(kTwinMethod), [&foresight](const ForecastCase& c) { return foresight.twin(c.request); }};
}

ForecastMethod local_level_method(const Foresight& foresight) {
  return {"local_level", [&foresight](const ForecastCase& c) { return foresight.model("local_level", c.request); }};
}

}  // namespace formcast
