#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/ensemble/plan_pair.hpp"
#include "sim/ensemble/plan_result.hpp"
#include "sim/travel/learned_effects.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {

/// The version of docs/results-format.md that this program writes, and the newest that it reads.
inline constexpr int kResultsVersion = 4;

/// Share `index` of `count`, counted from 1. The run as a whole is the only share of one.
struct Shard {
  std::size_t index = 1;
  std::size_t count = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};

/// Which athletes of its run a file holds: a contiguous range of them.
struct Part {
  std::size_t first = 0;
  std::size_t athletes = 0;
  std::optional<Shard> shard;  ///< if the run was split into shards
};

/// A results file's description, known before the first athlete is run.
struct ResultsHeader {
  std::vector<std::string> athletes;  ///< of the run, including those that a part does not hold
  std::vector<std::string> plans;
  Date start;
  int days = 0;
  int members = 0;
  bool store_members = false;
  bool travels = false;  ///< any plan has trips
  Date target;
  std::optional<double> target_performance;
  std::uint64_t seed = 0;
  std::string title;
  std::string load_unit;
  std::string performance_unit;
  std::string scenario_source;
  std::string scenario_text;
  std::vector<std::string> twin_digests;  ///< (athletes)
  /// (athletes) where each one's effects of travel come from; empty if no plan has trips, and in older files
  std::vector<EffectSources> effect_sources;
  std::vector<DecisionBasis> decisions;  ///< (athletes); empty in older files
  std::string command_line;
  std::string model_versions;  ///< "local_level 1, banister 1, ..."; empty in files without them
  std::string source;          ///< the program and its version; empty: this one
  std::optional<Part> part;    ///< read, not written: commit() sets which athletes a file holds
};

/// The models that this program knows and their versions, as ResultsHeader::model_versions.
std::string model_versions();

/// The athletes that a file with this header holds.
Part part_of(const ResultsHeader& header);

/// The athletes of a share of a run: as equal in number as can be, in the order of the run.
Part part_of(const Shard& shard, std::size_t athletes);

/// How a file's run differs from `expected`, such as "seed 7, expected 8"; empty if it is the same run, so that
/// athletes missing in one file can be taken from the other.
std::string difference(const ResultsHeader& header, const ResultsHeader& expected);

/// A chunk of a variable as stored in the file, compressed.
struct StoredChunk {
  std::vector<char> bytes;
  std::uint32_t filters = 0;  ///< HDF5's mask of filters that were skipped
};

/// The trajectories of some members under one plan as stored in the file: a chunk of each output.
struct StoredMembers {
  int first = 0;
  std::array<StoredChunk, kOutputs> chunks;
};

/// How many members such a chunk holds; the last of an athlete and plan is not full.
int members_per_chunk(const ResultsHeader& header);

/// Compresses the trajectories of one chunk's members; they begin with a multiple of members_per_chunk. Thread-safe,
/// also while another thread writes.
StoredMembers compress(const ResultsHeader& header, const Trajectories& members);

/// Writes results HDF5 that netCDF-4 programs read (docs/results-format.md). Everything goes to a temporary
/// name beside `path`; commit() completes the file and renames it. Without commit() nothing is left behind.
/// Every member throws InputError when writing fails, and std::invalid_argument for an array that is
/// not as long as its dimensions. Results that are never written stay missing (NaN, -1). HDF5 is not thread-safe:
/// one thread at a time writes or reads results.
class ResultsWriter {
 public:
  ResultsWriter(const std::filesystem::path& path, const ResultsHeader& header);
  ~ResultsWriter();
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  /// If members are stored and `result` holds none, write_members must follow for each chunk of them.
  void write(std::size_t athlete, std::size_t plan, const PlanResult& result);
  void write_members(std::size_t athlete, std::size_t plan, const StoredMembers& members);
  void write_pair(std::size_t athlete, std::size_t plan, std::size_t other, const PairResult& result);
  void commit();
  /// Completes the file as a part of its run, under the name `path`, on the same disk as the one it was opened with.
  void commit(const Part& part, const std::filesystem::path& path);

 private:
  struct File;
  std::unique_ptr<File> file_;
};

/// A results file read back whole, members aside.
struct Results {
  ResultsHeader header;
  std::vector<std::vector<PlanResult>> plan;               ///< [athlete][plan]
  std::vector<std::vector<std::vector<PairResult>>> pair;  ///< [athlete][plan][other]
};

/// A results file open for reading, whole or part. Its members throw InputError for damage found later.
class ResultsReader {
 public:
  /// Throws InputError for a file that is missing, unreadable, damaged, of another kind or of a newer version.
  explicit ResultsReader(const std::filesystem::path& path);
  ~ResultsReader();
  ResultsReader(const ResultsReader&) = delete;
  ResultsReader& operator=(const ResultsReader&) = delete;

  const ResultsHeader& header() const;
  /// `members`: read stored trajectories too.
  PlanResult plan(std::size_t athlete, std::size_t plan, bool members) const;
  PairResult pair(std::size_t athlete, std::size_t plan, std::size_t other) const;
  /// The chunk of stored members that begins with member `first`.
  StoredMembers members(std::size_t athlete, std::size_t plan, int first) const;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

/// Reads what ResultsWriter wrote, bit for bit, of a part the athletes it holds; `members`: read stored
/// trajectories too. Throws InputError for a file that is missing, unreadable, damaged, of another kind or of
/// a newer version.
Results read_results(const std::filesystem::path& path, bool members = false);

}  // namespace formcast
