#pragma once

namespace formcast {

/// Reads the command line and runs the verb it names. Returns the exit code where the command line itself ends the
/// program: help, the version, wrong usage. Throws what the verb throws.
int run_command_line(int argc, char** argv);

}  // namespace formcast
