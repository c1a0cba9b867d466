#include "viewer/screen/text_runs.hpp"

#include <gtest/gtest.h>

#include <string>

namespace formcast {
namespace {

/// The run at the beginning of a text, for a font of Latin.
std::string run(const std::string& text) {
  return text.substr(0, run_length(text, [](unsigned letter) { return letter < 0x180; }));
}

TEST(TextRunsTest, LettersThatAreShapedTogetherAreOneRun) {
  EXPECT_EQ(run("अर्जुन Ada"), "अर्जुन");
  EXPECT_EQ(run("สมชาย"), "สมชาย");
  EXPECT_EQ(run("👩‍🚀!"), "👩‍🚀");
}

TEST(TextRunsTest, WordsFromTheRightAreOneRunWithWhatIsBetweenThem) {
  EXPECT_EQ(run("محمد علي"), "محمد علي");
  EXPECT_EQ(run("خطة 12, ربيع (Ada)"), "خطة 12, ربيع");
  EXPECT_EQ(run("נועה Ada דוד"), "נועה");
  EXPECT_EQ(run("محمد\nعلي"), "محمد");
}

TEST(TextRunsTest, IdeographsAreAloneAndKeepWhatIsAttached) {
  EXPECT_EQ(run("张伟"), "张");
  EXPECT_EQ(run("か\u3099く"), "か\u3099");
  EXPECT_EQ(run("서연"), "서");
}

TEST(TextRunsTest, OtherScriptsEndAtASpaceSoThatTheyWrap) { EXPECT_EQ(run("ሰላም ዓለም"), "ሰላም"); }

TEST(TextRunsTest, AreOfBoundedLengthAndNeverEmpty) {
  std::string text;
  for (int n = 0; n < 1000; ++n) text += "م";
  EXPECT_EQ(run(text).size(), 128U);
  EXPECT_EQ(run("\u0301"), "\u0301");
}

}  // namespace
}  // namespace formcast
