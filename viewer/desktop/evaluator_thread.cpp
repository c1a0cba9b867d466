// The evaluator of the desktop: one thread that answers requests in order and searches when there are none, both on all
// cores, one that learns, and one that reads an athlete's own files (import_thread.cpp).
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/desk/learning.hpp"
#include "viewer/desktop/import_thread.hpp"

namespace formcast {

struct Evaluator::State {
  std::mutex mutex;
  std::condition_variable wake;
  bool ending = false;
  std::shared_ptr<const Twin> twin;
  std::deque<OutlookRequest> asked;
  std::vector<OutlookAnswer> answered;
  std::optional<SearchRequest> search;
  std::optional<SearchAnswer> found;
  std::atomic<std::uint64_t> learning{0};  ///< which file; another number stops reading it
  LearnProgress progress;
  std::thread worker, learns;
  ImportThread imports;

  State() : worker([this] { work(); }) {}
  ~State() {
    {
      const std::scoped_lock lock(mutex);
      ending = true;
    }
    ++learning;
    wake.notify_all();
    worker.join();
    if (learns.joinable()) learns.join();
  }

  void work() {
    std::unique_lock lock(mutex);
    std::shared_ptr<const Twin> remembered;
    TravelCaches memory;
    while (true) {
      wake.wait(lock, [&] { return ending || search || (twin && !asked.empty()); });
      if (ending) return;
      if (asked.empty() || !twin) {
        const SearchRequest request = *std::exchange(search, std::nullopt);
        lock.unlock();
        SearchAnswer answer = work_out(request);
        lock.lock();
        found = std::move(answer);
        continue;
      }
      const OutlookRequest request = std::move(asked.front());
      asked.pop_front();
      const std::shared_ptr<const Twin> of = twin;
      lock.unlock();
      if (std::exchange(remembered, of) != of) memory = {};
      OutlookAnswer answer = work_out(*of, memory, request);
      lock.lock();
      if (of == twin) answered.push_back(std::move(answer));
    }
  }

  void learn(Learner learner, std::uint64_t turn) {
    for (std::size_t n = 0; n < learner.total(); ++n) {
      if (learning != turn) return;
      LearnedTwin learned = learner.next();
      const std::scoped_lock lock(mutex);
      if (learning != turn) return;
      progress.twins.push_back(std::move(learned));
      ++progress.done;
      progress.finished = progress.done == progress.total;
    }
  }
};

Evaluator::Evaluator() : state_(std::make_unique<State>()) {}
Evaluator::~Evaluator() = default;

void Evaluator::open(const std::string& twin_json) {
  auto twin = std::make_shared<const Twin>(parse_twin(twin_json, "twin.json"));
  const std::scoped_lock lock(state_->mutex);
  state_->twin = std::move(twin);
  state_->asked.clear();
  state_->answered.clear();
}

void Evaluator::ask(OutlookRequest request) {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->asked.push_back(std::move(request));
  }
  state_->wake.notify_one();
}

void Evaluator::search(SearchRequest request) {
  {
    const std::scoped_lock lock(state_->mutex);
    state_->search = std::move(request);
  }
  state_->wake.notify_one();
}

std::optional<SearchAnswer> Evaluator::found() {
  const std::scoped_lock lock(state_->mutex);
  return std::exchange(state_->found, std::nullopt);
}

int Evaluator::width() const { return 1; }

std::vector<OutlookAnswer> Evaluator::answers() {
  const std::scoped_lock lock(state_->mutex);
  return std::exchange(state_->answered, {});
}

void Evaluator::learn(std::string csv, std::string file_name, Timing timing, std::string known) {
  stop_learning();
  state_->learns = std::thread([this, csv = std::move(csv), file_name = std::move(file_name), timing,
                                known = std::move(known), turn = state_->learning.load()] {
    try {
      Learner learner(parse_history(csv, file_name), timing, known);
      {
        const std::scoped_lock lock(state_->mutex);
        state_->progress.total = learner.total();
        state_->progress.notes = learner.notes();
      }
      state_->learn(std::move(learner), turn);
    } catch (const std::exception& error) {
      const std::scoped_lock lock(state_->mutex);
      state_->progress.error = error.what();
      state_->progress.finished = true;
    }
  });
}

void Evaluator::expect_learning(std::size_t /*athletes*/) {}  // a thread starts at once

void Evaluator::stop_learning() {
  ++state_->learning;
  if (state_->learns.joinable()) state_->learns.join();
  const std::scoped_lock lock(state_->mutex);
  state_->progress = {};
}

LearnProgress Evaluator::learned() {
  const std::scoped_lock lock(state_->mutex);
  LearnProgress progress = state_->progress;
  state_->progress.twins.clear();
  state_->progress.notes.clear();
  return progress;
}

void Evaluator::import(std::vector<std::string> paths, ImportChoices choices) {
  state_->imports.read(std::move(paths), std::move(choices));
}
void Evaluator::import_again(ImportChoices choices) { state_->imports.again(std::move(choices)); }
void Evaluator::stop_import() { state_->imports.stop(); }
ImportProgress Evaluator::imported() { return state_->imports.progress(); }

}  // namespace formcast
