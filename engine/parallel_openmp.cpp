// parallel_for on OpenMP, whose threads persist between loops. Relies on granted_threads: OpenMP would abort the
// program if the system refused it a thread. That check costs a mutex a loop, and starting the threads once.
#include <omp.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/parallel.hpp"
#include "engine/parallel_loop.hpp"

namespace formcast {
namespace {

/// How many of `wanted` threads the system grants, found by starting them, since a refusal throws here and aborts in
/// OpenMP. The answer is cached, and renewed for a larger request; threads granted before are granted again.
std::size_t granted_threads(std::size_t wanted) {
  static std::mutex mutex;
  static std::size_t granted = 1, refused = detail::kMostThreads + 1;
  const std::lock_guard lock(mutex);
  if (wanted <= granted || granted + 1 >= refused) return std::min(wanted, granted);
  // All at the same time: threads that wait until the last one has started.
  std::atomic<bool> ended = false;
  std::vector<std::jthread> helpers;
  helpers.reserve(wanted);
  try {
    while (helpers.size() + 1 < std::min(wanted, refused - 1)) helpers.emplace_back([&ended] { ended.wait(false); });
  } catch (const std::system_error&) {
    refused = helpers.size() + 2;
  }
  // The calling thread counts too.
  granted = std::max(granted, helpers.size() + 1);
  ended = true;
  ended.notify_all();
  return std::min(wanted, granted);
}

}  // namespace

int thread_count(const Control& control) {
  const int wanted = control.threads > 0 ? control.threads : omp_get_max_threads();
  return std::clamp(wanted, 1, detail::kMostThreads);
}

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body,
                  Handout handout) {
  detail::ParallelLoop loop(count, control, body, handout);
  const auto threads = static_cast<int>(granted_threads(loop.threads()));
#pragma omp parallel num_threads(threads)
  loop.work(static_cast<std::size_t>(omp_get_thread_num()));
  return loop.finish();
}

}  // namespace formcast
