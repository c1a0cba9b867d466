#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"
#include "viewer/compute/hindsight.hpp"
#include "viewer/compute/outlook.hpp"
#include "viewer/compute/travel_cache.hpp"

namespace formcast {

/// The outlook of a scenario's only plan, or what the twin says of its record, asked for.
struct OutlookRequest {
  std::uint64_t id = 0;
  std::string scenario;   ///< TOML of one plan; the twin is the one opened last
  int members = 0;        ///< futures of an outlook
  std::size_t place = 0;  ///< of the plan among others: where one was worked out, it is quicker the next time
  Asks what = Asks::kOutlook;
};

struct OutlookAnswer {
  std::uint64_t id = 0;
  Outlook outlook;
  Hindsight hindsight;  ///< where that was asked for, what was asked of it
  std::string error;    ///< "" where there is an outlook
};

/// Better sleep and light for a trip of a scenario's only plan, asked for.
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

/// A file of loads and tests made into twins, athlete by athlete.
struct LearnedTwin {
  std::string athlete;
  std::string json;               ///< the twin
  std::string error;              ///< why there is none, to be said after the name: "cannot be used: ..."
  std::vector<std::string> rows;  ///< of the record, to look at: each in a sentence, with what they do to the twin
};
struct LearnProgress {
  std::size_t done = 0, total = 0;  ///< athletes, those who cannot be used among them
  std::vector<LearnedTwin> twins;   ///< learned since the last call
  std::vector<std::string> notes;   ///< what was understood in a way worth saying, since the last call
  std::string error;                ///< the file as a whole cannot be used
  bool finished = false;
};

/// Computes in the background. Answers come in any order; nothing here waits. What lies behind it differs by platform:
/// a thread here (engine_thread.cpp), workers in a browser.
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Requests from now on are about this twin; those that were asked before it are dropped.
  void open(const std::string& twin_json);
  void ask(OutlookRequest request);
  /// Requests that could be worked on at once.
  int width() const;
  std::vector<OutlookAnswer> answers();

  /// Searches in the background; a new request takes the place of one that waits.
  void search(SearchRequest request);
  std::optional<SearchAnswer> found();

  /// Learns twins from a history; one file at a time, a new one takes the place of the last.
  void learn(std::string csv, std::string file_name, Timing timing);
  void stop_learning();
  LearnProgress learned();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Of both platforms: what is done with a request, wherever it is done.

/// Never throws: what goes wrong is the answer's error. `memory` is of this twin.
OutlookAnswer work_out(const Twin& twin, TravelMemory& memory, const OutlookRequest& request);
SearchAnswer work_out(const SearchRequest& request);

}  // namespace formcast
