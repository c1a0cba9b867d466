// How much memory a run takes, and how it keeps within a limit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/squad_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSanitizer = 4.0;  // what its shadow and red zones may add
#else
constexpr double kSanitizer = 1.0;
#endif

class MemoryCommand : public SquadProgramTest {
 protected:
  /// A command's peak memory [bytes].
  double peak(const std::string& command) const {
    const Ran ran = shell(
        "export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=0; python3 -c 'import os, sys; "
        "child = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:]); _, status, used = os.wait4(child, 0); "
        "print(used.ru_maxrss, file=sys.stderr); sys.exit(status != 0)' " +
        command);
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::size_t notes = ran.err.find_last_of('\n', ran.err.size() - 2);  // the program's own come first
    return 1024.0 * std::atof(ran.err.c_str() + (notes == std::string::npos ? 0 : notes + 1));
  }
  nlohmann::json report(const std::string& arguments) const {
    const Ran ran = shell("$F simulate squad.toml --json --threads 2 " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return nlohmann::json::parse(ran.out, nullptr, false);
  }
};

TEST_F(MemoryCommand, DoesNotGrowWithTheRoster) {
  squad(1);
  Twin twin = invented("A001");
  twin.warnings = {std::string(std::size_t{1} << 20, 'w')};  // what each would add, were it kept
  const auto add = [&](int from, int to) {
    for (int a = from; a <= to; ++a) {
      twin.athlete = "A" + std::to_string(100 + a);
      write("twins/" + twin_file_name(twin.athlete), to_json(twin));
    }
  };
  add(1, 4);
  const double few = peak("$F simulate squad.toml -o r.h5 --threads 2");
  add(5, 34);
  const double many = peak("$F simulate squad.toml -o r.h5 --threads 2");
  EXPECT_LT(many - few, 10e6) << few << " with 5 athletes, " << many << " with 35";
}

TEST_F(MemoryCommand, RunningOutOfMemoryIsReported) {
  if (kSanitizer > 1.0) GTEST_SKIP() << "sanitizers need more memory than can be limited";
  squad(2);
  int least = 20'000;  // [kB] below that it is the system that cannot load the program
  while (least < 400'000 && shell("ulimit -v " + std::to_string(least) + "; $F --version").code != 0) least += 2'000;
  int refused = 0;
  for (int limit = least; limit < least + 60'000; limit += 4'000) {
    const Ran ran = shell("ulimit -v " + std::to_string(limit) +
                          "; $F simulate squad.toml -o r.h5 --members 20000 --store members --threads 8");
    EXPECT_TRUE(ran.code == 0 || ran.code == 3) << limit << " kB: " << ran.code << ran.err;
    EXPECT_THAT(ran.err, testing::Not(testing::AnyOf(HasSubstr("libgomp"), HasSubstr("report")))) << limit;
    refused += ran.code == 3 ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
  EXPECT_FALSE(fs::exists(folder_ / "r.h5.partial"));
}

TEST_F(MemoryCommand, StaysBelowTheReportedBound) {
  squad(2);
  for (const std::string store : {"bands", "members"}) {
    const std::string run = "--members 20000 --store " + store + " -o r.h5";
    const auto stated = report(run)["memory_bytes"].get<double>();
    const double taken = peak("$F simulate squad.toml --threads 2 " + run);
    EXPECT_LT(taken, kSanitizer * stated) << store;
    EXPECT_GT(taken, 0.2 * stated) << store << ": too cautious to be of use";
  }
}

/// Plans go one by one, then chunks are shorter.
TEST_F(MemoryCommand, ALimitChangesNoResult) {
  squad(2);
  const std::string run = "--members 20000 -o ";
  auto bytes = report(run + "free.h5")["memory_bytes"].get<std::uint64_t>();
  for (const std::string file : {"plan_by_plan.h5", "short_chunks.h5"}) {
    const std::uint64_t limit = bytes - 1;
    bytes = report(run + file + " --memory-limit " + std::to_string(limit))["memory_bytes"].get<std::uint64_t>();
    EXPECT_LE(bytes, limit);
    EXPECT_TRUE(contents(folder_ / "free.h5") == contents(folder_ / file)) << file;
  }
  const Ran refused =
      shell("$F simulate squad.toml --threads 2 " + run + "r.h5 --memory-limit " + std::to_string(bytes - 1));
  EXPECT_EQ(refused.code, 3);
}

TEST_F(MemoryCommand, ARunThatDoesNotFitIsRefusedBeforeItStarts) {
  squad(2);
  const std::size_t before = files();
  const Ran refused = shell("$F simulate squad.toml -o r.h5 --members 10000000 --threads 2 --memory-limit 1GB");
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("squad.toml: 10000000 members x 2 plans x 40 days in 2 threads may take"),
                                 HasSubstr("GiB, more than the limit of 1.0 GiB"), HasSubstr("fewer members")));
  EXPECT_EQ(files(), before);
  EXPECT_EQ(shell("$F simulate squad.toml -o r.h5 --memory-limit lots").code, 2);
}

}  // namespace
}  // namespace formcast
