#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace formcast {

namespace fs = std::filesystem;

struct Ran {
  int code = -1;
  std::string out, err;
};

inline std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Whole commands in a folder of their own.
class ProgramTest : public ::testing::Test {
 protected:
  fs::path folder_;

  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / ("formcast-" + std::string(info->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "twins");
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Runs a shell command line in the test's folder with the program as $F.
  Ran shell(const std::string& command) const {
    const fs::path out = folder_ / ".out", err = folder_ / ".err";
    const std::string line = "cd '" + folder_.string() +
                             "' && F='" FORMCAST_PROGRAM "' S='" FORMCAST_SCENARIOS
                             "' && export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16 && (" +
                             command + ") >'" + out.string() + "' 2>'" + err.string() + "'";
    const int status = std::system(line.c_str());
    Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128, contents(out), contents(err)};
    fs::remove(out);
    fs::remove(err);
    return ran;
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  /// How many there are whose names end so.
  std::size_t files(const std::string& in = "", const std::string& ending = "") const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / in)) {
      count += entry.is_regular_file() && entry.path().string().ends_with(ending) ? 1 : 0;
    }
    return count;
  }
};

}  // namespace formcast
