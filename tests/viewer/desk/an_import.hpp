#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "sim/base/input_error.hpp"
#include "viewer/desk/import_desk.hpp"

namespace formcast {

/// Sessions of four days in January, on ISO dates.
inline constexpr const char* kSheet =
    "date,duration (min),RPE\n2026-01-05,60,5\n2026-01-06,60,6\n2026-01-08,90,4\n2026-01-09,30,8\n";

/// An import of files in a folder of its own.
class AnImport : public ::testing::Test {
 protected:
  AnImport() {
    std::string name = (std::filesystem::temp_directory_path() / "formcast-import-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~AnImport() override {
    import_.close();
    std::filesystem::remove_all(folder_);
  }
  std::string file(const std::string& name, const std::string& content) {
    write_text(folder_ / name, content);
    return (folder_ / name).string();
  }
  void open(const std::vector<std::string>& files) {
    import_.open(files, "Europe/Berlin");
    settle();
  }
  void settle() {
    while (import_.works()) {
      import_.tick();
      std::this_thread::yield();
    }
  }

  std::filesystem::path folder_;
  Evaluator evaluator_;
  ImportDesk import_{evaluator_};
};

}  // namespace formcast
