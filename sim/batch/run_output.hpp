#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/batch/parts.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/results/results.hpp"

namespace formcast {

struct RunOutputOptions {
  std::optional<Shard> shard;                    ///< write this share of the run, not all of it
  bool resume = false;                           ///< resume after the athletes that an earlier run saved
  std::chrono::duration<double> keep_every{2};   ///< checkpoint interval
  const std::atomic<bool>* cancelled = nullptr;  ///< may be set by any thread at any time
};

/// Writes the stored members of one athlete under plan `plan`, if the result holds none. False when cancelled.
using MemberSource = std::function<bool(std::size_t plan, ResultsWriter& to)>;

/// A results file written athlete by athlete that outlives its run: finished athletes are saved in the folder
/// OUT.parts, where a later run finds them. A run that ends before its first checkpoint writes its file directly. Every
/// member throws InputError when writing fails; what is saved by then stays.
class RunOutput {
 public:
  /// Throws InputError if an earlier run left athletes and `resume` is not set, or if it was another run.
  RunOutput(const std::filesystem::path& output, const ResultsHeader& header, const RunOutputOptions& options);

  /// The athletes to be written.
  const Part& share() const { return share_; }
  /// Whether an athlete is saved already.
  bool holds(std::size_t athlete) const { return complete_ || folder_.holds(athlete); }
  /// False when cancelled: the athlete then does not count.
  bool write(std::size_t athlete, const EnsembleResult& result, const MemberSource& members = nullptr);
  /// Saves all finished athletes (a checkpoint).
  void keep();
  /// Completes the file, once every athlete of the share is written or saved, and cleans up. False when cancelled.
  bool finish();

  /// How many athletes are saved, however this run ends.
  std::size_t kept() const { return complete_ ? share_.athletes : folder_.athletes(); }
  const std::filesystem::path& folder() const { return folder_.path(); }
  /// Of the athletes of the finished file.
  std::int64_t non_finite_members() const { return non_finite_members_; }
  /// Notes for the user on the parts that an earlier run left.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  bool cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
  void complete(ResultsWriter& writer);

  std::filesystem::path output_;
  ResultsHeader header_;
  RunOutputOptions options_;
  Part share_;
  PartsFolder folder_;
  bool complete_ = false;  ///< the output existed already
  std::vector<std::string> notes_;
  std::unique_ptr<ResultsWriter> writer_;  ///< of the athletes that are finished and not saved yet
  Part open_;                              ///< those athletes
  std::int64_t open_non_finite_ = 0;
  std::int64_t non_finite_members_ = 0;
  std::chrono::steady_clock::time_point last_kept_ = std::chrono::steady_clock::now();
};

}  // namespace formcast
