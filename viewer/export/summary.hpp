#pragma once

#include <string>

#include "viewer/desk/desk.hpp"

namespace formcast {

/// The page to print about the shown plans, in words, as JSON; `sheet` is the edited plan. Every date is the plans' or
/// the record's: the same desk gives the same page on any day.
std::string summary_json(const Desk& desk, std::size_t sheet);

}  // namespace formcast
