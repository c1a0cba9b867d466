#include "sim/cli/terminal.hpp"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "sim/base/output_place.hpp"

namespace formcast {
namespace {

bool plain() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_colour != nullptr && *no_colour != '\0') || term == nullptr || std::string_view(term) == "dumb";
}

timer_t deadline;
bool has_deadline = false;
bool progress_may_be_shown = false;
std::atomic<int> stopping_by_themselves{0};
std::atomic<int> deadlines_left{14};

/// Starts the timer that ends what does not end by itself. This and what follows is async-signal-safe.
void set_deadline() {
  itimerspec in{};
  in.it_value.tv_nsec = 700'000'000;
  if (has_deadline) ::timer_settime(deadline, 0, &in, nullptr);
}

void write_to_stderr(std::string_view text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // there is no other place to report it
}

extern "C" void on_signal(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
  set_deadline();
}

extern "C" void on_deadline(int) {
  if (stopping_by_themselves > 0 && --deadlines_left > 0) return set_deadline();
  remove_unfinished_files();
  if (progress_may_be_shown) write_to_stderr("\r\x1b[K");
  write_to_stderr("warning: interrupted; unfinished output was discarded\n");
  ::_exit(130);
}

[[noreturn]] void refuse_stdout(int error) {
  throw OutputError("standard output cannot be written: " + std::generic_category().message(error));
}

}  // namespace

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "a signal handler may only touch what is lock-free");

bool colour_on_stdout() { return isatty(STDOUT_FILENO) == 1 && !plain(); }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

Styled bold(std::string_view text) {
  const std::string safe = shown_on_a_line(text);
  return {colour_on_stdout() ? fmt::format("\x1b[1m{}\x1b[0m", safe) : safe};
}

void write_to_stdout(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) refuse_stdout(errno);
}

void flush_stdout() {
  const bool failed_before = std::ferror(stdout) != 0;
  if (std::fflush(stdout) != 0) refuse_stdout(errno);
  if (failed_before) refuse_stdout(EIO);
}

void open_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    // Open the other way round, so that writing to a closed standard output fails as it should.
    const int opened = ::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
    if (opened >= 0 && opened != stream) ::dup2(opened, stream), ::close(opened);
  }
}

void catch_interrupts() {
  progress_may_be_shown = stderr_is_terminal();
  sigevent by_signal{};
  by_signal.sigev_notify = SIGEV_SIGNAL;
  by_signal.sigev_signo = SIGALRM;
  has_deadline = ::timer_create(CLOCK_MONOTONIC, &by_signal, &deadline) == 0;
  std::signal(SIGALRM, on_deadline);
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGPIPE, SIG_DFL);
  // A file size limit then shows as a write that fails, which is reported like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
}

StopsByItself::StopsByItself() { ++stopping_by_themselves; }
StopsByItself::~StopsByItself() { --stopping_by_themselves; }

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
