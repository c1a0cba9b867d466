#include "viewer/desk/undo.hpp"

#include <utility>

namespace formcast {
namespace {

/// A board is some kilobytes.
constexpr std::size_t kMostSteps = 500;

}  // namespace

void Undo::push(std::string name, Board board) {
  steps_.resize(at_ + 1);
  steps_.push_back({std::move(name), std::move(board)});
  if (steps_.size() > kMostSteps) steps_.erase(steps_.begin());
  at_ = steps_.size() - 1;
}

const Undo::Step* Undo::undo() { return at_ == 0 ? nullptr : &steps_[--at_]; }

const Undo::Step* Undo::redo() { return at_ + 1 == steps_.size() ? nullptr : &steps_[++at_]; }

}  // namespace formcast
