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

/// The plans that are shown on the desk as a batch run of them gives them; nothing while any of them is not worked out
/// with all members, and of a desk that shows a file.
std::optional<ResultsToKeep> results_of(const Desk& desk);

/// Gives a person the results as a file. Returns what to say of it. A file of its own for the desktop and for the
/// browser, as ResultsSource is.
std::string save_results(const std::string& name, const ResultsToKeep& results);

}  // namespace formcast
