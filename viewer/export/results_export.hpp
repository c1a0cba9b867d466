#pragma once

#include <optional>
#include <string>

#include "viewer/compute/results_source.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {

/// What a results file of one athlete holds (docs/results-format.md).
struct ResultsToKeep {
  ResultsHeader header;
  AthleteResults athlete;
};

/// The shown plans as a batch run of them gives them; nothing while any of them lacks members, or where the desk shows
/// a file.
std::optional<ResultsToKeep> results_of(const Desk& desk);

/// Saves the results as a file. Returns a message about it. Implemented for the desktop and for the browser, as
/// ResultsSource is.
std::string save_results(const std::string& name, const ResultsToKeep& results);

}  // namespace formcast
