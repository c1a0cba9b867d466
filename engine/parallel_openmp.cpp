#include <omp.h>

#include <algorithm>

#include "engine/parallel.hpp"
#include "engine/parallel_loop.hpp"

namespace formcast {

int thread_count(const Control& control) {
  const int wanted = control.threads > 0 ? control.threads : omp_get_max_threads();
  return std::clamp(wanted, 1, detail::kMostThreads);
}

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body,
                  Handout handout) {
  detail::ParallelLoop loop(count, control, body, handout);
#pragma omp parallel num_threads(static_cast <int>(loop.threads()))
  loop.work(static_cast<std::size_t>(omp_get_thread_num()));
  return loop.finish();
}

}  // namespace formcast
