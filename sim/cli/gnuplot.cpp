#include "sim/cli/gnuplot.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "sim/base/input_error.hpp"
#include "sim/base/shown.hpp"

namespace formcast {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, Close>;

[[noreturn]] void fail(int error) {
  throw InputError(fmt::format("gnuplot cannot be run: {}", std::generic_category().message(error)));
}

/// A file without a name, gone when it is closed. Files and not pipes: gnuplot writes pictures while it still reads
/// its script, and with pipes each could wait for the other.
TemporaryFile temporary_file(std::string_view content = {}) {
  TemporaryFile file(std::tmpfile());
  if (!file) fail(errno);
  if (!content.empty() && std::fwrite(content.data(), 1, content.size(), file.get()) != content.size()) fail(errno);
  if (std::fflush(file.get()) != 0) fail(errno);
  std::rewind(file.get());
  return file;
}

std::string content_of(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char block[65536];
  while (const std::size_t got = std::fread(block, 1, sizeof block, file)) text.append(block, got);
  return text;
}

/// Exit status of gnuplot as waitpid gives it.
int spawn_and_wait(std::FILE* in, std::FILE* out, std::FILE* err) {
  std::string program = "gnuplot", default_settings = "-d";
  char* const arguments[] = {program.data(), default_settings.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(in), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(out), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(err), STDERR_FILENO);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) {
    throw InputError(
        "--plot needs gnuplot, which is not installed: install the package gnuplot-nox (tools/setup does)");
  }
  if (error != 0) fail(error);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail(errno);
  }
  return status;
}

}  // namespace

std::string run_gnuplot(std::string_view script) {
  const TemporaryFile in = temporary_file(script), out = temporary_file(), err = temporary_file();
  const int status = spawn_and_wait(in.get(), out.get(), err.get());
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    const std::string message = content_of(err.get());
    throw InputError("gnuplot could not draw: " + (message.empty() ? std::string("it ended early") : message));
  }
  return content_of(out.get());
}

std::string gnuplot_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : shown_on_a_line(text)) {  // which also escapes invalid UTF-8
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
    if (byte < 0x20 || byte == 0x7F) {
      quoted += ' ';
    } else if (byte >= 0x80 || letter) {
      quoted += c;
    } else {
      quoted += fmt::format("\\{:03o}", byte);
    }
  }
  return quoted + "\"";
}

}  // namespace formcast
