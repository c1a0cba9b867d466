#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/parallel.hpp"
#include "engine/parallel_loop.hpp"

namespace formcast {

int thread_count(const Control& control) {
  const int wanted = control.threads > 0 ? control.threads : static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(wanted, 1, detail::kMostThreads);
}

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body) {
  detail::ParallelLoop loop(count, control, body);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      if (!loop.step(i)) return;
    }
  };
  {
    std::vector<std::jthread> helpers;
    const std::size_t wanted = std::min(count, static_cast<std::size_t>(thread_count(control)));
    helpers.reserve(wanted);
    try {
      while (helpers.size() + 1 < wanted) helpers.emplace_back(work);
    } catch (const std::system_error&) {
      // The system grants no more threads; those there are do the work.
    }
    work();
  }
  return loop.finish();
}

}  // namespace formcast
