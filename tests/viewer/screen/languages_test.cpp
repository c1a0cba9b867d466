#include "viewer/screen/languages.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/base/language.hpp"

namespace formcast {
namespace {

std::string spoken_for(const char* wanted) {
  const LanguageFile* file = language_for(wanted);
  return file == nullptr ? "en" : file->code;
}

TEST(Languages, AreChosenAsBrowsersAndEnvironmentsNameThem) {
  EXPECT_EQ(spoken_for("de"), "de");
  EXPECT_EQ(spoken_for("de-AT,en"), "de");
  EXPECT_EQ(spoken_for("de_DE.UTF-8"), "de");
  EXPECT_EQ(spoken_for("en-US,de"), "en");
  EXPECT_EQ(spoken_for("tlh,de-CH"), "de");
  EXPECT_EQ(spoken_for("C.UTF-8"), "en");
  EXPECT_EQ(spoken_for("POSIX"), "en");
  EXPECT_EQ(spoken_for("den,,"), "en");
  EXPECT_EQ(spoken_for(""), "en");
}

/// The window has them in itself.
TEST(Languages, CanBeSpoken) {
  ASSERT_FALSE(languages().empty());
  for (const LanguageFile& file : languages()) {
    set_language(file.po, file.code);
    EXPECT_EQ(language_code(), file.code);
    EXPECT_STRNE(tr("Save"), "Save") << file.code;
  }
  set_language("", "");
}

}  // namespace
}  // namespace formcast
