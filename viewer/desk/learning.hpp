#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// Learns the athletes of a history one after another, on every platform alike: athletes that cannot be used come first
/// and at once, with the reason. An error with one athlete does not affect others.
class Learner {
 public:
  Learner(History history, Timing timing) : history_(std::move(history)), timing_(timing) {}
  /// With athletes that are known, as texts of their sessions or twins by with_separators(): where a file begins after
  /// the record of such a twin does, its days are joined to that record, and the twin is updated as `formcast update`
  /// does it, with the twin's own timing. What cannot be read is not known.
  Learner(History history, Timing timing, const std::string& known);

  /// Athletes, including those that cannot be used.
  std::size_t total() const { return history_.unusable.size() + history_.athletes.size(); }
  /// Assumptions worth reporting, and what only the owner of the file can confirm.
  std::vector<std::string> notes() const;
  /// Only athlete number `first` of total() and each `step`-th after it are to be learned here.
  void take_share(std::size_t first, std::size_t step) {
    next_ = first;
    step_ = step;
  }
  /// The next athlete, where there is one; takes a second. Never throws: what goes wrong is the athlete's error.
  LearnedTwin next();

 private:
  void calibrate_alone(const AthleteHistory& athlete, LearnedTwin& learned) const;
  void continue_record(const Twin& twin, LearnedTwin& learned) const;

  History history_;
  Timing timing_;
  std::vector<Twin> known_;
  std::size_t next_ = 0, step_ = 1;
};

/// Whether a file's athlete goes on from where this twin's record is, rather than being a record of its own: the file
/// begins after the record does.
bool continues(const Twin& twin, const AthleteHistory& athlete);

/// JSON texts in one, each followed by the character for it (RS, as in RFC 7464), which no such text contains.
std::string with_separators(const std::vector<std::string>& texts);

}  // namespace formcast
