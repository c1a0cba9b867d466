#pragma once

#include <span>
#include <string>
#include <string_view>

namespace formcast {

/// A language that the screen can speak besides English: a file of viewer/languages.
struct LanguageFile {
  const char *code, *name;  ///< "de", "Deutsch"
  const char* po;           ///< its text; "" in a page, which fetches it
};

/// By their codes.
std::span<const LanguageFile> languages();

/// The first language of a list that there is, as browsers and environments name them: "de-AT,en" or "de_DE.UTF-8:fr".
/// nullptr for English, and where there is none of them.
const LanguageFile* language_for(std::string_view wanted);

}  // namespace formcast
