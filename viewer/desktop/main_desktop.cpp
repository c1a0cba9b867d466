// The screen in a window of the desktop: GLFW and OpenGL 3.
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/shown.hpp"
#include "viewer/app/app.hpp"
#include "viewer/compute/results_source.hpp"
#include "viewer/desktop/png_desktop.hpp"
#include "viewer/screen/languages.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/text_runs.hpp"

namespace formcast {
namespace {

struct Arguments {
  std::vector<std::string> files;
  int width = 1440, height = 900, frames = 0;
  std::string picture, state, language;
  bool light = false;
};

Arguments parse(int argc, char** argv) {
  CLI::App cli("Explore and edit an athlete's plans");
  Arguments arguments;
  cli.add_option("FILE", arguments.files,
                 "a twin or a history, then a scenario; a session; or an athlete's own files and folders");
  cli.add_option("--width", arguments.width, "of the window")->capture_default_str();
  cli.add_option("--height", arguments.height, "of the window")->capture_default_str();
  cli.add_flag("--light", arguments.light, "begin with the light screen");
  cli.add_option("--language", arguments.language, "such as de; else that of LC_ALL, LC_MESSAGES or LANG");
  cli.add_option("--frames", arguments.frames, "quit when all is worked out, after at least so many frames");
  cli.add_option("--picture", arguments.picture, "write the last frame, as PNG");
  cli.add_option("--state", arguments.state, "write what is on the screen, as JSON");
  cli.footer("Example: formcast-viewer twins/S3.twin.json race.toml");
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(cli.exit(error) == 0 ? 0 : 2);
  }
  return arguments;
}

/// The language that was asked for, else the environment's.
void speak(const std::string& asked) {
  std::string wanted = asked;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); wanted.empty() && value != nullptr) wanted = value;
  }
  if (const LanguageFile* file = language_for(wanted)) set_language(file->po, file->code);
}

/// The first 64 KB of a file.
std::string begin_of(const std::string& path) {
  std::string begin(std::size_t{1} << 16U, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return begin;
}

/// Whether a path is of an athlete's own files: a folder, or a file that is none of the screen's.
bool is_own_data(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error) || App::imports(path, begin_of(path));
}

void open(App& app, const std::string& path) {
  std::string content;
  try {
    if (is_hdf5(begin_of(path))) return app.open_results(path);  // read in place, as it may be large
    content = read_text(path);
  } catch (const InputError& error) {
    fmt::print(stderr, "formcast-viewer: {}\n", shown(error.what()));
    std::exit(3);
  }
  app.open_file(std::filesystem::path(path).filename().string(), content);
}

/// Own data as one import; other files one after the other.
void open_all(App& app, const std::vector<std::string>& paths) {
  if (std::any_of(paths.begin(), paths.end(), is_own_data)) return app.import_files(paths);
  for (const std::string& path : paths) open(app, path);
}

/// (height x width x 3), the lowest row first.
std::vector<unsigned char> read_pixels(int left, int bottom, int width, int height) {
  std::vector<unsigned char> pixels(static_cast<std::size_t>(width * height) * 3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(left, bottom, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  return pixels;
}

/// Saves the requested picture; `scale` device pixels a logical one.
void keep_picture(App& app, const TakenPicture& taken, ImVec2 scale, int height) {
  const auto left = static_cast<int>(taken.box.from.x * scale.x), top = static_cast<int>(taken.box.from.y * scale.y);
  const auto wide = static_cast<int>(taken.box.width() * scale.x),
             high = static_cast<int>(taken.box.height() * scale.y);
  app.say(save_file(taken.name, png(wide, high, read_pixels(left, height - top - high, wide, high))));
}

void write_picture(const std::string& path, int width, int height) {
  std::ofstream(path, std::ios::binary) << png(width, height, read_pixels(0, 0, width, height));
}

void run(GLFWwindow* window, App& app, const Arguments& arguments) {
  float density = 0.0f;
  for (int frames = 1;; ++frames) {
    glfwPollEvents();
    float scale = 1.0f, ignored;
    glfwGetWindowContentScale(window, &scale, &ignored);
    if (scale != density || fonts_lack_text()) {
      density = scale;
      app.set_density(density);
      ImGui_ImplOpenGL3_DestroyFontsTexture();
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    app.frame();
    ImGui::Render();
    int width, height;
    glfwGetFramebufferSize(window, &width, &height);
    glViewport(0, 0, width, height);
    const ImVec4 behind = ImGui::ColorConvertU32ToFloat4(app.background());
    glClearColor(behind.x, behind.y, behind.z, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (const auto taken = app.take_picture()) {
      keep_picture(app, *taken, ImGui::GetIO().DisplayFramebufferScale, height);
      continue;
    }
    const bool done = arguments.frames > 0 && frames >= arguments.frames && !app.busy() && !app.awaits();
    if (done && !arguments.picture.empty()) write_picture(arguments.picture, width, height);
    if (done && !arguments.state.empty()) std::ofstream(arguments.state) << app.state() << '\n';
    glfwSwapBuffers(window);
    if (done || glfwWindowShouldClose(window)) return;
  }
}

}  // namespace
}  // namespace formcast

int main(int argc, char** argv) {
  using namespace formcast;
  const Arguments arguments = parse(argc, argv);
  speak(arguments.language);  // before any thread begins
  glfwSetErrorCallback([](int, const char* text) { fmt::print(stderr, "formcast-viewer: {}\n", text); });
  if (glfwInit() == 0) return 1;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_SAMPLES, 4);
  GLFWwindow* window = glfwCreateWindow(arguments.width, arguments.height, "Formcast", nullptr, nullptr);
  if (window == nullptr) return 1;
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  {
    App app;
    glfwSetWindowUserPointer(window, &app);
    glfwSetDropCallback(window, [](GLFWwindow* of, int count, const char** paths) {
      open_all(*static_cast<App*>(glfwGetWindowUserPointer(of)), {paths, paths + count});
    });
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 150");
    if (arguments.light) app.set_dark(false);
    open_all(app, arguments.files);
    run(window, app, arguments);
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwTerminate();
}
