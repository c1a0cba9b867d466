#include "viewer/desk/learning.hpp"

#include <new>
#include <stdexcept>

#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/misfit_text.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/twin/twin_check.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/new_days.hpp"

namespace formcast {
namespace {

/// The rows of a record that do not fit the rest, and what they do to the twin that was learned from it.
std::vector<std::string> rows_to_look_at(const Twin& twin, const AthleteHistory& athlete, const History& history) {
  std::vector<std::string> rows;
  const std::vector<Misfit> misfits = find_misfits(athlete);
  for (const Misfit& misfit : misfits) rows.push_back(misfit_text(misfit, athlete, history));
  // The twin is valid whether or not the comparison without those rows succeeds.
  trouble_of([&] {
    const auto without = calibrate_without(twin, athlete, misfits, CalibrationTrips{}, Control{});
    if (without) rows.push_back(as_sentence(misfit_effect_text(twin, *without)));
  });
  return rows;
}

}  // namespace

std::vector<std::string> Learner::notes() const {
  std::vector<std::string> all = history_.notes;
  all.insert(all.end(), history_.questions.begin(), history_.questions.end());
  return all;
}

LearnedTwin Learner::next() {
  const std::size_t at = next_++, unusable = history_.unusable.size();
  if (at < unusable) return {history_.unusable[at].athlete, "", history_.unusable[at].reason, {}};
  const AthleteHistory& athlete = history_.athletes[at - unusable];
  LearnedTwin learned{athlete.athlete, "", "", {}};
  std::string trouble;
  try {
    trouble = trouble_of([&] {
      const Calibration calibration = calibrate_and_forecast(athlete, history_, timing_);
      const Twin& twin = calibration.twin;
      const std::string fault = twin_fault(twin);
      if (!fault.empty()) throw std::runtime_error("its twin contradicts itself: " + fault);
      learned.rows = rows_to_look_at(twin, athlete, history_);
      learned.forecasts = last_forecasts(one_ahead(calibration.rolling, twin.tests));
      learned.json = to_json(twin);
    });
  } catch (const std::bad_alloc&) {
    trouble = "out of memory";
  }
  if (!trouble.empty()) learned = {athlete.athlete, "", "cannot be calibrated: " + trouble, {}};
  return learned;
}

}  // namespace formcast
