#include "sim/batch/run_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/input_error.hpp"
#include "sim/batch/member_store.hpp"
#include "sim/ensemble/ensemble.hpp"

namespace formcast {
namespace {

/// The program, its libraries, HDF5's caches of each variable, stacks and what the allocator keeps.
constexpr std::uint64_t kProgram = std::uint64_t{64} << 20;

/// Of the bytes of a twin file: the text, its JSON, where a number takes twice the memory, and the twin.
constexpr std::uint64_t kTwin = 5;

std::uint64_t bytes_of(const Scenario& scenario, const std::vector<RosterEntry>& roster, const ResultsHeader& header,
                       int threads, const RunMemory& way) {
  EnsembleInput input;
  input.members = scenario.members;
  input.days = scenario.days;
  input.chunk_days = way.chunk_days;
  input.most_plans_together = way.most_plans_together;
  if (scenario.travels()) input.travel.emplace_back().days.resize(1);  // any: all plans take the same
  const auto largest = std::ranges::max_element(roster, {}, &RosterEntry::bytes);
  const std::uint64_t stored = header.store_members ? static_cast<std::uint64_t>(threads) * store_bytes(header) : 0;
  // Twins are first read by all threads at once, then one by one.
  const std::uint64_t reading = static_cast<std::uint64_t>(threads) * kTwin * largest->bytes;
  return kProgram +
         std::max(reading, kTwin * largest->bytes + ensemble_bytes(input, scenario.plans.size(), threads) + stored);
}

/// "1.4 GiB", rounded up.
std::string in_words(std::uint64_t bytes) {
  const double mib = static_cast<double>(bytes) / (1 << 20);
  return mib < 1000.0 ? fmt::format("{:.0f} MiB", std::ceil(mib))
                      : fmt::format("{:.1f} GiB", std::ceil(mib / 102.4) / 10.0);
}

}  // namespace

RunMemory run_memory(const Scenario& scenario, const std::vector<RosterEntry>& roster, const ResultsHeader& header,
                     int threads, const std::optional<std::uint64_t>& limit) {
  RunMemory need;
  for (const RunMemory way :
       {RunMemory{kLongestChunkDays, kMostPlansTogether}, {kLongestChunkDays, 1}, {kShortestChunkDays, 1}}) {
    need = way;
    need.bytes = bytes_of(scenario, roster, header, threads, way);
    if (!limit || need.bytes <= *limit) return need;
  }
  throw InputError({scenario.source, 0, 0},
                   fmt::format("{} members x {} plans x {} days in {} thread{} may take {}, more than the limit of {}; "
                               "allow more, or use fewer members or threads",
                               scenario.members, scenario.plans.size(), scenario.days, threads, threads == 1 ? "" : "s",
                               in_words(need.bytes), in_words(*limit)));
}

}  // namespace formcast
