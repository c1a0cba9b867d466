#include "viewer/desk/learning.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include "sim/base/language.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/misfit_text.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/calibration/update.hpp"
#include "sim/twin/twin_check.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/new_days.hpp"
#include "viewer/desk/session.hpp"

namespace formcast {
namespace {

constexpr char kTextEnd = '\x1e';

void expect_sound(const Twin& twin) {
  const std::string fault = twin_fault(twin);
  if (!fault.empty()) throw std::runtime_error(tr("its twin contradicts itself: {}", fault));
}

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

Learner::Learner(History history, Timing timing, const std::string& known) : Learner(std::move(history), timing) {
  for (std::size_t from = 0, to = 0; (to = known.find(kTextEnd, from)) != std::string::npos; from = to + 1) {
    trouble_of([&] {
      const std::string file = "kept";
      known_.push_back(parse_twin(session_from(known.substr(from, to - from), file).twin, file));
    });
  }
}

std::vector<std::string> Learner::notes() const {
  std::vector<std::string> all = history_.notes;
  all.insert(all.end(), history_.questions.begin(), history_.questions.end());
  return all;
}

LearnedTwin Learner::next() {
  const std::size_t at = next_, unusable = history_.unusable.size();
  next_ += step_;
  if (at < unusable) return {history_.unusable[at].athlete, "", history_.unusable[at].reason, {}};
  const AthleteHistory& athlete = history_.athletes[at - unusable];
  LearnedTwin learned{athlete.athlete, "", "", {}};
  const auto known = std::ranges::find_if(known_, [&](const Twin& twin) { return continues(twin, athlete); });
  std::string trouble;
  try {
    trouble = trouble_of([&] {
      if (known != known_.end()) return continue_record(*known, learned);
      calibrate_alone(athlete, learned);
    });
  } catch (const std::bad_alloc&) {
    trouble = tr("out of memory");
  }
  if (trouble.empty()) return learned;
  return {athlete.athlete,
          "",
          known != known_.end() ? tr("cannot be updated: {}", trouble) : tr("cannot be calibrated: {}", trouble),
          {}};
}

void Learner::calibrate_alone(const AthleteHistory& athlete, LearnedTwin& learned) const {
  const Calibration calibration = calibrate_and_forecast(athlete, history_, timing_);
  const Twin& twin = calibration.twin;
  expect_sound(twin);
  learned.rows = rows_to_look_at(twin, athlete, history_);
  learned.forecasts = last_forecasts(one_ahead(calibration.rolling, twin.tests));
  learned.json = to_json(twin);
}

void Learner::continue_record(const Twin& twin, LearnedTwin& learned) const {
  const std::optional<Update> updated = update(twin, history_, history_.source);
  expect_sound(updated->twin);
  const JoinedRecord& joined = updated->joined;
  if (joined.gap > 0) learned.rows.push_back(as_sentence(gap_text(joined)));
  for (const Misfit& misfit : joined.misfits) learned.rows.push_back(misfit_text(misfit, joined.record, history_));
  if (updated->without_misfits)
    learned.rows.push_back(as_sentence(misfit_effect_text(updated->twin, *updated->without_misfits)));
  learned.forecasts = last_forecasts(updated->tests);
  learned.json = to_json(updated->twin);
}

bool continues(const Twin& twin, const AthleteHistory& athlete) {
  return twin.athlete == athlete.athlete && athlete.start > twin.start;
}

std::string with_separators(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + kTextEnd;
  return all;
}

}  // namespace formcast
