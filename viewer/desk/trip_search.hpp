#pragma once

#include <string>

#include "viewer/compute/evaluator.hpp"
#include "viewer/desk/trip_form.hpp"

namespace formcast {

/// The search request for a trip of a plan: the plan as a scenario. Throws InputError, worded for the coach, for a trip
/// that `formcast trip --search` would not change.
std::string search_text(const Board& board, std::size_t sheet, std::size_t trip);

/// The trip that was found, to be used.
TripForm found_form(const SearchAnswer& answer, std::size_t trip);
/// What it gains and what it requires, a line each.
std::string advice_text(const SearchAnswer& answer, const TripForm& form);

}  // namespace formcast
