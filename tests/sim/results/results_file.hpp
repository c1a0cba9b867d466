#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace formcast {

/// Nothing when there is no such file.
inline std::string bytes_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) return {};
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder of its own for a results file.
class ResultsFile : public testing::Test {
 protected:
  ResultsFile() {
    std::string name = testing::TempDir() + "results_XXXXXX";
    folder_ = mkdtemp(name.data());
    path_ = folder_ / "results.h5";
  }
  ~ResultsFile() override { std::filesystem::remove_all(folder_); }

  std::ptrdiff_t files() const { return std::distance(std::filesystem::directory_iterator(folder_), {}); }

  std::filesystem::path folder_;
  std::filesystem::path path_;
};

}  // namespace formcast
