#include <emscripten/emscripten.h>

#include "viewer/screen/platform.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(void, formcast_pick, (), { Module.pick(); });
EM_JS(void, formcast_pick_folder, (), { Module.pick_folder(); });
EM_JS(void, formcast_demonstration, (), { Module.demonstration(); });
EM_JS(void, formcast_local_zone, (char* name, size_t size), {
  stringToUTF8(Intl.DateTimeFormat().resolvedOptions().timeZone || "", name, size);
});
EM_JS(void, formcast_choose_language, (const char* code), { Module.choose_language(UTF8ToString(code)); });
EM_JS(void, formcast_print, (), { Module.print_page(); });
EM_JS(void, formcast_save, (const char* name, const char* content, size_t size), {
  Module.save(UTF8ToString(name), HEAPU8.slice(content, content + size));
});
// clang-format on

}  // namespace

void pick_files() { formcast_pick(); }

void pick_folder() { formcast_pick_folder(); }

bool import_demonstration() {
  formcast_demonstration();  // what cannot be fetched is a message
  return true;
}

std::string local_zone() {
  char name[64] = {};
  formcast_local_zone(name, sizeof name);
  return name;
}

std::string save_file(const std::string& name, const std::string& content) {
  formcast_save(name.c_str(), content.data(), content.size());
  return "";
}

bool changes_language() { return true; }

void change_language(const std::string& code) { formcast_choose_language(code.c_str()); }

bool prints_pages() { return true; }

void print_page() { formcast_print(); }

}  // namespace formcast
