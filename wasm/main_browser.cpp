// The screen in a page: page.mjs calls the functions exported here with size, input and files.
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/screen/languages.hpp"
#include "viewer/screen/text_runs.hpp"
#include "wasm/page_app.hpp"
#include "wasm/renderer.hpp"

namespace formcast {
namespace {

std::unique_ptr<App> app;
std::unique_ptr<Renderer> renderer;
std::string state, clipboard;
float density = 0.0f;
double last = 0.0;

struct NamedKey {
  std::string_view code;
  ImGuiKey key;
};
constexpr std::array<NamedKey, 26> kKeys{{{"ArrowLeft", ImGuiKey_LeftArrow},
                                          {"ArrowRight", ImGuiKey_RightArrow},
                                          {"ArrowUp", ImGuiKey_UpArrow},
                                          {"ArrowDown", ImGuiKey_DownArrow},
                                          {"Home", ImGuiKey_Home},
                                          {"End", ImGuiKey_End},
                                          {"PageUp", ImGuiKey_PageUp},
                                          {"PageDown", ImGuiKey_PageDown},
                                          {"Enter", ImGuiKey_Enter},
                                          {"NumpadEnter", ImGuiKey_KeypadEnter},
                                          {"Escape", ImGuiKey_Escape},
                                          {"Backspace", ImGuiKey_Backspace},
                                          {"Delete", ImGuiKey_Delete},
                                          {"F2", ImGuiKey_F2},
                                          {"Tab", ImGuiKey_Tab},
                                          {"Space", ImGuiKey_Space},
                                          {"NumpadAdd", ImGuiKey_KeypadAdd},
                                          {"NumpadSubtract", ImGuiKey_KeypadSubtract},
                                          {"ShiftLeft", ImGuiKey_LeftShift},
                                          {"ShiftRight", ImGuiKey_RightShift},
                                          {"ControlLeft", ImGuiKey_LeftCtrl},
                                          {"ControlRight", ImGuiKey_RightCtrl},
                                          {"AltLeft", ImGuiKey_LeftAlt},
                                          {"AltRight", ImGuiKey_RightAlt},
                                          {"MetaLeft", ImGuiKey_LeftSuper},
                                          {"MetaRight", ImGuiKey_RightSuper}}};

/// Letters and signs by the character of the key, others by its position.
ImGuiKey key_of(std::string_view code, std::string_view sign) {
  for (const NamedKey& named : kKeys) {
    if (named.code == code) return named.key;
  }
  if (sign.size() != 1) return ImGuiKey_None;
  const char c = sign[0];
  if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
  if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
  if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  if (c == '+' || c == '=') return ImGuiKey_Equal;
  if (c == '-') return ImGuiKey_Minus;
  if (c == '?' || c == '/') return ImGuiKey_Slash;
  return ImGuiKey_None;
}

bool make_context() {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = false;
  wanted.depth = wanted.stencil = false;
  wanted.antialias = false;  // ImGui smooths its own edges
  wanted.preserveDrawingBuffer = true;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE made = emscripten_webgl_create_context("#screen", &wanted);
  return made > 0 && emscripten_webgl_make_context_current(made) == EMSCRIPTEN_RESULT_SUCCESS;
}

// clang-format off
EM_JS(void, formcast_copied, (const char* text), { Module.copied(UTF8ToString(text)); });
EM_JS(void, formcast_pictured, (const char* name, float x, float y, float width, float height), {
  Module.pictured(UTF8ToString(name), x, y, width, height);
});
EM_JS(void, formcast_paint, (const char* run, size_t size, float em, bool right_to_left, float* advance, int* box), {
  const { picture, ink } = Module.paint(UTF8ToString(run, size), em, right_to_left);
  HEAPF32[advance >> 2] = picture.advance;
  [picture.left, picture.top, picture.width, picture.height].forEach((value, at) => { HEAP32[(box >> 2) + at] = value; });
  Module.ink = ink;
});
EM_JS(void, formcast_take_ink, (unsigned char* to), { HEAPU8.set(Module.ink, to); });
// clang-format on

/// With the fonts of the reader's machine, by the browser (scripts.mjs).
std::optional<RunPicture> paint_run(std::string_view run, float em, bool right_to_left) {
  RunPicture picture;
  std::array<int, 4> box{};
  formcast_paint(run.data(), run.size(), em, right_to_left, &picture.advance, box.data());
  std::tie(picture.left, picture.top, picture.width, picture.height) = std::tuple_cat(box);
  picture.ink.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  formcast_take_ink(picture.ink.data());
  return picture;
}

}  // namespace

App& page_app() { return *app; }

}  // namespace formcast

using namespace formcast;

extern "C" {

/// The languages there are, "en=English" and so on, a line each. Texts here are valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* formcast_languages() {
  state = "en=English";
  for (const LanguageFile& file : languages()) state += fmt::format("\n{}={}", file.code, file.name);
  return state.c_str();
}

/// The code of the one to speak, of a list of wanted ones; "" for English.
EMSCRIPTEN_KEEPALIVE const char* formcast_language_for(const char* wanted) {
  const LanguageFile* found = language_for(wanted);
  return found == nullptr ? "" : found->code;
}

/// Speaks a language, before formcast_start or, in a worker, before other requests. "", or why it cannot.
EMSCRIPTEN_KEEPALIVE const char* formcast_language(const char* code, const char* po) {
  state.clear();
  try {
    set_language(po, std::string(code) + ".po");
  } catch (const InputError& error) {
    state = error.what();
  }
  return state.c_str();
}

/// Texts of the page's own elements.
EMSCRIPTEN_KEEPALIVE const char* formcast_tr(const char* context, const char* english) {
  state = language::text(context, english);
  return state.c_str();
}

EMSCRIPTEN_KEEPALIVE const char* formcast_tr_count(int n, const char* one, const char* many) {
  state = language::count(static_cast<std::size_t>(n), one, many);
  return state.c_str();
}

/// False where the browser has no WebGL 2: then nothing is drawn, and everything else works.
EMSCRIPTEN_KEEPALIVE bool formcast_start(bool dark) {
  const bool draws = make_context();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendPlatformName = "page";
  io.SetClipboardTextFn = [](void*, const char* text) {
    clipboard = text;
    formcast_copied(text);
  };
  io.GetClipboardTextFn = [](void*) { return clipboard.c_str(); };
  set_run_painter(paint_run);
  if (draws) renderer = std::make_unique<Renderer>();
  app = std::make_unique<App>();
  app->set_dark(dark);
  return draws;
}

/// Draws the screen, `width` x `height` CSS pixels of `pixels` device pixels each. True while more frames are needed.
EMSCRIPTEN_KEEPALIVE bool formcast_frame(float width, float height, float pixels, double milliseconds) {
  if (pixels != density || fonts_lack_text()) {
    density = pixels;
    app->set_density(density);
    if (renderer) {
      renderer->load_fonts();
    } else {
      ImGui::GetIO().Fonts->Build();
    }
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {pixels, pixels};
  const double passed = (milliseconds - last) / 1000.0;
  // After a pause it is limited, so that double clicks are still recognised.
  io.DeltaTime = static_cast<float>(std::clamp(passed, 1e-4, 1.0));
  last = std::max(last, milliseconds);
  ImGui::NewFrame();
  app->frame();
  ImGui::Render();
  if (fonts_lack_text()) return formcast_frame(width, height, pixels, milliseconds);
  const std::optional<AtlasPart> new_text = take_new_runs();
  if (renderer && new_text) renderer->load_part(*new_text);
  if (renderer) renderer->draw(*ImGui::GetDrawData(), app->background());
  if (const auto taken = app->take_picture()) {
    formcast_pictured(taken->name.c_str(), taken->box.from.x, taken->box.from.y, taken->box.width(),
                      taken->box.height());
    return formcast_frame(width, height, pixels, milliseconds);
  }
  // Fast input is processed one frame at a time.
  return app->busy() || !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

/// The next frame is drawn whole, not only where it changed.
EMSCRIPTEN_KEEPALIVE void formcast_redraw() {
  if (renderer) renderer->forget();
}

EMSCRIPTEN_KEEPALIVE void formcast_tick() { app->tick(); }

EMSCRIPTEN_KEEPALIVE void formcast_pointer(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }
EMSCRIPTEN_KEEPALIVE void formcast_button(int button, bool down) { ImGui::GetIO().AddMouseButtonEvent(button, down); }
EMSCRIPTEN_KEEPALIVE void formcast_wheel(float x, float y) { ImGui::GetIO().AddMouseWheelEvent(x, y); }
EMSCRIPTEN_KEEPALIVE void formcast_modifiers(bool ctrl, bool shift, bool alt, bool meta) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
  io.AddKeyEvent(ImGuiMod_Super, meta);
}
EMSCRIPTEN_KEEPALIVE void formcast_key(const char* code, const char* sign, bool down) {
  if (const ImGuiKey key = key_of(code, sign); key != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(key, down);
}
EMSCRIPTEN_KEEPALIVE void formcast_text(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }
EMSCRIPTEN_KEEPALIVE void formcast_paste(const char* text) { clipboard = text; }
EMSCRIPTEN_KEEPALIVE void formcast_focus(bool focused) { ImGui::GetIO().AddFocusEvent(focused); }
/// Whether a text field has the focus.
EMSCRIPTEN_KEEPALIVE bool formcast_wants_text() { return ImGui::GetIO().WantTextInput; }
/// Whether all input has been processed; a frame may leave some to the next.
EMSCRIPTEN_KEEPALIVE bool formcast_took_input() { return ImGui::GetCurrentContext()->InputEventsQueue.empty(); }
/// 0 arrow, 1 text, 2 hand.
EMSCRIPTEN_KEEPALIVE int formcast_cursor() {
  const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
  return cursor == ImGuiMouseCursor_TextInput ? 1 : cursor == ImGuiMouseCursor_Hand ? 2 : 0;
}

EMSCRIPTEN_KEEPALIVE void formcast_open(const char* name, const char* content, std::size_t size, bool among) {
  app->open_file(name, std::string(content, size), among);
}
/// Whether a file that begins so is one of an athlete's own, for formcast_import.
EMSCRIPTEN_KEEPALIVE bool formcast_imports(const char* name, const char* begin, std::size_t size) {
  return App::imports(name, {begin, size});
}
/// An athlete's own files, which the page holds; their names, a line each.
EMSCRIPTEN_KEEPALIVE void formcast_import(const char* names) {
  std::istringstream lines(names);
  std::vector<std::string> all;
  for (std::string name; std::getline(lines, name);) all.push_back(name);
  app->import_files(std::move(all));
}
/// A results file that the page holds under this name.
EMSCRIPTEN_KEEPALIVE void formcast_open_results(const char* name) { app->open_results(name); }
EMSCRIPTEN_KEEPALIVE void formcast_dark(bool dark) { app->set_dark(dark); }
/// What is on the screen, as JSON; the text is valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* formcast_state() {
  state = app->state();
  return state.c_str();
}
/// The session as JSON, for a file.
EMSCRIPTEN_KEEPALIVE const char* formcast_session() {
  state = app->session();
  return state.c_str();
}
/// The athletes to choose from, as JSON, and each one's desk: App::bench, kept, keep. Texts are valid until the next
/// call.
EMSCRIPTEN_KEEPALIVE const char* formcast_bench() {
  state = app->bench();
  return state.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* formcast_kept(const char* athlete) {
  state = app->kept(athlete);
  return state.c_str();
}
EMSCRIPTEN_KEEPALIVE void formcast_keep(const char* athlete, const char* text) { app->keep(athlete, text); }
EMSCRIPTEN_KEEPALIVE void formcast_set_sample(const char* athlete) { app->set_sample(athlete); }
/// The text of the page to print, as JSON.
EMSCRIPTEN_KEEPALIVE const char* formcast_summary() {
  state = app->summary();
  return state.c_str();
}
/// It has been printed.
EMSCRIPTEN_KEEPALIVE void formcast_printed() { app->end_print(); }
/// The next frame is the chart of the page to print.
EMSCRIPTEN_KEEPALIVE void formcast_picture_to_print() { app->ask_picture_to_print(); }
/// Puts a desk of formcast_kept back. "", or why the desk is unchanged; the text is valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* formcast_restore(const char* session) {
  state = app->restore(session);
  return state.c_str();
}
/// Shows an error message.
EMSCRIPTEN_KEEPALIVE void formcast_say(const char* text) { app->say(text, true); }
}
