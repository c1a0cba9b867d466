#include "sim/terminal.hpp"

#include <unistd.h>

#include <fmt/format.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace formcast {
namespace {

bool plain() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_colour != nullptr && *no_colour != '\0') || term == nullptr || std::string_view(term) == "dumb";
}

extern "C" void on_signal(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch what is lock-free");

bool colour_on_stdout() { return isatty(STDOUT_FILENO) == 1 && !plain(); }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

std::string bold(std::string_view text) {
  return colour_on_stdout() ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

void catch_interrupts() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGPIPE, SIG_DFL);
  // A file size limit then shows as a write that fails, which is reported like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
}

void ProgressBar::show(std::size_t done, std::size_t total) {
  if (!stderr_is_terminal() || total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_ && done < total) return;
  next_ = now + std::chrono::milliseconds(100);
  constexpr std::size_t kWidth = 30;
  const std::size_t full = done * kWidth / total;
  fmt::print(stderr, "\r{} [{}{}] {:3} %", what_, std::string(full, '#'), std::string(kWidth - full, '.'),
             done * 100 / total);
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressBar::clear() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

}  // namespace formcast
