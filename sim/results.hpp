#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/history.hpp"

namespace formcast {

/// What an ensemble says about every day. Names, units and meanings of the HDF5 datasets of the same name.
enum class Output { kPerformance, kFitness, kFatigue, kForm };
inline constexpr std::size_t kOutputs = 4;
struct OutputText {
  std::string_view name;
  std::string_view long_name;
};
inline constexpr std::array<OutputText, kOutputs> kOutputText{{
    {"performance", "performance a test on this day would show"},
    {"fitness", "fitness: what past training adds to performance"},
    {"fatigue", "fatigue: what past training takes from performance"},
    {"form", "form: fitness less fatigue"},
}};

/// Quantile levels of every band.
inline constexpr std::array<double, 5> kQuantiles{0.05, 0.25, 0.50, 0.75, 0.95};
using Quantiles = std::array<float, kQuantiles.size()>;

/// The ensemble of one athlete under one plan.
struct PlanResult {
  std::vector<float> planned_load;                     ///< (days) [load unit]
  std::vector<std::int8_t> planned_test;               ///< (days) 1 where a test is planned
  std::array<std::vector<Quantiles>, kOutputs> bands;  ///< (days) each [performance unit]
  Quantiles target_performance{};                      ///< performance on the target day
  float target_probability = 0;                        ///< P(performance >= target); NaN without a target
  Quantiles peak_day{};                                ///< day of the highest expected performance, from start
  std::int32_t non_finite_members = 0;                 ///< left out of every number above
  std::array<std::vector<float>, kOutputs> members;    ///< (members x days) each; empty unless stored
};

/// Plan `plan` against plan `other` on the target day, member by member (common random numbers).
struct PairResult {
  Quantiles difference{};  ///< performance under `plan` less performance under `other`
  float difference_mean = 0;
  float probability_better = 0;  ///< P(plan > other); a tie counts half
};

/// What a results file is about, known before the first athlete is run.
struct ResultsHeader {
  std::vector<std::string> athletes;
  std::vector<std::string> plans;
  Date start;
  int days = 0;
  int members = 0;
  bool store_members = false;
  Date target;
  std::optional<double> target_performance;
  std::uint64_t seed = 0;
  std::string title;
  std::string load_unit;
  std::string performance_unit;
  std::string scenario_source;
  std::string scenario_text;
  std::vector<std::string> twin_digests;  ///< (athletes)
  std::string command_line;
};

/// Writes results HDF5 that netCDF-4 programs read (docs/results-format.md). Everything goes to a temporary
/// name beside `path`; commit() completes the file and renames it. Without commit() nothing is left behind.
/// Every member throws InputError when the file system refuses, and std::invalid_argument for an array that is
/// not as long as its dimensions. Results that are never written stay missing (NaN, -1). HDF5 is not thread-safe:
/// one thread at a time writes or reads results.
class ResultsWriter {
 public:
  ResultsWriter(const std::filesystem::path& path, const ResultsHeader& header);
  ~ResultsWriter();
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  void write(std::size_t athlete, std::size_t plan, const PlanResult& result);
  void write_pair(std::size_t athlete, std::size_t plan, std::size_t other, const PairResult& result);
  void commit();

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

/// Reads what ResultsWriter wrote, bit for bit; `members` says whether stored trajectories are read too. Throws
/// InputError for a file that is missing, unreadable, damaged, of another kind or of a newer version.
Results read_results(const std::filesystem::path& path, bool members = false);

}  // namespace formcast
