#include <filesystem>
#include <string_view>
#include <system_error>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/screen/platform.hpp"

namespace formcast {

void pick_files() {}
void pick_folder() {}

bool import_demonstration() { return false; }

std::string local_zone() {
  std::error_code error;
  const std::string file = std::filesystem::read_symlink("/etc/localtime", error).string();
  constexpr std::string_view kFolder = "zoneinfo/";
  const std::size_t at = file.find(kFolder);
  return at == std::string::npos ? "" : file.substr(at + kFolder.size());
}

std::string save_file(const std::string& name, const std::string& content) {
  try {
    write_text(name, content);
  } catch (const InputError& error) {
    return error.what();
  }
  return tr("written to {} in the folder the viewer was started from", name);
}

bool changes_language() { return false; }  // the environment and --language do

void change_language(const std::string& /*code*/) {}

bool prints_pages() { return false; }

void print_page() {}

}  // namespace formcast
