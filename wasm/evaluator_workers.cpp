// The evaluator of a page: its workers, managed by evaluator.mjs. Their messages arrive here between two frames.
#include <emscripten/emscripten.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/compute/wire_format.hpp"
#include "viewer/desk/new_days.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(void, formcast_evaluator_open, (const char* twin), { Module.evaluator.open(UTF8ToString(twin)); });
EM_JS(void, formcast_evaluator_ask, (double id, const void* plan, size_t size, int members, int place, int what), {
  Module.evaluator.ask(id, HEAPU8.slice(plan, plan + size), members, place, what);
});
EM_JS(void, formcast_evaluator_search, (double id, const char* scenario, int trip), {
  Module.evaluator.search(id, UTF8ToString(scenario), trip);
});
EM_JS(int, formcast_evaluator_width, (), { return Module.evaluator.width(); });
EM_JS(void, formcast_evaluator_learn, (const char* csv, const char* name, bool same_day, const char* known), {
  Module.evaluator.learn(UTF8ToString(csv), UTF8ToString(name), same_day, UTF8ToString(known));
});
EM_JS(void, formcast_evaluator_prepare, (int athletes), { Module.evaluator.prepare(athletes); });
EM_JS(void, formcast_evaluator_stop, (), { Module.evaluator.stop(); });
EM_JS(void, formcast_evaluator_import, (const char* choices), { Module.evaluator.import(UTF8ToString(choices)); });
EM_JS(void, formcast_evaluator_import_again, (const char* choices), {
  Module.evaluator.importAgain(UTF8ToString(choices));
});
EM_JS(void, formcast_evaluator_stop_import, (), { Module.evaluator.stopImport(); });
// clang-format on

std::vector<OutlookAnswer> answered;
std::optional<SearchAnswer> found_last;
LearnProgress progress;
ImportProgress import_progress;

}  // namespace

struct Evaluator::State {};

Evaluator::Evaluator() = default;
Evaluator::~Evaluator() = default;

void Evaluator::open(const std::string& twin_json) {
  answered.clear();
  formcast_evaluator_open(twin_json.c_str());
}

void Evaluator::ask(OutlookRequest request) {
  const std::vector<std::byte> plan = to_bytes(request.plan);
  formcast_evaluator_ask(static_cast<double>(request.id), plan.data(), plan.size(), request.members,
                         static_cast<int>(request.place), static_cast<int>(request.what));
}

void Evaluator::search(SearchRequest request) {
  formcast_evaluator_search(static_cast<double>(request.id), request.scenario.c_str(), static_cast<int>(request.trip));
}

std::optional<SearchAnswer> Evaluator::found() { return std::exchange(found_last, std::nullopt); }

int Evaluator::width() const { return formcast_evaluator_width(); }

std::vector<OutlookAnswer> Evaluator::answers() { return std::exchange(answered, {}); }

void Evaluator::learn(std::string csv, std::string file_name, Timing timing, std::string known) {
  stop_learning();
  formcast_evaluator_learn(csv.c_str(), file_name.c_str(), timing == Timing::kSameDay, known.c_str());
}

void Evaluator::expect_learning(std::size_t athletes) { formcast_evaluator_prepare(static_cast<int>(athletes)); }

void Evaluator::stop_learning() {
  formcast_evaluator_stop();
  progress = {};
}

LearnProgress Evaluator::learned() {
  LearnProgress now = progress;
  progress.twins.clear();
  progress.notes.clear();
  return now;
}

/// The page has the files of these names.
void Evaluator::import(std::vector<std::string> paths, ImportChoices choices) {
  import_progress = {};
  import_progress.total = paths.size();
  formcast_evaluator_import(to_json(choices).c_str());
}

void Evaluator::import_again(ImportChoices choices) { formcast_evaluator_import_again(to_json(choices).c_str()); }

void Evaluator::stop_import() {
  formcast_evaluator_stop_import();
  import_progress = {};
}

ImportProgress Evaluator::imported() {
  ImportProgress now = import_progress;
  import_progress.report.reset();
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
/// A request that workers stopped at, with the reason; a search where `found`.
EMSCRIPTEN_KEEPALIVE void formcast_unanswered(double id, bool found, const char* why) {
  const auto tell = [&](auto answer) {
    answer.id = static_cast<std::uint64_t>(id);
    answer.error = why;
    return answer;
  };
  if (found) {
    found_last = tell(SearchAnswer{});
  } else {
    answered.push_back(tell(OutlookAnswer{}));
  }
}
EMSCRIPTEN_KEEPALIVE void formcast_learn_begun(int athletes, const char* notes) {
  progress.total = static_cast<std::size_t>(athletes);
  if (*notes != '\0') progress.notes.push_back(notes);
}
EMSCRIPTEN_KEEPALIVE void formcast_learn_failed(const char* why) {
  progress.error = why;
  progress.finished = true;
}
EMSCRIPTEN_KEEPALIVE void formcast_learned(const char* athlete, const char* twin, const char* error, const char* rows,
                                           const char* forecasts) {
  LearnedTwin& learned = progress.twins.emplace_back(LearnedTwin{athlete, twin, error, {}});
  std::istringstream lines(rows);
  for (std::string row; std::getline(lines, row);) learned.rows.push_back(row);
  learned.forecasts = forecasts_from(nlohmann::ordered_json::parse(forecasts)).value_or(std::vector<PredictedTest>{});
  progress.finished = ++progress.done == progress.total;
}
EMSCRIPTEN_KEEPALIVE void formcast_importing(int done, int total, int inside) {
  import_progress.done = static_cast<std::size_t>(done);
  import_progress.total = static_cast<std::size_t>(total);
  import_progress.inside = static_cast<std::size_t>(inside);
}
EMSCRIPTEN_KEEPALIVE void formcast_imported(const char* report) { import_progress.report = import_report(report); }
EMSCRIPTEN_KEEPALIVE void formcast_import_failed(const char* why) { import_progress.error = why; }
}
