#pragma once

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/base/shown.hpp"

namespace formcast {

/// Whether standard output (or standard error) is a terminal that shows colour: NO_COLOR and TERM=dumb are honoured.
bool colour_on_stdout();
bool stderr_is_terminal();

/// Text that a terminal may be given unescaped.
struct Styled {
  std::string text;
};

/// `text` set bold where standard output shows it.
Styled bold(std::string_view text);

/// Standard output cannot be written: a full disk, a closed pipe.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes to standard output as it is. Throws OutputError.
void write_to_stdout(std::string_view text);
/// Flushes standard output. Throws OutputError, so that exit code 0 means that all of it was written.
void flush_stdout();
/// Opens standard streams that are closed, on /dev/null, so that no file of ours gets their numbers.
void open_standard_streams();

/// An argument of say(), escaped for a terminal.
template <class T>
decltype(auto) as_shown(const T& argument) {
  if constexpr (std::same_as<T, Styled>) {
    return std::string_view(argument.text);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return shown(argument);
  } else {
    return (argument);
  }
}

template <class... T>
void write_formatted(fmt::string_view format, const T&... shown) {
  write_to_stdout(fmt::vformat(format, fmt::make_format_args(shown...)));
}

/// Prints to standard output, as every verb does. Texts may come from any file: what would command a terminal is
/// spelled out (sim/base/shown.hpp). Throws OutputError.
template <class... T>
void say(fmt::format_string<const T&...> format, const T&... arguments) {
  write_formatted(fmt::string_view(format), as_shown(arguments)...);
}

/// Set by Ctrl-C (SIGINT) and SIGTERM once catch_interrupts() was called; a second signal ends the program at once.
extern std::atomic<bool> interrupted;

/// Verbs look at `interrupted` and end in order. Whatever does not in less than a second, in the middle of a long
/// model, of a wide folder or of a silent pipe, is ended: unfinished files are removed, exit code 130.
void catch_interrupts();

/// While one exists the program is not ended that way: what runs checks `interrupted` often and has something to save.
class StopsByItself {
 public:
  StopsByItself();
  ~StopsByItself();
  StopsByItself(const StopsByItself&) = delete;
  StopsByItself& operator=(const StopsByItself&) = delete;
};

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

template <>
struct fmt::formatter<formcast::Styled> : fmt::formatter<std::string_view> {};
