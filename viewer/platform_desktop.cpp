#include <fstream>

#include "viewer/platform.hpp"

namespace formcast {

void pick_files() {}

std::string save_file(const std::string& name, const std::string& content) {
  std::ofstream out(name, std::ios::binary);
  out << content;
  out.close();
  return out ? "written to " + name + " in the folder the viewer was started from" : name + " cannot be written here";
}

bool prints_pages() { return false; }

void print_page() {}

}  // namespace formcast
