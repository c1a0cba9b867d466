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
  bool resume = false;                           ///< go on after the athletes that an earlier run kept
  std::chrono::duration<double> keep_every{2};   ///< between the moments at which finished athletes are made safe
  const std::atomic<bool>* cancelled = nullptr;  ///< set by anybody at any time
};

/// Writes the stored members of one athlete under plan `plan`, where the result holds none. False when cancelled.
using MemberSource = std::function<bool(std::size_t plan, ResultsWriter& to)>;

/// A results file on its way, athlete by athlete, that outlives its run: finished athletes are kept in the folder
/// OUT.parts, where a later run finds them. A run that is done before anything had to be kept writes its file directly.
/// Every member throws InputError when the file system refuses; what is kept by then stays.
class RunOutput {
 public:
  /// Throws InputError where an earlier run left athletes and `resume` is not set, or where it was another run.
  RunOutput(const std::filesystem::path& output, const ResultsHeader& header, const RunOutputOptions& options);

  /// The athletes to be written.
  const Part& share() const { return share_; }
  /// Whether an athlete is kept already.
  bool holds(std::size_t athlete) const { return complete_ || folder_.holds(athlete); }
  /// False when cancelled: the athlete then does not count.
  bool write(std::size_t athlete, const EnsembleResult& result, const MemberSource& members = nullptr);
  /// Makes all finished athletes safe.
  void keep();
  /// Completes the file, once every athlete of the share is written or kept, and clears up. False when cancelled.
  bool finish();

  /// How many athletes outlive this run whatever becomes of it.
  std::size_t kept() const { return complete_ ? share_.athletes : folder_.athletes(); }
  const std::filesystem::path& folder() const { return folder_.path(); }
  /// Of the athletes of the finished file.
  std::int64_t non_finite_members() const { return non_finite_members_; }
  /// What a person should know of the parts that an earlier run left.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  bool cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }
  void complete(ResultsWriter& writer);

  std::filesystem::path output_;
  ResultsHeader header_;
  RunOutputOptions options_;
  Part share_;
  PartsFolder folder_;
  bool complete_ = false;  ///< the output was there already
  std::vector<std::string> notes_;
  std::unique_ptr<ResultsWriter> writer_;  ///< of the athletes that are finished and not kept yet
  Part open_;                              ///< which they are
  std::int64_t open_non_finite_ = 0;
  std::int64_t non_finite_members_ = 0;
  std::chrono::steady_clock::time_point last_kept_ = std::chrono::steady_clock::now();
};

}  // namespace formcast
