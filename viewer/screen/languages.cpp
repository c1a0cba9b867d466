#include "viewer/screen/languages.hpp"

#include <algorithm>

namespace formcast {

const LanguageFile* language_for(std::string_view wanted) {
  while (!wanted.empty()) {
    const std::string_view name = wanted.substr(0, wanted.find_first_of(",:"));
    wanted.remove_prefix(std::min(name.size() + 1, wanted.size()));
    const std::string_view code = name.substr(0, name.find_first_of("-_.@"));
    if (code == "en" || code == "C" || code == "POSIX") return nullptr;
    const auto found =
        std::ranges::find(languages(), code, [](const LanguageFile& file) { return std::string_view(file.code); });
    if (found != languages().end()) return &*found;
  }
  return nullptr;
}

}  // namespace formcast
