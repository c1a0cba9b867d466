#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {

/// A folder with two twins, gone at the end of the test. Their content is not read here.
class ScenarioFile : public ::testing::Test {
 protected:
  ScenarioFile() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() / ("formcast_" + std::string(test->test_suite_name()) + "_" +
                                                        test->name() + "_" + std::to_string(std::random_device{}()));
    touch("twins/ann.twin.json");
    touch("twins/bob.twin.json");
    touch("twins/notes.txt");
  }
  ~ScenarioFile() override { std::filesystem::remove_all(folder_); }

  void touch(const std::string& name) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << '\n';
  }

  Scenario parse(const std::string& text) const { return parse_scenario(text, folder_ / "s.toml"); }

  /// The error for a text, without the folder; "" if there is none.
  std::string error(const std::string& text) const {
    try {
      parse(text);
    } catch (const InputError& refusal) {
      std::string message = refusal.what();
      const std::string folder = folder_.string();
      for (std::size_t at = 0; (at = message.find(folder)) != std::string::npos;) message.erase(at, folder.size() + 1);
      return message;
    }
    return "";
  }

  std::filesystem::path folder_;
};

inline const std::string kHead = R"(athletes = ["twins/*.twin.json"]
start = 2016-04-25
days = 70
)";
inline const std::string kPlan = kHead + "[[plan]]\nname = \"x\"\n";  // added text starts on line 6

}  // namespace formcast
