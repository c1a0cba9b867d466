// parallel_for without threads, for the browser.
#include "engine/parallel.hpp"
#include "engine/parallel_loop.hpp"

namespace formcast {

int thread_count(const Control&) { return 1; }

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body,
                  Handout handout) {
  detail::ParallelLoop loop(count, control, body, handout);
  loop.work(0);
  return loop.finish();
}

}  // namespace formcast
