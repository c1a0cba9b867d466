// A program that plans for squads day after day must not grow: 1,000 runs from files to files in one process.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "sim/batch/roster.hpp"
#include "sim/batch/simulate.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/sim/results/results_file.hpp"

/// There under AddressSanitizer and ThreadSanitizer only.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace formcast {
namespace {

constexpr int kRuns = 1000;
constexpr int kWarmUp = 100;  // what is made once and kept: HDF5's tables, the allocator's pools, threads
constexpr long kAllowedKiB = 512;

constexpr const char* kScenario = R"(athletes = ["a.twin.json"]
start = 2016-01-20
days = 28
members = 64
seed = 1
noise = { execution = 0.1, missed = 0.05, illness_per_year = 2 }
[[plan]]
name = "as usual"
[[plan]]
name = "less"
load = 0.5
taper = { days = 7 }
)";

/// Memory of this process that is in use [KiB]. Sanitizers keep freed memory for a while, but count what is in use.
long used() {
  if (__sanitizer_get_current_allocated_bytes != nullptr) {
    return static_cast<long>(__sanitizer_get_current_allocated_bytes() / 1024);
  }
  std::ifstream statm("/proc/self/statm");
  long all = 0, resident = 0;
  statm >> all >> resident;
  return resident * ::sysconf(_SC_PAGESIZE) / 1024;
}

class Soak : public ResultsFile {
 protected:
  Soak() {
    std::filesystem::copy_file(FORMCAST_TINY_TWIN, folder_ / "a.twin.json");
    write_bytes(folder_ / "s.toml", kScenario);
  }

  void run_once() const {
    const Scenario scenario = read_scenario(folder_ / "s.toml");
    SimulateOptions options;
    options.store_members = true;
    simulate(scenario, read_roster(scenario, options.control), path_, options);
    const Results results = read_results(path_, true);
    ASSERT_EQ(results.plan.size(), 1u);
    ASSERT_EQ(results.plan[0].size(), 2u);
    ASSERT_EQ(results.plan[0][1].members[0].size(), 64u * 28u);
  }
};

TEST_F(Soak, AThousandRunsInOneProcessDoNotGrow) {
  for (int run = 0; run < kWarmUp; ++run) run_once();
  const long before = used();
  ASSERT_GT(before, 0) << "needs /proc";
  for (int run = kWarmUp; run < kRuns; ++run) run_once();
  const long after = used();
  EXPECT_LE(after - before, kAllowedKiB) << "from " << before << " KiB after " << kWarmUp << " runs";
  std::cout << before << " KiB after " << kWarmUp << " runs, " << after << " KiB after " << kRuns << '\n';
}

}  // namespace
}  // namespace formcast
