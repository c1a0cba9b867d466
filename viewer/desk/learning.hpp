#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/history.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// Learns the athletes of a history one after another, on every platform alike: whoever cannot be used comes first and
/// at once, with the reason. What is wrong with one athlete costs no other.
class Learner {
 public:
  Learner(History history, Timing timing) : history_(std::move(history)), timing_(timing) {}

  /// Athletes, those who cannot be used among them.
  std::size_t total() const { return history_.unusable.size() + history_.athletes.size(); }
  /// What was understood in a way worth saying, and what only the person who gave the file can say.
  std::vector<std::string> notes() const;
  /// The next of total() athletes; takes seconds. Never throws: what goes wrong is the athlete's error.
  LearnedTwin next();

 private:
  History history_;
  Timing timing_;
  std::size_t next_ = 0;
};

}  // namespace formcast
