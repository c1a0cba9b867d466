#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "engine/parallel.hpp"

namespace formcast::detail {

/// The most threads ever requested: OpenMP aborts the program when the system refuses it one.
inline constexpr int kMostThreads = 512;

/// The bookkeeping of one loop, shared by the three implementations of parallel_for. Each thread, numbered from 0,
/// calls work(); finish() is called once, after all threads. Relies on `body` being safe for different indices. Costs
/// an atomic increment and a short lock an index.
class ParallelLoop {
 public:
  ParallelLoop(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body, Handout handout)
      : count_(count),
        control_(control),
        body_(body),
        threads_(std::max<std::size_t>(1, std::min(count, static_cast<std::size_t>(thread_count(control))))),
        stretches_(handout == Handout::kSteady ? threads_ : 1) {
    for (std::size_t s = 0; s < stretches_.size(); ++s) {
      stretches_[s].next = s * count / stretches_.size();
      stretches_[s].end = (s + 1) * count / stretches_.size();
    }
  }

  /// No more than there are indices.
  std::size_t threads() const { return threads_; }

  /// Does indices until there are none left or the loop has been stopped.
  void work(std::size_t thread) noexcept {
    for (std::size_t s = 0; s < stretches_.size(); ++s) {
      // The own stretch first, then what is left of the others'.
      Stretch& stretch = stretches_[(thread + s) % stretches_.size()];
      for (std::size_t i = stretch.next++; i < stretch.end; i = stretch.next++) {
        if (!step(i)) return;
      }
    }
  }

  /// The loop's answer; rethrows the first exception.
  bool finish() const {
    if (error_ != nullptr) std::rethrow_exception(error_);
    return done_ == count_;
  }

 private:
  /// Indices [next, end), a cache line apart from the next ones.
  struct alignas(64) Stretch {
    std::atomic<std::size_t> next;
    std::size_t end;
  };

  /// Does one index; false when the loop has to stop.
  bool step(std::size_t i) noexcept {
    if (control_.cancelled != nullptr && control_.cancelled->load(std::memory_order_relaxed)) stopped_ = true;
    if (stopped_) return false;
    try {
      // Under the lock, so that progress is called by one thread at a time and `done` grows by one.
      body_(i);
      const std::lock_guard lock(mutex_);
      ++done_;
      if (control_.progress && error_ == nullptr) control_.progress(done_, count_);
    } catch (...) {
      // The first exception is kept for finish(); no thread may leave the loop by one.
      const std::lock_guard lock(mutex_);
      if (error_ == nullptr) error_ = std::current_exception();
      stopped_ = true;
    }
    return !stopped_;
  }

  const std::size_t count_;
  const Control& control_;
  const std::function<void(std::size_t)>& body_;
  const std::size_t threads_;
  std::vector<Stretch> stretches_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;  ///< guards the members below and the calls of progress
  std::size_t done_ = 0;
  std::exception_ptr error_;
};

}  // namespace formcast::detail
