#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/inference/drift.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// What came with a record that has grown. Days are the record's.
struct NewDays {
  int days = 0;                      ///< at its end; 0: nothing has come
  std::vector<int> tests{};          ///< at home, that were not there before, ascending
  std::vector<std::string> slips{};  ///< those of them that `check` names, each in a sentence

  bool any() const { return days > 0; }
};

/// What a later record of an athlete has that the earlier one had not; nothing where it does not end later.
NewDays new_days(const Twin& earlier, const Twin& later);

/// The forecasts that are kept of a record, oldest first: as many of the last tests as drift is judged by.
std::vector<PredictedTest> last_forecasts(std::vector<PredictedTest> all);

/// Whether tests are as forecast, in a few words: "as forecast", "6 W below", "too few tests"; "" where nothing is
/// known.
struct AgainstForecast {
  std::string text;
  bool look = false;    ///< the twin has drifted, or the last test that is new is a surprise
  bool biased = false;  ///< the tests are above or below their forecasts, by what the text says
};
AgainstForecast against_forecast(std::span<const PredictedTest> forecasts, const NewDays& news,
                                 const std::string& unit);

/// "341 W on Thu 28 Apr is lower than the 346 to 375 W expected"; nothing for a test inside its 90 % interval.
std::optional<std::string> surprise_text(const Twin& twin, const PredictedTest& test);

/// The new tests in sentences: those outside their 90 % intervals, how many are inside, those that may be mistyped.
std::vector<std::string> new_tests_text(const Twin& twin, std::span<const PredictedTest> forecasts,
                                        const NewDays& news);

nlohmann::ordered_json to_json(std::span<const PredictedTest> forecasts);
/// Nothing where it is no such list.
std::optional<std::vector<PredictedTest>> forecasts_from(const nlohmann::ordered_json& json);

}  // namespace formcast
