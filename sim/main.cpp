#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <exception>
#include <new>

#include "sim/command_line.hpp"
#include "sim/input.hpp"
#include "sim/terminal.hpp"

namespace {

/// Messages go to standard error, so that standard output holds results alone.
void log_to_stderr() {
  const bool colour = formcast::stderr_is_terminal() && std::getenv("NO_COLOR") == nullptr;
  const auto mode = colour ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  spdlog::set_default_logger(spdlog::stderr_color_st("formcast", mode));
  spdlog::set_pattern("%^%l%$: %v");
}

int run(int argc, char** argv) {
  CLI::App app("Formcast: learns how an athlete responds to training, and tries plans on that twin.", "formcast");
  app.set_version_flag("--version", std::string("formcast ") + FORMCAST_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 2 wrong usage, 3 bad input or output place, 130 interrupted.\n"
      "Example: formcast calibrate history.csv --timing next-day -o twins/ && formcast simulate race.toml -o race.h5");
  formcast::add_check(app);
  formcast::add_calibrate(app);
  formcast::add_simulate(app);
  formcast::add_compare(app);
  formcast::add_export(app);
  formcast::add_doctor(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(formcast::ExitCode::kUsage);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    log_to_stderr();
    formcast::catch_interrupts();
    return run(argc, argv);
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
