// parallel_for on std::jthread, for ThreadSanitizer. Costs the start of its threads in every loop.
#include <algorithm>
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

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body,
                  Handout handout) {
  detail::ParallelLoop loop(count, control, body, handout);
  {
    std::vector<std::jthread> helpers;
    helpers.reserve(loop.threads());
    try {
      while (helpers.size() + 1 < loop.threads())
        helpers.emplace_back([&loop, t = helpers.size() + 1] { loop.work(t); });
    } catch (const std::system_error&) {
      // The system grants no more threads; those started do the work.
    }
    // The calling thread works too; the end of the scope joins the others.
    loop.work(0);
  }
  return loop.finish();
}

}  // namespace formcast
