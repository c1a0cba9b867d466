#pragma once

#include <string>
#include <utility>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// The undo steps: boards, each with the name of the edit that made it.
class Undo {
 public:
  struct Step {
    std::string name;
    Board board;
  };

  explicit Undo(Board opened) { steps_.push_back({"opened", std::move(opened)}); }
  /// At least one step, of which `at` is on the desk.
  Undo(std::vector<Step> steps, std::size_t at) : steps_(std::move(steps)), at_(at) {}

  /// Redo steps are dropped.
  void push(std::string name, Board board);
  /// The step undone or redone to; nullptr where there is none.
  const Step* undo();
  const Step* redo();

  const std::vector<Step>& steps() const { return steps_; }
  std::size_t at() const { return at_; }

 private:
  std::vector<Step> steps_;
  std::size_t at_ = 0;
};

}  // namespace formcast
