#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace formcast {

/// Whether standard output (or standard error) is a terminal that shows colour: NO_COLOR and TERM=dumb are honoured.
bool colour_on_stdout();
bool stderr_is_terminal();

/// `text` set bold where standard output shows it.
std::string bold(std::string_view text);

/// Set by Ctrl-C (SIGINT) and SIGTERM once catch_interrupts() was called; a second signal ends the program at once.
extern std::atomic<bool> interrupted;
void catch_interrupts();

/// A progress bar on standard error; silent unless that is a terminal. Redraws at most ten times a second.
class ProgressBar {
 public:
  explicit ProgressBar(std::string what) : what_(std::move(what)) {}
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::size_t done, std::size_t total);
  void clear();

 private:
  std::string what_;
  std::chrono::steady_clock::time_point next_{};
  bool drawn_ = false;
};

}  // namespace formcast
