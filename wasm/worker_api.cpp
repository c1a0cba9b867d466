// The interface of a worker; work.mjs calls these and posts what they return. A worker shares nothing with the page or
// other workers: it has a twin of its own.
#include <emscripten/emscripten.h>
#include <malloc.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/input_error.hpp"
#include "viewer/compute/wire_format.hpp"
#include "viewer/desk/board.hpp"
#include "viewer/desk/learning.hpp"
#include "viewer/desk/new_days.hpp"

namespace formcast {
namespace {

std::optional<Twin> twin;
TravelCaches memory;
std::vector<std::byte> bytes;
std::string text;

std::optional<Learner> learner;
LearnedTwin learned;

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& one : texts) all += (all.empty() ? "" : "\n") + one;
  return all;
}

}  // namespace
}  // namespace formcast

using namespace formcast;

extern "C" {

/// False where the text is no twin.
EMSCRIPTEN_KEEPALIVE bool formcast_worker_twin(const char* json) {
  try {
    twin = parse_twin(json, "twin.json");
    memory = {};
    return true;
  } catch (const InputError&) {
    return false;
  }
}

/// Answers a request, of which `what` is Asks; formcast_worker_bytes() and formcast_worker_size() then hold the answer.
EMSCRIPTEN_KEEPALIVE void formcast_worker_run(double id, const std::byte* plan, std::size_t size, int members,
                                              int what) {
  bytes = to_bytes(work_out(*twin, memory,
                            {.id = static_cast<std::uint64_t>(id),
                             .plan = plan_of({plan, size}),
                             .members = members,
                             .what = static_cast<Asks>(what)}));
}
/// Makes the first plan of a scenario what formcast_worker_run() takes, for the twin opened last:
/// formcast_worker_bytes() then holds it. For tests that compare the page with the program.
EMSCRIPTEN_KEEPALIVE void formcast_worker_plan(const char* scenario) {
  const Scenario read = parse_scenario(scenario, "plan.toml", Athletes::kNotRead);
  bytes = to_bytes(plan_input(board_of(read, twin->usual_week), 0));
}
/// Searches for better sleep and light on a trip, likewise.
EMSCRIPTEN_KEEPALIVE void formcast_worker_search(double id, const char* scenario, int trip) {
  bytes = to_bytes(work_out(SearchRequest{static_cast<std::uint64_t>(id), scenario, static_cast<std::size_t>(trip)}));
}
EMSCRIPTEN_KEEPALIVE const void* formcast_worker_bytes() { return bytes.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t formcast_worker_size() { return bytes.size(); }

/// How many athletes a history holds, of which number `first` and each `step`-th after it are to be learned; -1 where
/// it cannot be read. `known`: as Learner takes it. formcast_worker_text() then gives the reason, or the assumptions
/// worth reporting.
EMSCRIPTEN_KEEPALIVE int formcast_worker_learn(const char* csv, const char* name, bool same_day, const char* known,
                                               int first, int step) {
  try {
    learner.emplace(parse_history(csv, name), same_day ? Timing::kSameDay : Timing::kNextDay, known);
    learner->take_share(static_cast<std::size_t>(first), static_cast<std::size_t>(step));
    text = lines(learner->notes());
    return static_cast<int>(learner->total());
  } catch (const InputError& error) {
    text = error.what();
    return -1;
  }
}

/// Learns the next athlete's twin. True when formcast_worker_text() holds it, false when that gives the reason.
EMSCRIPTEN_KEEPALIVE bool formcast_worker_learn_next() {
  learned = learner->next();
  text = learned.error.empty() ? learned.json : learned.error;
  return learned.error.empty();
}
/// Of the athlete learned last.
EMSCRIPTEN_KEEPALIVE const char* formcast_worker_athlete() { return learned.athlete.c_str(); }
/// The rows of that record to look at, a line each.
EMSCRIPTEN_KEEPALIVE const char* formcast_worker_rows() {
  text = lines(learned.rows);
  return text.c_str();
}
/// The forecasts of its last tests, as JSON.
EMSCRIPTEN_KEEPALIVE const char* formcast_worker_forecasts() {
  text = to_json(std::span<const PredictedTest>(learned.forecasts)).dump();
  return text.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* formcast_worker_text() { return text.c_str(); }
/// Bytes allocated here, in the page or in a worker, except the travel caches, which have a bound of their own.
EMSCRIPTEN_KEEPALIVE double formcast_memory() {
  return static_cast<double>(mallinfo().uordblks) - static_cast<double>(memory.bytes());
}
}
