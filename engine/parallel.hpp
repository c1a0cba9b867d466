#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace formcast {

/// Threads, progress and cancellation of a long computation. The defaults run it on every core to its end.
struct Control {
  int threads = 0;                               ///< at most; 0 = one for every core
  const std::atomic<bool>* cancelled = nullptr;  ///< may be set at any time; checked before each index
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< after each index; see parallel_for
};

/// The threads a loop under `control` uses, the calling one included: 1 to 512.
int thread_count(const Control& control);

/// Which thread gets which index.
enum class Handout {
  kInOrder,  ///< the next one, as a thread becomes free
  /// Its own stretch first, the same in every loop with as many indices and threads, so that its data are still in its
  /// cache; then what the others have not begun.
  kSteady,
};

/// The program's one parallel loop: body(i) once for every i in [0, count), in any order and thread. So `body` must
/// write only the slots of index i and depend on i alone; then results are the same for every number of threads.
///
/// Returns true when every index was done, false when `cancelled` stopped the loop before that. An exception of a
/// body stops the loop likewise and is rethrown here once no body is running; of several the first one.
/// `progress` is called by one thread at a time, with `done` growing by one each time, in whichever thread did the
/// work; what it throws is treated like a body's exception. Loops must not be nested.
///
/// CMake chooses one of three: parallel_openmp.cpp, parallel_jthread.cpp (for ThreadSanitizer, which reports
/// libgomp's own synchronisation as races) and parallel_serial.cpp (the browser).
bool parallel_for(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body,
                  Handout handout = Handout::kInOrder);

}  // namespace formcast
