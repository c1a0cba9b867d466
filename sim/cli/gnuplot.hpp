#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// Runs gnuplot on a script and returns what it wrote to its standard output. No shell is involved and the user's own
/// settings of gnuplot are not read. Throws InputError where gnuplot is not installed or refuses the script.
std::string run_gnuplot(std::string_view script);

/// `text` as a gnuplot script quotes it: in double quotes, everything but letters by its number, as \140, so that no
/// character is special (single quotes cannot begin with one, and in double quotes backticks run commands). Control
/// characters become spaces.
std::string gnuplot_quoted(std::string_view text);

}  // namespace formcast
