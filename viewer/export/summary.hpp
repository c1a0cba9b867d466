#pragma once

#include <string>

#include "viewer/desk/desk.hpp"

namespace formcast {

/// What a page to print says of the plans that are shown, in words, as JSON; `sheet` is the plan that is edited. Every
/// date is the plans' or the record's: the same desk gives the same page on any day.
std::string summary_json(const Desk& desk, std::size_t sheet);

}  // namespace formcast
