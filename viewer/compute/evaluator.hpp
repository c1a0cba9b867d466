#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"
#include "viewer/compute/hindsight.hpp"
#include "viewer/compute/import_report.hpp"
#include "viewer/compute/outlook.hpp"
#include "viewer/compute/plan_input.hpp"
#include "viewer/compute/travel_caches.hpp"

namespace formcast {

/// Requests the outlook of a plan, or the hindsight of a twin.
struct OutlookRequest {
  std::uint64_t id = 0;
  PlanInput plan;         ///< the twin is the one opened last
  int members = 0;        ///< of an outlook
  std::size_t place = 0;  ///< of the plan among others: the next request for the same place is quicker
  Asks what = Asks::kOutlook;
};

struct OutlookAnswer {
  std::uint64_t id = 0;
  Outlook outlook;
  Hindsight hindsight;  ///< the part that was requested
  std::string error;    ///< "" where there is an outlook
};

/// Requests better sleep and light for a trip of a scenario's only plan.
struct SearchRequest {
  std::uint64_t id = 0;
  std::string scenario;  ///< TOML of one plan
  std::size_t trip = 0;  ///< which of its trips; it departs before the target day
};

struct SearchAnswer {
  std::uint64_t id = 0;
  std::string scenario;              ///< TOML, with the trip as found
  bool better = false;               ///< than as it was
  double planned = 0.0, left = 0.0;  ///< mean misalignment on the target day, as it was and as found [h]
  std::string error;                 ///< "" where there is an answer
};

/// Twins learned from a file of loads and tests, athlete by athlete.
struct LearnedTwin {
  std::string athlete;
  std::string json;               ///< the twin
  std::string error;              ///< why there is none, to follow the name: "cannot be used: ..."
  std::vector<std::string> rows;  ///< of the record, to look at: each in a sentence, with what they do to the twin
  std::vector<PredictedTest> forecasts{};  ///< of the record's last tests
};
struct LearnProgress {
  std::size_t done = 0, total = 0;  ///< athletes, including those that cannot be used
  std::vector<LearnedTwin> twins;   ///< learned since the last call
  std::vector<std::string> notes;   ///< assumptions worth reporting, since the last call
  std::string error;                ///< the file as a whole cannot be used
  bool finished = false;
};

/// Computes in the background. Answers come in any order; nothing here blocks. The platform implements it: a thread on
/// the desktop (evaluator_thread.cpp), workers in a browser.
class Evaluator {
 public:
  Evaluator();
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// Requests from now on are about this twin; earlier ones are dropped.
  void open(const std::string& twin_json);
  void ask(OutlookRequest request);
  /// Requests that can run at once.
  int width() const;
  std::vector<OutlookAnswer> answers();

  /// Searches in the background; a new request replaces a waiting one.
  void search(SearchRequest request);
  std::optional<SearchAnswer> found();

  /// A history of so many athletes is open and may soon be learned: who learns gets ready.
  void expect_learning(std::size_t athletes);
  /// Learns twins from a history; one file at a time, a new one replaces the last. `known`: the twins of athletes whose
  /// records may go on in it, as Learner takes them.
  void learn(std::string csv, std::string file_name, Timing timing, std::string known = "");
  void stop_learning();
  LearnProgress learned();

  /// Reads an athlete's own files; a new set replaces the last. `paths`: files and folders on the desktop; of a page,
  /// which holds its files itself, their names.
  void import(std::vector<std::string> paths, ImportChoices choices);
  /// Makes the history of the files read last again. Reads them again where `choices` say so (ImportChoices::reads_as).
  void import_again(ImportChoices choices);
  void stop_import();
  ImportProgress imported();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of both platforms: how a request is answered.

/// Never throws: a failure is the answer's error. `memory` is of this twin.
OutlookAnswer work_out(const Twin& twin, TravelCaches& memory, const OutlookRequest& request);
SearchAnswer work_out(const SearchRequest& request);

}  // namespace formcast
