#pragma once

#include <filesystem>
#include <string>

#include "sim/validation/validate.hpp"

namespace formcast {

/// The picture of an evaluation as a gnuplot script that writes SVG to standard output. A row an athlete who could be
/// judged, at most twelve: left the tests over time with what the twin expected of them, right how tests spread over
/// what was expected (PIT), 1-7 and 8-14 days ahead. At least one athlete must be judged.
std::string skill_script(const Validation& validation);

/// Draws it into an SVG file: all of it or nothing. Throws InputError where that fails or gnuplot is missing.
void draw_skill(const Validation& validation, const std::filesystem::path& file);

}  // namespace formcast
