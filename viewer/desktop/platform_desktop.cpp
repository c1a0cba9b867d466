#include "sim/base/input_error.hpp"
#include "viewer/screen/platform.hpp"

namespace formcast {

void pick_files() {}

std::string save_file(const std::string& name, const std::string& content) {
  try {
    write_text(name, content);
  } catch (const InputError& error) {
    return error.what();
  }
  return "written to " + name + " in the folder the viewer was started from";
}

bool prints_pages() { return false; }

void print_page() {}

}  // namespace formcast
