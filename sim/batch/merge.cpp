#include "sim/batch/merge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "sim/base/system_error.hpp"
#include "sim/results/hdf5_input.hpp"

// Athletes copied from the files of one run, parts or shards, into its results file.
//
// Promises: the bytes of a run in one go; nothing is written unless every shard is there, sealed and of the same run.
// Relies on: difference() of headers, and copies in the order of writing, members as compressed chunks.
// Costs: one athlete under one plan in memory; stored members are neither decompressed nor checked by HDF5.
namespace formcast {
namespace {

namespace fs = std::filesystem;

/// The header of a finished shard; refuses any other file.
ResultsHeader shard_header(const fs::path& path) {
  const ResultsHeader header = ResultsReader(path).header();
  // Stored members are copied compressed, so HDF5's own checks do not see them: the seal must.
  if (!hdf5::InputFile(path).sealed()) {
    refuse(path,
           "was changed by another program since it was written: it has lost its seal, expected a shard as written");
  }
  if (!header.part || !header.part->shard) {
    refuse(path, "is no shard, expected what `formcast simulate --shard` writes");
  }
  const Shard& shard = *header.part->shard;
  if (shard.index < 1 || shard.index > shard.count || shard.count > header.athletes.size()) {
    refuse(path, fmt::format("names itself shard {} of {}, which is impossible", shard.index, shard.count));
  }
  // A shard that was interrupted holds fewer athletes than its share.
  const Part share = part_of(shard, header.athletes.size());
  if (header.part->first != share.first || header.part->athletes != share.athletes) {
    refuse(path, fmt::format("holds {} of the {} athletes of shard {} of {}; finish it with --resume",
                             header.part->athletes, share.athletes, shard.index, shard.count));
  }
  return header;
}

/// The shards of one run in their order.
struct Shards {
  ResultsHeader header;
  fs::path first;                  ///< the first given: the others are compared with it
  std::vector<fs::path> in_order;  ///< (shards) empty if missing

  void add(const fs::path& path);
  void require_all(const fs::path& output) const;
  std::vector<fs::path> files() const;
};

void Shards::add(const fs::path& path) {
  const ResultsHeader found = shard_header(path);
  const Shard& shard = *found.part->shard;
  if (in_order.empty()) {
    header = found;
    first = path;
    in_order.resize(shard.count);
  }
  const std::string differs = difference(found, header);
  if (!differs.empty()) refuse(path, fmt::format("is of another run than {}: {}", first.string(), differs));
  if (shard.count != in_order.size()) {
    refuse(path, fmt::format("is shard {} of {}, expected one of {} as {} is", shard.index, shard.count,
                             in_order.size(), first.string()));
  }
  fs::path& place = in_order[shard.index - 1];
  if (!place.empty()) {
    refuse(path, fmt::format("is shard {} of {}, and so is {}", shard.index, shard.count, place.string()));
  }
  place = path;
}

void Shards::require_all(const fs::path& output) const {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    if (in_order[i].empty()) missing.push_back(i + 1);
  }
  if (missing.empty()) return;
  const bool one = missing.size() == 1;
  refuse(output, fmt::format("cannot be merged: shard{} {} of {} {} missing", one ? "" : "s", fmt::join(missing, ", "),
                             in_order.size(), one ? "is" : "are"));
}

/// The shard that holds each athlete.
std::vector<fs::path> Shards::files() const {
  std::vector<fs::path> made;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    made.insert(made.end(), part_of({i + 1, in_order.size()}, header.athletes.size()).athletes, in_order[i]);
  }
  return made;
}

/// Copies the stored members of an athlete under a plan as compressed chunks. False when cancelled.
bool copy_members(const ResultsReader& from, std::size_t athlete, std::size_t plan, ResultsWriter& to,
                  const std::atomic<bool>* cancelled) {
  const ResultsHeader& header = from.header();
  const auto stop = [&] { return cancelled != nullptr && *cancelled; };
  const int chunk = header.store_members ? members_per_chunk(header) : 0;
  for (int first = 0; header.store_members && first < header.members && !stop(); first += chunk) {
    to.write_members(athlete, plan, from.members(athlete, plan, first));
  }
  return !stop();
}

}  // namespace

Copied copy_athletes(const std::vector<fs::path>& files, const Part& part, ResultsWriter& to,
                     const std::atomic<bool>* cancelled) {
  Copied copied;
  // One file is open at a time: athletes of a part or shard are neighbours.
  std::unique_ptr<ResultsReader> from;
  for (std::size_t a = part.first; a < part.first + part.athletes; ++a) {
    if (from == nullptr || files[a] != files[a - 1]) from = std::make_unique<ResultsReader>(files[a]);
    const std::size_t plans = from->header().plans.size();
    for (std::size_t p = 0; p < plans; ++p) {
      const PlanResult result = from->plan(a, p, false);
      copied.non_finite_members += result.non_finite_members;
      to.write(a, p, result);
      copied.interrupted = !copy_members(*from, a, p, to, cancelled);
      if (copied.interrupted) return copied;
      for (std::size_t q = 0; q < plans; ++q) {
        if (p != q) to.write_pair(a, p, q, from->pair(a, p, q));
      }
    }
  }
  return copied;
}

MergeSummary merge_shards(const std::vector<fs::path>& paths, const fs::path& output,
                          const std::atomic<bool>* cancelled) {
  Shards shards;
  for (const fs::path& path : paths) {
    // Before anything is opened for writing: the output must not replace one of its shards.
    std::error_code ignored;
    if (fs::equivalent(path, output, ignored)) refuse(output, "is one of the shards, expected another name");
    shards.add(path);
  }
  shards.require_all(output);
  MergeSummary summary;
  summary.athletes = shards.header.athletes.size();
  ResultsWriter writer(output, shards.header);
  summary.interrupted = copy_athletes(shards.files(), {0, summary.athletes, {}}, writer, cancelled).interrupted;
  if (!summary.interrupted) writer.commit();
  return summary;
}

}  // namespace formcast
