#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <exception>
#include <new>

#include "sim/command_line.hpp"
#include "sim/input.hpp"
#include "sim/terminal.hpp"
#include "sim/verbs.hpp"

namespace {

/// Messages go to standard error, so that standard output holds results alone.
void log_to_stderr() {
  const bool colour = formcast::stderr_is_terminal() && std::getenv("NO_COLOR") == nullptr;
  const auto mode = colour ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  spdlog::set_default_logger(spdlog::stderr_color_st("formcast", mode));
  spdlog::set_pattern("%^%l%$: %v");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    log_to_stderr();
    formcast::catch_interrupts();
    return formcast::run_command_line(argc, argv);
  } catch (const formcast::Exit& exit) {
    return static_cast<int>(exit.code);
  } catch (const formcast::InputError& error) {
    spdlog::error("{}", error.what());
    return static_cast<int>(formcast::ExitCode::kBadInput);
  } catch (const std::bad_alloc&) {
    spdlog::error("not enough memory for this job; ask for fewer members or do not store them");
    return static_cast<int>(formcast::ExitCode::kBadInput);
  } catch (const std::exception& error) {
    spdlog::critical("this is a fault in Formcast, please report it: {}", error.what());
    return 1;
  }
}
