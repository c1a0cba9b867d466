#include <omp.h>

#include <algorithm>

#include "engine/parallel.hpp"
#include "engine/parallel_loop.hpp"

namespace formcast {

int thread_count(const Control& control) {
  const int wanted = control.threads > 0 ? control.threads : omp_get_max_threads();
  return std::clamp(wanted, 1, detail::kMostThreads);
}

bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body) {
  detail::ParallelLoop loop(count, control, body);
  const int threads = static_cast<int>(std::min(count, static_cast<std::size_t>(thread_count(control))));
  // An OpenMP loop cannot be left early: after a stop the indices that remain cost one look each.
#pragma omp parallel for schedule(dynamic, 1) num_threads(std::max(1, threads))
  for (std::size_t i = 0; i < count; ++i) loop.step(i);
  return loop.finish();
}

}  // namespace formcast
