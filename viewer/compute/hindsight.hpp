#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/inference/drift.hpp"
#include "sim/monitoring/influence.hpp"
#include "sim/monitoring/modelled_past.hpp"

namespace formcast {

struct OutlookAnswer;
struct OutlookRequest;

/// A twin's view of the record before the plans.
struct Hindsight {
  ModelledPast past;
  std::vector<PredictedTest> predicted;  ///< every test at home with its forecast from the tests before it
  std::vector<WeekInfluence> influence;  ///< of the weeks before a plan's target day
};

/// What can be requested: a plan's outlook, or a part of the hindsight, of which only the influence depends on a plan.
enum class Asks { kOutlook, kPast, kPredicted, kInfluence };

/// The requested part of the hindsight. Throws InputError where its plan cannot be read.
Hindsight look_back(const Twin& twin, const OutlookRequest& request);

}  // namespace formcast
