#pragma once

#include <CLI/CLI.hpp>

namespace formcast {

/// What the program says to the shell.
enum class ExitCode { kDone = 0, kUsage = 2, kBadInput = 3, kNotIdentified = 4, kPartial = 5, kInterrupted = 130 };

/// Thrown by a verb that ends early and has said why.
struct Exit {
  ExitCode code;
};

/// Each adds one verb to the command line: its options, its help with an example, and what it does.
void add_check(CLI::App& app);
void add_calibrate(CLI::App& app);
void add_simulate(CLI::App& app);
void add_compare(CLI::App& app);
void add_export(CLI::App& app);
void add_doctor(CLI::App& app);

}  // namespace formcast
