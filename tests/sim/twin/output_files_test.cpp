// Writing results to files: locks, reading back, texts for terminals and spreadsheets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <string>

#include "sim/base/csv_field.hpp"
#include "sim/base/file_lock.hpp"
#include "sim/base/file_name_key.hpp"
#include "sim/base/glob.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/shown.hpp"
#include "sim/base/toml_depth.hpp"
#include "sim/base/toml_reader.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/twin/twin_output.hpp"
#include "tests/sim/results/results_file.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class OutputFiles : public ResultsFile {
 protected:
  const std::filesystem::path twin_ = folder_ / "A.twin.json";
  static Twin some_twin() {
    History history;
    history.source = "a.csv";
    AthleteHistory athlete;
    athlete.athlete = "A";
    athlete.start = Date{date::days{20000}};
    for (int day = 0; day < 20; ++day) athlete.load.push_back(50.0 + day);
    athlete.tests = {{3, 300.0}, {9, 305.0}, {15, 301.0}};
    return calibrate(athlete, history, Timing::kNextDay);
  }
};

TEST_F(OutputFiles, OneHolderLocksAFileAndTheOtherIsRefused) {
  write_bytes(path_, "old");
  const FileLock held(path_);
  EXPECT_THROW(FileLock(path_, nullptr, std::chrono::milliseconds(50)), NotNow);
  write_text(path_, "new");  // the lock is on what was there: whoever asks for the name now gets the new file
  EXPECT_NO_THROW(FileLock(path_, nullptr, std::chrono::milliseconds(50)));
  const FileLock of_nothing(folder_ / "none");
}

TEST_F(OutputFiles, AnUnreadableTwinIsNotWritten) {
  const Twin good = some_twin();
  write_twin(twin_, good, "");
  const std::string before = bytes_of(twin_);
  Twin bad = good;
  bad.models[3].mean[0] = std::nan("");
  EXPECT_THROW(write_twin(twin_, bad, twin_digest(twin_)), InputError);
  bad = good;
  bad.fit.rmse = INFINITY;
  EXPECT_THROW(write_twin(twin_, bad, twin_digest(twin_)), InputError);
  bad = good;
  bad.load.pop_back();
  EXPECT_THROW(write_twin(twin_, bad, twin_digest(twin_)), InputError);
  EXPECT_EQ(bytes_of(twin_), before);
  EXPECT_EQ(files(), 1);
}

TEST_F(OutputFiles, ATwinThatAnotherProgramChangedIsNotReplaced) {
  const Twin twin = some_twin();
  write_twin(twin_, twin, "");
  EXPECT_THROW(write_twin(twin_, twin, ""), NotNow);
  const std::string digest = twin_digest(twin_);
  write_bytes(twin_, "{}");
  EXPECT_THROW(write_twin(twin_, twin, digest), NotNow);
  EXPECT_EQ(bytes_of(twin_), "{}");
}

TEST_F(OutputFiles, TwoTwinsOfASquadAreNeverOneFile) {
  // A link imitates a disk that takes two names for the same.
  Twin twin = some_twin();
  TwinWriter writer;
  writer.write(twin_, twin, "");
  std::filesystem::create_symlink(twin_, folder_ / "a.twin.json");
  const std::string before = bytes_of(twin_);
  twin.athlete = "a";
  EXPECT_THROW(writer.write(folder_ / "a.twin.json", twin, twin_digest(twin_)), InputError);
  EXPECT_EQ(bytes_of(twin_), before);
}

TEST(FileNameKey, IsTheSameForNamesThatSomeDisksTakeForOne) {
  const auto same = [](const char* a, const char* b) { return file_name_key(a) == file_name_key(b); };
  EXPECT_TRUE(same("Anna", "aNNA"));
  EXPECT_TRUE(same("Åsa", "a\u030Asa"));
  EXPECT_TRUE(same("ÉMILE Ñ", "émile n\u0303"));
  EXPECT_TRUE(same("ŽIŽKA", "žižka"));
  EXPECT_TRUE(same("БОРИС Ё", "борис ё"));
  EXPECT_TRUE(same("Œ Ø ß", "œ ø ß"));
  EXPECT_FALSE(same("Åsa", "Asa"));
  EXPECT_FALSE(same("ß", "ss"));
  EXPECT_FALSE(same("佐藤", "佐"));
  EXPECT_EQ(file_name_key("a\xFF"), "a\xFF");
}

TEST(Shown, SpellsOutControlCharacters) {
  EXPECT_EQ(shown("Bjørn Ødegård 佐藤\n"), "Bjørn Ødegård 佐藤\n");
  EXPECT_EQ(shown("\x1b[2J\x07\r\t\x7f"), "\\u001b[2J\\u0007\\u000d\\u0009\\u007f");
  EXPECT_EQ(shown("\xC2\x9B"
                  "31m"),
            "\\u009b31m");
  EXPECT_EQ(shown("a\xE2\x80\xAE"
                  "b\xE2\x81\xA6"),
            "a\\u202eb\\u2066");
  EXPECT_EQ(shown("\x9B"
                  "31m\xFF\xC3"),
            "\xEF\xBF\xBD"
            "31m\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(shown_on_a_line("a\nb"), "a\\u000ab");
}

TEST(CsvField, MakesTextsOfFormulasAndLeavesNumbers) {
  for (const char* formula : {"=1+1", "+A1", "-A1", "@SUM(A1)", "=", "-", "--5", "+-5", "-inf", "+1e", "-5 W"}) {
    EXPECT_EQ(csv_field(formula), std::string("'") + formula);
  }
  for (const char* same : {"-5", "+5", "-5.25", "+1e3", "-1e-3", "5", "taper", "a=b", "a-b", ""}) {
    EXPECT_EQ(csv_field(same), same);
  }
  EXPECT_EQ(csv_field("=\"a\",b"), "\"'=\"\"a\"\",b\"");
  EXPECT_EQ(csv_field("\t=1"), "'\\u0009=1");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
}

TEST(TomlDepth, RefusesNestingThatWouldOverflowTheParser) {
  const auto repeated = [](const std::string& text, int times) {
    std::string made;
    for (int i = 0; i < times; ++i) made += text;
    return made;
  };
  for (const std::string& deep :
       {"a" + repeated(".a", 30766) + " = 1\n", "[a" + repeated(".a", 30766) + "]\n", "a = " + repeated("[", 100000),
        "x = 1\na = " + repeated("{a=", 50000), "a" + repeated(" . \"a\"", 20000) + " = 1",
        "[[a" + repeated(".'b'", 17) + "]]", "a = {b" + repeated(".b", 40) + " = 1}"}) {
    EXPECT_TRUE(toml_depth_fault(deep)) << deep.substr(0, 20);
    try {
      parse_toml(deep, "x.toml");
      ADD_FAILURE() << deep.substr(0, 20);
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("nested too deeply"));
    }
  }
  for (const std::string& fine :
       {std::string("a.b.c = [[1.5, 2.5], [3.5]]\n"), "s = '" + repeated("a.", 100) + "'\n",
        "s = \"\"\"" + repeated("[a.\"b\".\n", 100) + "\"\"\"\n", "# " + repeated("a.", 100) + "\nb = 1\n",
        "a = [" + repeated("1.5, ", 1000) + "]\n", repeated("[[plan]]\nname = 'a.b'\n", 100)}) {
    EXPECT_FALSE(toml_depth_fault(fine)) << fine.substr(0, 20);
    EXPECT_NO_THROW(parse_toml(fine, "x.toml")) << fine.substr(0, 20);
  }
  const auto fault = toml_depth_fault("x = 1\ny = 2\n" + repeated("a.", 17));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->line, 3u);
}

/// Links that lead back to their folder: 20 of them, ten folders deep, are ten million million paths.
TEST(Glob, RefusesATooBroadPattern) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "formcast_glob";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  for (char name = 'a'; name < 'a' + 20; ++name) {
    std::filesystem::create_directory_symlink(folder, folder / std::string(1, name));
  }
  std::string pattern = folder.string();
  for (int i = 0; i < 10; ++i) pattern += "/*";
  try {
    glob_files(".", pattern);
    ADD_FAILURE() << "expected a refusal";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("is too broad"));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace formcast
