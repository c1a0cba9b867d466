// The engine of a page: its workers, which engine.mjs looks after. What they post arrives here between two frames.
#include <emscripten/emscripten.h>

#include <sstream>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/compute/wire_format.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(void, formcast_engine_open, (const char* twin), { Module.engine.open(UTF8ToString(twin)); });
EM_JS(void, formcast_engine_ask, (double id, const char* scenario, int members, int place, int what), {
  Module.engine.ask(id, UTF8ToString(scenario), members, place, what);
});
EM_JS(void, formcast_engine_search, (double id, const char* scenario, int trip), {
  Module.engine.search(id, UTF8ToString(scenario), trip);
});
EM_JS(int, formcast_engine_width, (), { return Module.engine.width(); });
EM_JS(void, formcast_engine_learn, (const char* csv, const char* name, bool same_day), {
  Module.engine.learn(UTF8ToString(csv), UTF8ToString(name), same_day);
});
EM_JS(void, formcast_engine_stop, (), { Module.engine.stop(); });
// clang-format on

std::vector<OutlookAnswer> answered;
std::optional<SearchAnswer> found_last;
LearnProgress progress;

}  // namespace

struct Engine::State {};

Engine::Engine() = default;
Engine::~Engine() = default;

void Engine::open(const std::string& twin_json) {
  answered.clear();
  formcast_engine_open(twin_json.c_str());
}

void Engine::ask(OutlookRequest request) {
  formcast_engine_ask(static_cast<double>(request.id), request.scenario.c_str(), request.members,
                      static_cast<int>(request.place), static_cast<int>(request.what));
}

void Engine::search(SearchRequest request) {
  formcast_engine_search(static_cast<double>(request.id), request.scenario.c_str(), static_cast<int>(request.trip));
}

std::optional<SearchAnswer> Engine::found() { return std::exchange(found_last, std::nullopt); }

int Engine::width() const { return formcast_engine_width(); }

std::vector<OutlookAnswer> Engine::answers() { return std::exchange(answered, {}); }

void Engine::learn(std::string csv, std::string file_name, Timing timing) {
  stop_learning();
  formcast_engine_learn(csv.c_str(), file_name.c_str(), timing == Timing::kSameDay);
}

void Engine::stop_learning() {
  formcast_engine_stop();
  progress = {};
}

LearnProgress Engine::learned() {
  LearnProgress now = progress;
  progress.twins.clear();
  progress.notes.clear();
  return now;
}

}  // namespace formcast

using namespace formcast;

extern "C" {

EMSCRIPTEN_KEEPALIVE void formcast_answer(const std::byte* bytes, std::size_t size) {
  answered.push_back(answer_of({bytes, size}));
}
EMSCRIPTEN_KEEPALIVE void formcast_found(const std::byte* bytes, std::size_t size) {
  found_last = search_answer_of({bytes, size});
}
EMSCRIPTEN_KEEPALIVE void formcast_learn_begun(int athletes, const char* notes) {
  progress.total = static_cast<std::size_t>(athletes);
  if (*notes != '\0') progress.notes.push_back(notes);
}
EMSCRIPTEN_KEEPALIVE void formcast_learn_failed(const char* why) {
  progress.error = why;
  progress.finished = true;
}
EMSCRIPTEN_KEEPALIVE void formcast_learned(const char* athlete, const char* twin, const char* error, const char* rows) {
  LearnedTwin& learned = progress.twins.emplace_back(LearnedTwin{athlete, twin, error, {}});
  std::istringstream lines(rows);
  for (std::string row; std::getline(lines, row);) learned.rows.push_back(row);
  progress.finished = ++progress.done == progress.total;
}
}
