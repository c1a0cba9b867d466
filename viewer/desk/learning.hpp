#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/history.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// Learns the athletes of a history one after another, on every platform alike: athletes that cannot be used come first
/// and at once, with the reason. An error with one athlete does not affect others.
class Learner {
 public:
  Learner(History history, Timing timing) : history_(std::move(history)), timing_(timing) {}

  /// Athletes, including those that cannot be used.
  std::size_t total() const { return history_.unusable.size() + history_.athletes.size(); }
  /// Assumptions worth reporting, and what only the owner of the file can confirm.
  std::vector<std::string> notes() const;
  /// The next so many athletes are known.
  void skip(std::size_t athletes) { next_ += athletes; }
  /// The next of total() athletes; takes seconds. Never throws: what goes wrong is the athlete's error.
  LearnedTwin next();

 private:
  History history_;
  Timing timing_;
  std::size_t next_ = 0;
};

}  // namespace formcast
