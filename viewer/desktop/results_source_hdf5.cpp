// Reads HDF5 results in a thread of its own: HDF5 is used by one thread at a time.
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/compute/results_source.hpp"
#include "viewer/export/results_export.hpp"

namespace formcast {

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::mutex hdf5;  ///< held while using HDF5

}  // namespace

struct ResultsSource::State {
  struct Wish {
    std::string path;                   ///< to be opened; "" to read an athlete
    std::size_t athlete = 0, turn = 0;  ///< turn: of opening; a later one cancels this
  };
  std::mutex mutex;
  std::condition_variable wake;
  bool ending = false;
  std::size_t turn = 0;
  std::deque<Wish> wishes;
  ResultsNews news;
  std::unique_ptr<ResultsReader> reader;  ///< the thread's
  std::thread thread;

  State() : thread([this] { work(); }) {}
  ~State() {
    {
      const std::scoped_lock lock(mutex);
      ending = true;
      ++turn;
    }
    wake.notify_all();
    thread.join();
  }

  bool given_up(const Wish& wish) {
    const std::scoped_lock lock(mutex);
    return ending || wish.turn != turn;
  }

  void open(const Wish& wish) {
    auto opened = std::make_unique<ResultsReader>(wish.path);
    ResultsOverview overview{opened->header(), {}, {}, {}, {}};
    const std::size_t plans = overview.header.plans.size();
    const Part part = part_of(overview.header);
    for (std::size_t a = 0; a < overview.header.athletes.size(); ++a) {
      if (given_up(wish)) return;
      const bool held = a >= part.first && a < part.first + part.athletes;
      for (std::size_t p = 0; p < plans; ++p) {
        PlanResult of;
        of.target_performance.fill(kNaN);
        of.target_probability = of.target_performance.front();
        if (held) of = opened->plan(a, p, false);
        overview.target.push_back(of.target_performance);
        overview.chance.push_back(of.target_probability);
        for (std::size_t o = 0; o < plans && !overview.header.decisions.empty(); ++o) {
          const PairResult pair = held && o != p ? opened->pair(a, p, o) : PairResult{{}, kNaN, kNaN, kNaN, kNaN};
          overview.worthwhile.push_back(pair.probability_worthwhile);
          overview.alike.push_back(pair.probability_alike);
        }
      }
    }
    if (!any_results(overview)) throw InputError(wish.path + " holds no athlete's results yet");
    const std::scoped_lock lock(mutex);
    if (wish.turn != turn) return;
    reader = std::move(opened);
    news.opened = std::move(overview);
    news.athlete.reset();
  }

  void read(std::size_t athlete) {
    if (!reader) return;
    AthleteResults of{athlete, {}, {}};
    const std::size_t plans = reader->header().plans.size();
    for (std::size_t p = 0; p < plans; ++p) {
      of.plans.push_back(reader->plan(athlete, p, false));
      of.pairs.emplace_back();
      for (std::size_t o = 0; o < plans; ++o) of.pairs.back().push_back(reader->pair(athlete, p, o));
    }
    const std::scoped_lock lock(mutex);
    news.athlete = std::move(of);
  }

  void work() {
    while (true) {
      Wish wish;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return ending || !wishes.empty(); });
        if (ending) return;
        wish = std::move(wishes.front());
        wishes.pop_front();
      }
      try {
        const std::scoped_lock using_hdf5(hdf5);
        wish.path.empty() ? read(wish.athlete) : open(wish);
      } catch (const std::exception& error) {
        const std::scoped_lock lock(mutex);
        if (wish.path.empty() || wish.turn == turn) news.error = error.what();
      }
    }
  }

  void wish(std::string path, std::size_t athlete) {
    {
      const std::scoped_lock lock(mutex);
      if (!path.empty()) ++turn;
      wishes.push_back({std::move(path), athlete, turn});
    }
    wake.notify_one();
  }
};

ResultsSource::ResultsSource() : state_(std::make_unique<State>()) {}
ResultsSource::~ResultsSource() = default;

void ResultsSource::open(const std::string& name) { state_->wish(name, 0); }

void ResultsSource::stop() {
  const std::scoped_lock lock(state_->mutex);
  ++state_->turn;
}

void ResultsSource::read(std::size_t athlete) { state_->wish("", athlete); }

ResultsNews ResultsSource::news() {
  const std::scoped_lock lock(state_->mutex);
  return std::exchange(state_->news, {});
}

std::string save_results(const std::string& name, const ResultsToKeep& results) {
  const std::scoped_lock using_hdf5(hdf5);
  ResultsWriter writer(name, results.header);
  const std::size_t plans = results.header.plans.size();
  for (std::size_t p = 0; p < plans; ++p) {
    writer.write(0, p, results.athlete.plans[p]);
    for (std::size_t o = 0; o < plans; ++o) {
      if (o != p) writer.write_pair(0, p, o, results.athlete.pairs[p][o]);
    }
  }
  writer.commit();
  return "written to " + name + " in the folder the viewer was started from";
}

}  // namespace formcast