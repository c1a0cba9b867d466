#include "viewer/desk/new_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/base/language.hpp"
#include "sim/base/table.hpp"
#include "sim/calibration/misfit_text.hpp"
#include "sim/twin/twin_record.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr int kDigits = 4;  // as `formcast update` has: a test differs from its forecast by a few per cent

std::string in_unit(const std::string& number, const std::string& unit) {
  return unit.empty() || unit == "1" ? number : number + " " + unit;
}

bool is_new(const NewDays& news, const PredictedTest& test) {
  return std::binary_search(news.tests.begin(), news.tests.end(), test.day);
}

/// New tests that `check` names, in its words.
std::vector<std::string> slips_of(const Twin& twin, const std::vector<int>& tests) {
  const AthleteHistory record = history_of(twin);
  History units;
  units.load_unit = twin.load_unit;
  units.performance_unit = twin.performance_unit;
  std::vector<std::string> slips;
  for (Misfit misfit : find_misfits(record)) {
    if (misfit.kind != Misfit::Kind::kTest || !std::binary_search(tests.begin(), tests.end(), misfit.day)) continue;
    misfit.lines.clear();  // of a file that need not be at hand
    const std::string text = misfit_text(misfit, record, units);
    slips.push_back(misfit.if_mistyped ? tr("May be mistyped: {}", text) : tr("Look at {}", text));
  }
  return slips;
}

/// Mean of tests less their forecasts, of those that drift is judged by [p].
double mean_difference(std::span<const PredictedTest> forecasts, int judged) {
  double sum = 0.0;
  for (const PredictedTest& test : forecasts.last(static_cast<std::size_t>(judged))) sum += test.seen - test.expected;
  return sum / judged;
}

}  // namespace

NewDays new_days(const Twin& earlier, const Twin& later) {
  NewDays news;
  news.days = std::max(static_cast<int>((later.next_day() - earlier.next_day()).count()), 0);
  if (!news.any()) return news;
  for (const Test& test : later.tests) {
    const auto was = static_cast<int>((later.start - earlier.start).count()) + test.day;
    if (std::ranges::find(earlier.tests, was, &Test::day) == earlier.tests.end()) news.tests.push_back(test.day);
  }
  news.slips = slips_of(later, news.tests);
  return news;
}

std::vector<PredictedTest> last_forecasts(std::vector<PredictedTest> all) {
  constexpr std::size_t kMost = Drift::kLast + Drift::kBefore;
  std::erase_if(all, [](const PredictedTest& test) {
    const std::array<double, 5> values{test.expected, test.low, test.high, test.seen, test.z};
    return !std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  });
  if (all.size() > kMost) all.erase(all.begin(), all.end() - kMost);
  return all;
}

AgainstForecast against_forecast(std::span<const PredictedTest> forecasts, const NewDays& news,
                                 const std::string& unit) {
  if (forecasts.empty()) return {};
  const PredictedTest& last = forecasts.back();
  const Drift drift = find_drift(forecasts);
  if (drift.drifted && std::abs(drift.mean_z) > Drift::kBias / std::sqrt(drift.forecasts)) {
    const double by = mean_difference(forecasts, drift.forecasts);
    const std::string size = with_unit(std::abs(by), unit);
    return {by > 0.0 ? tr("{} above", size) : tr("{} below", size), true, true};
  }
  if (drift.drifted) return {tr("{} of {} within", drift.inside, drift.forecasts), true};
  if (is_new(news, last) && !last.inside())
    return {last.z > 0.0 ? tr("last test higher") : tr("last test lower"), last.surprising()};
  return {drift.forecasts < Drift::kFewest ? tr("too few tests") : tr("as forecast"), false};
}

std::optional<std::string> surprise_text(const Twin& twin, const PredictedTest& test) {
  if (test.inside()) return std::nullopt;
  const std::string& unit = twin.performance_unit;
  const auto number = [](double value) { return localised(significant(value, kDigits)); };
  const std::string seen = in_unit(number(test.seen), unit), on = day_text(twin.start + date::days{test.day});
  const std::string low = number(test.low), high = in_unit(number(test.high), unit);
  return test.z > 0.0 ? tr("{} on {} is higher than the {} to {} expected", seen, on, low, high)
                      : tr("{} on {} is lower than the {} to {} expected", seen, on, low, high);
}

std::vector<std::string> new_tests_text(const Twin& twin, std::span<const PredictedTest> forecasts,
                                        const NewDays& news) {
  std::vector<std::string> said;
  int inside = 0, all = 0;
  for (const PredictedTest& test : forecasts) {
    if (!is_new(news, test)) continue;
    ++all;
    inside += test.inside() ? 1 : 0;
    const auto surprise = surprise_text(twin, test);
    if (!surprise) continue;
    said.push_back(*surprise +
                   (test.surprising() ? tr("; if the twin is right, one test in eighty is that far off") : ""));
  }
  if (all == 1 && inside == 1) said.push_back(tr("The new test is as expected"));
  if (all > 1 && inside == all) said.push_back(tr("All {} new tests are as expected", all));
  if (inside > 0 && inside < all) {
    said.push_back(tr_count(static_cast<std::size_t>(inside), "{} of {} new tests is as expected",
                            "{} of {} new tests are as expected", inside, all));
  }
  said.insert(said.end(), news.slips.begin(), news.slips.end());
  return said;
}

nlohmann::ordered_json to_json(std::span<const PredictedTest> forecasts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const PredictedTest& test : forecasts) {
    json.push_back({test.day, test.expected, test.low, test.high, test.seen, test.z});
  }
  return json;
}

std::optional<std::vector<PredictedTest>> forecasts_from(const nlohmann::ordered_json& json) {
  if (!json.is_array()) return std::nullopt;
  std::vector<PredictedTest> forecasts;
  for (const nlohmann::ordered_json& test : json) {
    const auto number = [](const nlohmann::ordered_json& value) { return value.is_number(); };
    if (!test.is_array() || test.size() != 6 || !std::all_of(test.begin(), test.end(), number)) return std::nullopt;
    if (!test[0].is_number_unsigned() || (!forecasts.empty() && test[0].get<int>() <= forecasts.back().day))
      return std::nullopt;
    forecasts.push_back({test[0].get<int>(), test[1].get<double>(), test[2].get<double>(), test[3].get<double>(),
                         test[4].get<double>(), test[5].get<double>()});
  }
  return forecasts;
}

}  // namespace formcast
