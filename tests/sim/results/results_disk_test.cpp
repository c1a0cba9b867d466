#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "sim/base/input_error.hpp"
#include "sim/results/results.hpp"
#include "tests/interop/results_sample.hpp"
#include "tests/sim/results/results_file.hpp"

/// Failures of the file system, each in a process of its own, which then ends the usual way: HDF5 closes what is open
/// at exit, and must neither hang nor crash there.
namespace formcast {
namespace {

constexpr int kRefused = 10;
constexpr int kWritten = 11;
constexpr int kNotPossible = 12;
constexpr int kWrong = 13;

/// The exit status of a process that runs `step`, or the negative number of the signal that ended it.
int in_a_process(const std::function<int()>& step) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    alarm(120);  // a hang ends as SIGALRM
    std::exit(step());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int say(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  return kWrong;
}

/// Writes a results file; kRefused when that ends in an InputError that names the file and `reason`, with no
/// partial file left and whatever `path` held untouched.
int write_against(const std::filesystem::path& path, const ResultsHeader& header, const std::string& reason) {
  const std::string before = bytes_of(path);
  try {
    sample::write_file(path, header);
    return kWritten;
  } catch (const InputError& error) {
    const std::string message = error.what();
    if (!message.starts_with(path.string() + ": ")) return say("no path: " + message);
    if (message.find(reason) == std::string::npos) return say("no reason: " + message);
  }
  if (std::filesystem::exists(path.string() + ".partial")) return say("a partial file is left");
  return bytes_of(path) == before ? kRefused : say("the file has changed");
}

void limit_file_size(std::size_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
}

/// Long enough that chunks are written while the ensemble is, not only when the file is closed.
ResultsHeader long_header() {
  ResultsHeader header = sample::header(true);
  header.days = 100;
  header.members = 4000;
  return header;
}

using ResultsDiskTest = ResultsFile;

TEST_F(ResultsDiskTest, AFileThatMayNotGrowIsRefusedAtAnySize) {
  sample::write_file(path_, sample::header(true));
  const std::size_t size = bytes_of(path_).size();
  for (std::size_t limit = 0; limit < size; limit += limit < 200 ? 50 : size / 20) {
    EXPECT_EQ(kRefused, in_a_process([&] {
                limit_file_size(limit);
                return write_against(path_, sample::header(true), "File too large");
              }))
        << limit;
  }
  EXPECT_EQ(kRefused, in_a_process([&] {
              limit_file_size(size - 1);
              return write_against(path_, sample::header(true), "File too large");
            }));
  EXPECT_EQ(kWritten, in_a_process([&] {
              limit_file_size(2 * size);  // HDF5 takes space ahead and gives it back when it closes the file
              return write_against(path_, sample::header(true), "File too large");
            }));
  EXPECT_EQ(read_results(path_).header.members, 40);
}

TEST_F(ResultsDiskTest, ALongRunIsRefusedAsSoonAsTheFileMayNotGrow) {
  for (const std::size_t limit : {1u << 20, 5u << 20, 11u << 20}) {
    EXPECT_EQ(kRefused, in_a_process([&] {
                limit_file_size(limit);
                return write_against(path_, long_header(), "File too large");
              }))
        << limit;
  }
}

TEST_F(ResultsDiskTest, AfterARefusalEveryStepIsRefused) {
  EXPECT_EQ(kRefused, in_a_process([&] {
              const ResultsHeader header = long_header();
              ResultsWriter writer(path_, header);
              limit_file_size(1 << 20);
              int refused = 0;
              for (int i = 0; i < 6; ++i) {
                try {
                  writer.write(static_cast<std::size_t>(i) / 2, i % 2, sample::plan_result(header, 0, 0));
                } catch (const InputError&) {
                  ++refused;
                }
              }
              try {
                writer.commit();
              } catch (const InputError&) {
                return refused >= 5 ? kRefused : say("refused only " + std::to_string(refused));
              }
              return say("committed");
            }));
  EXPECT_EQ(files(), 0);
}

/// Puts a file system of `size` bytes on `folder`, for this process alone.
bool mount_small(const std::filesystem::path& folder, const std::string& size) {
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("none", folder.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
}

TEST_F(ResultsDiskTest, AFullDiskIsRefused) {
  for (const char* size : {"4k", "32k", "64k", "112k"}) {
    const int status = in_a_process([&] {
      if (!mount_small(folder_, size)) return kNotPossible;
      return write_against(path_, sample::header(true), "No space left on device");
    });
    if (status == kNotPossible) GTEST_SKIP() << "this machine lets no test mount a small disk";
    EXPECT_EQ(status, kRefused) << size;
  }
  EXPECT_EQ(kWritten, in_a_process([&] {
              if (!mount_small(folder_, "256k")) return kNotPossible;
              return write_against(path_, sample::header(true), "No space left on device");
            }));
}

TEST_F(ResultsDiskTest, AFolderThatMayNotBeWrittenIsRefused) {
  chmod(folder_.c_str(), 0555);
  EXPECT_EQ(kRefused, in_a_process([&] {
              if (geteuid() == 0 && setuid(65534) != 0) return kNotPossible;  // the superuser may write anywhere
              return write_against(path_, sample::header(false), "Permission denied");
            }));
  chmod(folder_.c_str(), 0755);
}

TEST_F(ResultsDiskTest, WhatCannotBecomeAFileIsRefused) {
  EXPECT_EQ(write_against(folder_ / "missing" / "results.h5", sample::header(false), "No such file or directory"),
            kRefused);
  std::filesystem::create_directory(path_);
  EXPECT_EQ(write_against(path_, sample::header(false), "it is a folder"), kRefused);
  EXPECT_EQ(write_against("/dev/null", sample::header(false), "it is not a regular file"), kRefused);
}

TEST_F(ResultsDiskTest, TwoRunsDoNotWriteTheSameFile) {
  ResultsWriter first(path_, sample::header(false));
  EXPECT_THROW(ResultsWriter(path_, sample::header(false)), InputError);
  sample::write(first, sample::header(false));
  first.commit();
  EXPECT_EQ(read_results(path_).header.members, 40);
  EXPECT_EQ(files(), 1);
}

TEST_F(ResultsDiskTest, AnExitInTheMiddleIsHarmless) {
  EXPECT_EQ(kWritten, in_a_process([&] {
              ResultsWriter writer(path_, long_header());
              writer.write(0, 0, sample::plan_result(long_header(), 0, 0));
              std::exit(kWritten);  // with the writer open: HDF5 closes its file by itself
              return kWrong;
            }));
  EXPECT_FALSE(std::filesystem::exists(path_));
  sample::write_file(path_, sample::header(false));  // over the partial file that was left
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace formcast
