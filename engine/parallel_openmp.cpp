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

/// How many of `wanted` threads the system grants, found out by asking for them: OpenMP ends the program where it is
/// refused one. Asked once, and again for more; a thread that was there before is granted again.
std::size_t granted_threads(std::size_t wanted) {
  static std::mutex mutex;
  static std::size_t granted = 1, refused = detail::kMostThreads + 1;
  const std::lock_guard lock(mutex);
  if (wanted <= granted || granted + 1 >= refused) return std::min(wanted, granted);
  std::atomic<bool> ended = false;
  std::vector<std::jthread> helpers;
  helpers.reserve(wanted);
  try {
    while (helpers.size() + 1 < std::min(wanted, refused - 1)) helpers.emplace_back([&ended] { ended.wait(false); });
  } catch (const std::system_error&) {
    refused = helpers.size() + 2;
  }
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
