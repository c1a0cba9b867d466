#include "sim/batch/run_output.hpp"

#include <fmt/format.h>

#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"
#include "sim/batch/merge.hpp"
#include "sim/results/hdf5_input.hpp"

// Where a run's athletes go: directly into the file, or through parts once a checkpoint is due.
//
// Promises: the same bytes with and without checkpoints, kills and resumes; an athlete counts only once it is complete.
// Relies on: athletes written in order within a part, and OutputFile and PartsFolder for atomic renames and locks.
// Costs: after a checkpoint every athlete is written twice, into its part and into the file at the end.
namespace formcast {
namespace {

Part share_of(const ResultsHeader& header, const std::optional<Shard>& shard) {
  const std::size_t athletes = header.athletes.size();
  if (!shard) return {0, athletes, {}};
  if (shard->count <= athletes) return part_of(*shard, athletes);
  throw InputError(Place{header.scenario_source},
                   fmt::format("{} athlete{} cannot be split into {} shards, expected at most one shard per athlete",
                               athletes, athletes == 1 ? "" : "s", shard->count));
}

/// Whether the results of this very run exist already: it was killed while it cleaned up.
bool is_complete(const std::filesystem::path& output, const ResultsHeader& header, const Part& share) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(output, ignored) || !hdf5::InputFile(output).intact()) return false;
  try {
    const ResultsHeader found = ResultsReader(output).header();
    const Part held = part_of(found);
    return difference(found, header).empty() && held.first == share.first && held.athletes == share.athletes &&
           held.shard == share.shard;
  } catch (const InputError&) {  // another file, which the results will replace
    return false;
  }
}

std::int64_t count_non_finite(const std::filesystem::path& output, const Part& share, std::size_t plans) {
  const ResultsReader from(output);
  std::int64_t count = 0;
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    for (std::size_t p = 0; p < plans; ++p) count += from.plan(a, p, false).non_finite_members;
  }
  return count;
}

}  // namespace

RunOutput::RunOutput(const std::filesystem::path& output, const ResultsHeader& header, const RunOutputOptions& options)
    : output_(output_place(output).path),  // parts are renamed into its folder, not into that of a link to it
      header_(header),
      options_(options),
      share_(share_of(header, options.shard)),
      folder_(output_) {
  if (options.resume) {
    notes_ = folder_.take_over(header_, share_);
  } else if (!folder_.found().empty()) {
    throw InputError(Place{folder_.path().string()},
                     "holds finished athletes of an earlier run; continue with --resume, or remove the folder to "
                     "start over");
  }
  complete_ = options.resume && is_complete(output_, header_, share_);
  // Opened now, so that a file that cannot be written is reported before hours of work.
  if (kept() == 0) writer_ = std::make_unique<ResultsWriter>(output_, header_);
}

bool RunOutput::write(std::size_t athlete, const EnsembleResult& result, const MemberSource& members) {
  if (open_.athletes > 0 && athlete != open_.first + open_.athletes) keep();  // a part is a range without gaps
  if (open_.athletes == 0) open_ = {athlete, 0, options_.shard};
  if (writer_ == nullptr) writer_ = std::make_unique<ResultsWriter>(folder_.file_of(athlete), header_);
  // The athlete counts once all of its plans are written; until then a cancelled one is written again.
  std::int64_t non_finite = 0;
  for (std::size_t p = 0; p < result.plan.size(); ++p) {
    if (cancelled()) return false;
    writer_->write(athlete, p, result.plan[p]);
    if (members && !members(p, *writer_)) return false;
    for (std::size_t q = 0; q < result.plan.size(); ++q) {
      if (p != q) writer_->write_pair(athlete, p, q, result.pair[p][q]);
    }
    non_finite += result.plan[p].non_finite_members;
  }
  ++open_.athletes;
  open_non_finite_ += non_finite;
  // No checkpoint after the last athlete: if it is the first, the file is written directly.
  const bool last = athlete + 1 == share_.first + share_.athletes;
  const auto now = std::chrono::steady_clock::now();
  if (!last && now - last_kept_ >= options_.keep_every) keep();
  return true;
}

void RunOutput::keep() {
  last_kept_ = std::chrono::steady_clock::now();
  if (open_.athletes == 0) return;
  // The open writer becomes a part: committed, that is synced and renamed, before it counts.
  folder_.make();
  const std::filesystem::path file = folder_.file_of(open_.first);
  writer_->commit(open_, file);
  writer_.reset();
  folder_.add(open_, file);
  open_ = {};
  open_non_finite_ = 0;
}

bool RunOutput::finish() {
  // An earlier run had written the whole file: only its parts are left to remove.
  if (complete_) {
    non_finite_members_ = count_non_finite(output_, share_, header_.plans.size());
    folder_.remove();
    return true;
  }
  if (open_.athletes == share_.athletes) {  // no checkpoint was due
    non_finite_members_ = open_non_finite_;
    complete(*writer_);
    folder_.remove();
    return true;
  }
  // Put together from parts, in the order in which athletes would have been written.
  keep();
  const auto whole = std::make_unique<ResultsWriter>(output_, header_);
  const Copied copied = copy_athletes(folder_.files(), share_, *whole, options_.cancelled);
  if (copied.interrupted) return false;
  non_finite_members_ = copied.non_finite_members;
  complete(*whole);
  folder_.remove();
  return true;
}

void RunOutput::complete(ResultsWriter& writer) {
  if (share_.shard) {
    writer.commit(share_, output_);
  } else {
    writer.commit();
  }
}

}  // namespace formcast
