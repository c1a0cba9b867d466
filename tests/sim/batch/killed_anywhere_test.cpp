#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <set>

#include "tests/sim/batch/run_file.hpp"

/// A run that is killed just before every step that changes the folder: between the data and their sync, the
/// sync and the rename, the file and the removal of its parts. Each step is a system call, at which the run is stopped
/// as a debugger stops it; so nothing here depends on time.
namespace formcast {
namespace {

enum class End { kKilled, kDone, kNotPossible };

bool changes_names(std::uint64_t call) {
  static const std::set<std::uint64_t> kCalls{
#ifdef SYS_rename  // elsewhere there are only those that end in "at"
      SYS_rename,    SYS_unlink,   SYS_mkdir,   SYS_rmdir,
#endif
      SYS_renameat,  SYS_unlinkat, SYS_mkdirat, SYS_ftruncate, SYS_fsync,
#ifdef SYS_renameat2
      SYS_renameat2,
#endif
  };
  return kCalls.contains(call);
}

/// Runs `step` in a process of its own, which is killed when it is about to make the n-th such call, counted from 1.
End killed_at(int n, const std::function<void()>& step) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(1);
    raise(SIGSTOP);
    step();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) return End::kNotPossible;
  ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  bool possible = true;
  while (possible) {
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? End::kDone : End::kNotPossible;
    __ptrace_syscall_info info{};
    possible = ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) > 0;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY && changes_names(info.entry.nr) && --n == 0) break;
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return possible ? End::kKilled : End::kNotPossible;
}

using KilledAnywhere = RunFile;

TEST_F(KilledAnywhere, ARunResumesToTheSameBytes) {
  set_athletes(2);
  const std::string expected = undisturbed();
  int kills = 0;
  for (;; ++kills) {
    const End end = killed_at(kills + 1, [&] { finish(); });
    if (end == End::kNotPossible) GTEST_SKIP() << "this machine lets no test trace a process";
    if (end == End::kDone) break;
    EXPECT_EQ(finish(), expected) << "killed at step " << kills + 1;
    EXPECT_EQ(files(), 2) << "killed at step " << kills + 1;
    std::filesystem::remove(path_);
  }
  EXPECT_EQ(bytes_of(path_), expected);
  EXPECT_GT(kills, 15);
}

/// Killed again and again while it resumes, until it completes.
TEST_F(KilledAnywhere, AgainAndAgain) {
  header_.store_members = true;
  const std::string expected = undisturbed();
  constexpr int kSteps = 9;  // enough to save an athlete or two, too few to complete at once
  std::size_t kept = 0;
  int kills = 0;
  for (;; ++kills) {
    const End end = killed_at(kSteps, [&] { finish(); });
    if (end == End::kNotPossible) GTEST_SKIP() << "this machine lets no test trace a process";
    if (end == End::kDone) break;
    ASSERT_LT(kills, 20);
    if (std::filesystem::exists(path_)) continue;  // it was cleaning up
    const std::size_t now = RunOutput(path_, header_, resumed()).kept();
    EXPECT_GE(now, kept) << "an athlete was lost";
    kept = now;
  }
  EXPECT_GT(kills, 2);
  EXPECT_EQ(bytes_of(path_), expected);
  EXPECT_EQ(files(), 2);
}

}  // namespace
}  // namespace formcast
