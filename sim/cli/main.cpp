#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>

#include "sim/base/input_error.hpp"
#include "sim/cli/command_line.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"

namespace {

/// Messages quote names from files: control characters are escaped.
class ShownMessage : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& to) override {
    const std::string text = formcast::shown({message.payload.data(), message.payload.size()});
    to.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<ShownMessage>(); }
};

/// Messages go to standard error, so that standard output holds results alone.
void log_to_stderr() {
  const bool colour = formcast::stderr_is_terminal() && std::getenv("NO_COLOR") == nullptr;
  const auto mode = colour ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  spdlog::set_default_logger(spdlog::stderr_color_st("formcast", mode));
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<ShownMessage>('*').set_pattern("%^%l%$: %*");
  spdlog::set_formatter(std::move(formatter));
}

int code(formcast::ExitCode of) { return static_cast<int>(of); }

/// Runs the program and returns its exit status.
int run(int argc, char** argv) {
  using formcast::ExitCode;
  try {
    const int ended = formcast::run_command_line(argc, argv);
    formcast::flush_stdout();
    return ended;
  } catch (const formcast::Exit& exit) {
    formcast::flush_stdout();
    return code(exit.code);
  } catch (const formcast::NotNow& error) {
    spdlog::error("{}", error.what());
    return code(ExitCode::kNotNow);
  } catch (const formcast::InputError& error) {
    spdlog::error("{}", error.what());
    return code(ExitCode::kBadInput);
  }
}

}  // namespace

int main(int argc, char** argv) {
  using formcast::ExitCode;
  try {
    formcast::open_standard_streams();
    log_to_stderr();
    formcast::catch_interrupts();
    const int ended = run(argc, argv);
    return formcast::interrupted && ended != 0 ? code(ExitCode::kInterrupted) : ended;
  } catch (const formcast::OutputError& error) {
    spdlog::error("{}", error.what());
    return code(ExitCode::kBadInput);
  } catch (const std::bad_alloc&) {
    std::fputs("error: out of memory; use fewer members or threads, do not store members, or raise the limit\n",
               stderr);
    return code(ExitCode::kBadInput);
  } catch (const std::exception& error) {
    spdlog::critical("internal error; please report it: {}", error.what());
    return 1;
  }
}
