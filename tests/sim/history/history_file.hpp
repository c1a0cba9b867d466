#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/base/input_error.hpp"
#include "sim/history/history.hpp"

namespace formcast::testing_history {

namespace fs = std::filesystem;

/// A file of the given bytes in a folder of its own. Place names in messages are shown without the folder.
class HistoryFile {
 public:
  explicit HistoryFile(std::string_view bytes, const std::string& name = "h.csv") {
    std::string folder = (fs::path(testing::TempDir()) / "formcast-history-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    path_ = folder_ / name;
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  ~HistoryFile() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  HistoryFile(const HistoryFile&) = delete;
  HistoryFile& operator=(const HistoryFile&) = delete;

  const fs::path& path() const { return path_; }
  std::string local(std::string message) const {
    const std::string folder = folder_.string() + "/";
    for (std::size_t i; (i = message.find(folder)) != std::string::npos;) message.erase(i, folder.size());
    return message;
  }

 private:
  fs::path folder_, path_;
};

inline History read(std::string_view bytes, const HistoryOptions& options = {}) {
  const HistoryFile file(bytes);
  return read_history(file.path(), options);
}

inline std::string refusal(std::string_view bytes, const HistoryOptions& options = {},
                           const std::string& name = "h.csv") {
  const HistoryFile file(bytes, name);
  try {
    read_history(file.path(), options);
  } catch (const InputError& error) {
    return file.local(error.what());
  }
  return "(accepted)";
}

inline const std::string kHeader = "date,load,performance [W]\n";

}  // namespace formcast::testing_history
