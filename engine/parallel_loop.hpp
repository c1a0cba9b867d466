#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>

#include "engine/parallel.hpp"

namespace formcast::detail {

/// No request goes beyond this: OpenMP ends the program when the system refuses it a thread.
inline constexpr int kMostThreads = 512;

/// What the three implementations of parallel_for share: one loop's bookkeeping. Each of their threads takes
/// indices from wherever it likes and hands them to step(); finish() is called once when all threads are through.
class ParallelLoop {
 public:
  ParallelLoop(std::size_t count, const Control& control, const std::function<void(std::size_t)>& body)
      : count_(count), control_(control), body_(body) {}

  /// Does index `i` unless the loop has been stopped; says whether going on makes sense. Never throws.
  bool step(std::size_t i) noexcept {
    if (control_.cancelled != nullptr && control_.cancelled->load(std::memory_order_relaxed)) stopped_ = true;
    if (stopped_) return false;
    try {
      body_(i);
      const std::lock_guard lock(mutex_);
      ++done_;
      if (control_.progress && error_ == nullptr) control_.progress(done_, count_);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (error_ == nullptr) error_ = std::current_exception();
      stopped_ = true;
    }
    return !stopped_;
  }

  /// The loop's answer; rethrows the first exception.
  bool finish() const {
    if (error_ != nullptr) std::rethrow_exception(error_);
    return done_ == count_;
  }

 private:
  const std::size_t count_;
  const Control& control_;
  const std::function<void(std::size_t)>& body_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;  ///< guards what follows, and the calls of progress
  std::size_t done_ = 0;
  std::exception_ptr error_;
};

}  // namespace formcast::detail
