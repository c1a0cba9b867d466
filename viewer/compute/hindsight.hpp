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

/// What a twin says of the record behind the plans.
struct Hindsight {
  ModelledPast past;
  std::vector<ForeseenTest> foreseen;    ///< every test at home beside what the tests before it let expect
  std::vector<WeekInfluence> influence;  ///< of the weeks before a plan's target day
};

/// What an engine can be asked: a plan's outlook, or a part of the hindsight, of which the influence alone is a plan's.
enum class Asks { kOutlook, kPast, kForeseen, kInfluence };

/// What a request asks of the hindsight. Throws InputError where its plan cannot be read.
Hindsight look_back(const Twin& twin, const OutlookRequest& request);

}  // namespace formcast
