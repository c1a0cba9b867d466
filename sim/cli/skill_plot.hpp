#pragma once

#include <filesystem>
#include <string>

#include "sim/validation/validate.hpp"

namespace formcast {

/// A validation's plot as a gnuplot script that writes SVG to standard output. A row per athlete with forecasts, at
/// most twelve: left the tests over time with the twin's forecasts, right how tests spread over their forecasts (PIT),
/// 1-7 and 8-14 days ahead. At least one athlete must have forecasts.
std::string skill_script(const Validation& validation);

/// Draws it into an SVG file: all of it or nothing. Throws InputError where that fails or gnuplot is missing.
void draw_skill(const Validation& validation, const std::filesystem::path& file);

}  // namespace formcast
